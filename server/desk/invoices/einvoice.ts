import { isAcceptable, sentence } from "../../documents/breach.ts";
import type { Breach } from "../../documents/breach.ts";
import { checkDocument } from "../../documents/einvoice/check.ts";
import { checkEbInterface } from "../../documents/einvoice/checkEbInterface.ts";
import { compose } from "../../documents/einvoice/compose.ts";
import type { Draft, DraftLine } from "../../documents/einvoice/compose.ts";
import { writeEbInterface } from "../../documents/einvoice/ebInterface.ts";
import { writeInvoice } from "../../documents/einvoice/files.ts";
import type { Syntax } from "../../documents/einvoice/files.ts";
import type { Invoice, Party } from "../../documents/einvoice/model.ts";
import { dayText } from "../../documents/pdf/money.ts";
import type { Language } from "../../documents/pdf/money.ts";
import { parseXml } from "../../documents/xml/parse.ts";
import type { Correction } from "../billing/corrections.ts";
import { complaintsAbout } from "./complaints.ts";
import type { Objection } from "./complaints.ts";
import type { DocumentParty, FullDocument } from "./document.ts";

/** The structured part of a document beside its letter, in the form that its receiver takes. */
export interface Structured {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly form: "en16931" | "ebinterface";
}

/** How a customer's setting is written; who takes the letter as it is has the standard's file within it. */
const syntaxes: Readonly<Record<string, Syntax>> = { xrechnung: "xrechnung-ubl", "peppol-ubl": "ubl" };

/** The file that goes beside the letter; undefined when the letter is all that the receiver takes. */
export function structured(document: FullDocument): Structured | undefined {
  const { number, buyer } = document;
  const format = typeof buyer["format"] === "string" ? buyer["format"] : "pdf";
  if (format === "ebinterface") {
    const bytes = writeEbInterface(invoiceOf(document), buyer["language"] === "en" ? "en" : "de");
    return { name: `${number}.ebinterface.xml`, bytes, form: "ebinterface" };
  }
  const syntax = syntaxes[format];
  if (syntax === undefined) return undefined;
  return { name: `${number}.xml`, bytes: writeInvoice(invoiceOf(document), syntax), form: "en16931" };
}

/**
 * Why a document must not leave: what the law wants and is not there, and what its receiver would decline, of the invoice within
 * the letter as of the file beside it. Empty when it may leave. It can be asked before a number is drawn.
 */
export function objectionsTo(document: FullDocument): Objection[] {
  const complaints = complaintsAbout(document);
  if (complaints.length > 0) return complaints;
  const within = checkDocument(parseXml(writeInvoice(invoiceOf(document), "cii")));
  const breaches = [...within, ...breachesOf(structured(document))];
  if (isAcceptable(breaches)) return [];
  const errors = breaches.filter(({ severity }) => severity === "error");
  const told = errors.map((each) => ({
    text: `${sentence(each, "de")} / ${sentence(each, "en")}`,
    needs: needsOf(each),
  }));
  return [...new Map(told.map((each) => [each.text, each])).values()];
}

/** Which term of the customer's record a breach is about, by the terms of EN 16931 and by the elements of ebInterface. */
const terms: Readonly<Record<string, Correction>> = {
  "BT-10": "buyerReference",
  OrderReference: "buyerReference",
  "BT-48": "vatId",
  "BT-50": "street",
  "BT-52": "city",
  "BT-53": "zip",
};

function needsOf({ place }: Breach): readonly Correction[] {
  const term = terms[place.name ?? ""];
  return term === undefined ? [] : [term];
}

function breachesOf(file: Structured | undefined): Breach[] {
  if (file === undefined) return [];
  const root = parseXml(file.bytes);
  return file.form === "ebinterface" ? checkEbInterface(root) : checkDocument(root);
}

/** A document as an invoice of EN 16931, which its letter and all its files are written from. */
export function invoiceOf(document: FullDocument): Invoice {
  return compose(draftOf(document));
}

function draftOf(document: FullDocument): Draft {
  const { kind, number, issuedOn, dueOn, seller, buyer, serviceFrom, serviceTo, textTop } = document;
  const iban = text(seller["iban"]);
  return {
    kind,
    number,
    issuedOn,
    currency: "EUR",
    seller: sellerOf(seller),
    buyer: buyerOf(buyer),
    period: { from: serviceFrom, to: serviceTo },
    lines: document.lines.map((line) => lineOf(line, buyer["language"] === "en" ? "en" : "de")),
    ...given("dueOn", dueOn),
    ...given("terms", termsOf(document)),
    ...given("buyerReference", document.buyerReference),
    ...given("order", document.orderReference ?? (buyer["kind"] === "b2g" ? document.buyerReference : null)),
    ...(textTop === null ? {} : { notes: [textTop] }),
    ...(document.originalNumber === null ? {} : { preceding: { number: document.originalNumber } }),
    ...(iban === undefined
      ? {}
      : { account: { iban, ...given("name", text(seller["bank_name"])), ...given("bic", text(seller["bic"])) } }),
  };
}

/** Until when to pay, in words; a credit note asks for nothing. */
function termsOf({ kind, dueOn, buyer }: FullDocument): string | null {
  if (kind === "credit" || dueOn === null) return null;
  if (buyer["language"] === "en") return `Payable by ${dayText(dueOn, "en")} without deduction.`;
  return `Zahlbar bis ${dayText(dueOn, "de")} ohne Abzug.`;
}

/** Days stand in the texts of positions as everywhere in the house; whoever reads the document reads them their way. */
function lineOf(line: FullDocument["lines"][number], language: Language): DraftLine {
  return {
    name: line.text.replaceAll(/(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g, (day) => dayText(day, language)),
    quantity: String(line.quantity),
    unit: line.unit,
    price: (line.unitPriceCents / 100).toFixed(2),
    netCents: line.netCents,
    // the category is one that `tax_key` decided
    tax: {
      category: line.category as DraftLine["tax"]["category"],
      percent: line.percent,
      ...given("reason", line.taxText),
    },
  };
}

function sellerOf(party: DocumentParty): Party {
  const contact = {
    ...given("name", text(party["contact_name"])),
    ...given("phone", text(party["phone"])),
    ...given("email", text(party.email)),
  };
  return {
    ...partyOf(party),
    contact,
    ...given("vatId", text(party["vat_id"])),
    ...given("taxNumber", text(party["tax_number"])),
  };
}

function buyerOf(party: DocumentParty): Party {
  const number = text(party["supplierNumber"]);
  return {
    ...partyOf(party),
    ...given("vatId", text(party.vatId)),
    ...(number === undefined ? {} : { ids: [{ id: number }] }),
  };
}

/** Where a party can be reached electronically: EM is a mail address (EAS). */
function partyOf(party: DocumentParty): Party {
  const { name, street, zip, city, country } = party;
  const email = text(party.email);
  const address = {
    country,
    ...given("line1", text(street)),
    ...given("zip", text(zip)),
    ...given("city", text(city)),
  };
  return { name, address, ...(email === undefined ? {} : { endpoint: email, endpointScheme: "EM" }) };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** A member that is only there when it is said. */
function given<Name extends string, T>(name: Name, value: T | null | undefined): { [Key in Name]?: T } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [Key in Name]?: T }; // one member, or none
}
