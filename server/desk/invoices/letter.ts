import { invoiceLetter } from "../../documents/pdf/invoice.ts";
import type { Letter } from "../../documents/pdf/letter.ts";
import type { PaperWords } from "../../documents/pdf/letterhead.ts";
import type { Fonts } from "../../documents/pdf/paper.ts";
import { renderZugferd } from "../../documents/pdf/zugferd.ts";
import type { FullDocument } from "./document.ts";
import { invoiceOf } from "./einvoice.ts";

/** A document as the house's letter, with the invoice for machines within: ZUGFeRD, a PDF/A-3. */
export function renderDocument(document: FullDocument, fonts: Fonts): Promise<Uint8Array> {
  return renderZugferd(invoiceOf(document), wordsOf(document), fonts);
}

/** What the letter of a document says, before it is drawn. */
export function letterOf(document: FullDocument): Letter {
  return invoiceLetter(invoiceOf(document), wordsOf(document));
}

const openings = {
  invoice: {
    de: "Guten Tag,\nfür unsere Leistungen im genannten Zeitraum berechnen wir:",
    en: "Hello,\nfor our services in the period stated we charge:",
  },
  credit: {
    de: "Guten Tag,\nzu der genannten Rechnung schreiben wir Ihnen gut:",
    en: "Hello,\non the invoice stated we credit you with:",
  },
} as const;

/** The same document is the same file whenever it is made: it was made on the day it was issued. */
function wordsOf({ kind, issuedOn, seller, buyer }: FullDocument): PaperWords {
  const language = buyer["language"] === "en" ? "en" : "de";
  const register = seller["register_text"];
  const bankName = seller["bank_name"];
  return {
    language,
    createdAt: new Date(`${issuedOn}T00:00:00Z`),
    opening: openings[kind][language],
    ...(typeof register === "string" ? { register: register.split(/,\s*/) } : {}),
    ...(typeof bankName === "string" ? { bankName } : {}),
  };
}
