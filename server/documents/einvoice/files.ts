import { Refusal } from "../../base/refusal.ts";
import { escaped, readRules, writeRules } from "../xml/grammar.ts";
import type { Rule, Terms } from "../xml/grammar.ts";
import type { XmlElement } from "../xml/parse.ts";
import { ciiInvoice } from "./cii.ts";
import { creditTypes } from "./codes.ts";
import type { Invoice, Party } from "./model.ts";
import { XRECHNUNG } from "./rules/xrechnung.ts";
import { ublCreditNote, ublInvoice } from "./ubl.ts";

/** The specification of plain EN 16931, which ZUGFeRD's profile EN 16931 (COMFORT) names too. */
const EN16931 = "urn:cen.eu:en16931:2017";
/** The business process that XRechnung demands (Peppol billing). */
const PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

/** The XML files that are written from one invoice. */
export type Syntax = "ubl" | "cii" | "xrechnung-ubl" | "xrechnung-cii";

/** Writes an invoice as XML. What it does not say is not written; whether it says enough is `checkInvoice`'s matter. */
export function writeInvoice(invoice: Invoice, syntax: Syntax): Uint8Array {
  const isXrechnung = syntax.startsWith("xrechnung");
  const named: Invoice = {
    ...invoice,
    specification: isXrechnung ? XRECHNUNG : EN16931,
    ...(isXrechnung ? { process: PROCESS } : {}),
  };
  return new TextEncoder().encode(syntax.endsWith("ubl") ? ubl(named) : cii(named));
}

function ubl(invoice: Invoice): string {
  const isCredit = creditTypes.has(invoice.type ?? "");
  const name = isCredit ? "CreditNote" : "Invoice";
  const terms = withTerms(invoice);
  return document(
    `<${name} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${name}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">`,
    writeRules(isCredit ? ublCreditNote : ublInvoice, terms),
    name,
  );
}

function cii(invoice: Invoice): string {
  const terms = withTerms({ ...invoice, seller: apart(invoice.seller), buyer: apart(invoice.buyer) });
  const spaces = [
    ["rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"],
    ["ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"],
    ["udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"],
    ["qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"],
  ];
  const declared = spaces.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join("");
  return document(`<rsm:CrossIndustryInvoice${declared}>`, writeRules(ciiInvoice, terms), "rsm:CrossIndustryInvoice");
}

function document(start: string, inside: string, name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${start}${inside}</${name}>\n`;
}

/** CII writes identifiers with a scheme in an element of their own. */
function apart(party: Party | undefined): (Party & { readonly globalIds: Party["ids"] }) | undefined {
  if (party === undefined) return undefined;
  const ids = party.ids ?? [];
  return { ...party, ids: ids.filter(({ scheme }) => !scheme), globalIds: ids.filter(({ scheme }) => scheme) };
}

function together(party: Terms | undefined): Terms | undefined {
  if (party === undefined) return undefined;
  const { globalIds, ids, ...rest } = party as { globalIds?: Terms[]; ids?: Terms[] } & Terms; // as the grammar says
  const all = [...(ids ?? []), ...(globalIds ?? [])];
  return all.length === 0 ? rest : { ...rest, ids: all };
}

function withTerms(invoice: Invoice): Terms {
  // an invoice consists of texts, lists and groups, and says so with types that are more exact
  return invoice as unknown as Terms;
}

/** The rules that a document is read by. @throws {Refusal} `document.kind` when it is neither UBL nor CII */
export function grammarOf({ name }: XmlElement): readonly Rule[] {
  switch (name) {
    case "ubl:Invoice":
      return ublInvoice;
    case "cn:CreditNote":
      return ublCreditNote;
    case "rsm:CrossIndustryInvoice":
      return ciiInvoice;
    default:
      throw new Refusal("unsupported", "document.kind", `Expected a UBL or CII invoice, but found <${escaped(name)}>`);
  }
}

/** Reads a UBL or CII document as the invoice that it means. @throws {Refusal} `document.kind` */
export function readInvoice(root: XmlElement): Invoice {
  const terms = readRules(grammarOf(root), root);
  if (root.name === "rsm:CrossIndustryInvoice") {
    for (const side of ["seller", "buyer"] as const) {
      const party = together(terms[side] as Terms | undefined); // a party is a group
      if (party !== undefined) terms[side] = party;
    }
  }
  return terms;
}
