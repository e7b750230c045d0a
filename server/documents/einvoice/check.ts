import type { Breach } from "../breach.ts";
import { orderBreaches } from "../xml/grammar.ts";
import type { XmlElement } from "../xml/parse.ts";
import { creditTypes } from "./codes.ts";
import { grammarOf, readInvoice } from "./files.ts";
import type { Invoice } from "./model.ts";
import { presence } from "./rules/presence.ts";
import { sums } from "./rules/sums.ts";
import { both, tell, warn } from "./rules/tell.ts";
import { values } from "./rules/values.ts";
import { vat } from "./rules/vat.ts";
import { xrechnung } from "./rules/xrechnung.ts";

/**
 * What is wrong with an invoice by the rules of EN 16931, each breach under the rule's id with the term; and by those of
 * KoSIT when it calls itself an XRechnung. This can be asked before a number is drawn: the number may be provisional.
 */
export function checkInvoice(invoice: Invoice): Breach[] {
  const isXrechnung = invoice.specification?.includes("xrechnung") === true;
  return unique([
    ...presence(invoice),
    ...values(invoice),
    ...sums(invoice),
    ...vat(invoice),
    ...(isXrechnung ? xrechnung(invoice) : []),
  ]);
}

/** What is wrong with a UBL or CII document: its order, its specification, and what it says. @throws {Refusal} `document.kind` */
export function checkDocument(root: XmlElement): Breach[] {
  const invoice = readInvoice(root);
  return [
    ...orderBreaches(grammarOf(root), root),
    ...elements(root),
    ...specification(invoice),
    ...kind(root, invoice),
    ...checkInvoice(invoice),
  ];
}

/** Profiles that hold too little are no invoices by law (§ 14 UStG, BMF of 15.10.2024). */
function specification({ specification: name }: Invoice): Breach[] {
  if (name === undefined || name === "" || name.startsWith("urn:cen.eu:en16931:2017")) return [];
  const expected = both(
    "urn:cen.eu:en16931:2017 oder eine Ausprägung davon",
    "urn:cen.eu:en16931:2017 or one of its kinds",
  );
  if (/minimum|basicwl/.test(name)) return [tell("profile", "BT-24", name, expected)];
  return [warn("profile", "BT-24", name, expected)];
}

/** UBL has a document of its own for credit notes. */
function kind(root: XmlElement, { type = "" }: Invoice): Breach[] {
  const isCredit = root.name === "cn:CreditNote";
  if (root.name === "rsm:CrossIndustryInvoice" || type === "" || isCredit === creditTypes.has(type)) return [];
  return [tell("BR-CL-01", "BT-3", type, isCredit ? both("381", "381") : both("380, 384 oder 326", "380, 384 or 326"))];
}

function unique(breaches: readonly Breach[]): Breach[] {
  const known = new Set<string>();
  return breaches.filter((breach) => {
    const key = JSON.stringify([breach.rule, breach.place, breach.value]);
    return known.size < known.add(key).size;
  });
}

/** What the schemas decline in any element: numbers, days and tax registrations that say nothing. */
function elements(each: XmlElement): Breach[] {
  const below = each.children.flatMap(elements);
  const isEmpty = each.text === "" && each.children.length === 0;
  const place = { line: each.line, name: each.name };
  if (isEmpty && /(Date|DateTimeString|Amount|Quantity|Percent|Indicator)$/.test(each.name))
    return [{ severity: "error", rule: "xsd.empty", place, value: "", expected: both("einen Wert", "a value") }];
  if (each.name !== "cac:PartyTaxScheme" || (holds(each, "cbc:CompanyID") && schemeOf(each))) return below;
  const expected = both("eine Steuernummer und ihre Art", "a tax id and its kind");
  return [...below, { severity: "error", rule: "UBL-SR-53", place, value: "", expected }];
}

function schemeOf({ children }: XmlElement): boolean {
  return children.some((child) => child.name === "cac:TaxScheme" && holds(child, "cbc:ID"));
}

function holds({ children }: XmlElement, name: string): boolean {
  return children.some((child) => child.name === name);
}
