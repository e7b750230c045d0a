import type { DocumentParty, FullDocument } from "../../desk/invoices/document.ts";
import type { Breach } from "../../documents/breach.ts";
import { checkDocument } from "../../documents/einvoice/check.ts";
import { checkEbInterface } from "../../documents/einvoice/checkEbInterface.ts";
import { compose } from "../../documents/einvoice/compose.ts";
import type { Draft, DraftLine } from "../../documents/einvoice/compose.ts";
import { writeEbInterface } from "../../documents/einvoice/ebInterface.ts";
import { writeInvoice } from "../../documents/einvoice/files.ts";
import type { Syntax } from "../../documents/einvoice/files.ts";
import type { Invoice, Party } from "../../documents/einvoice/model.ts";
import { parseXml } from "../../documents/xml/parse.ts";

/** The structured part of a document in the form that its receiver takes. */
export interface Structured {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly form: "en16931" | "ebinterface";
}

/** How each setting of a customer is written; who wants a plain PDF gets the standard's file beside it. */
const syntaxes: Readonly<Record<string, Syntax>> = {
  pdf: "cii",
  zugferd: "cii",
  xrechnung: "xrechnung-ubl",
  "peppol-ubl": "ubl",
};

/** What the receiver would decline or stumble over, by the rules of the form. */
export function objections({ bytes, form }: Structured): Breach[] {
  const root = parseXml(bytes);
  return form === "ebinterface" ? checkEbInterface(root) : checkDocument(root);
}

/** A document as e-invoice. */
export function structured(document: FullDocument): Structured {
  const invoice = compose(draftOf(document));
  const format = typeof document.buyer["format"] === "string" ? document.buyer["format"] : "pdf";
  if (format === "ebinterface") return ebInterface(document, invoice);
  const bytes = writeInvoice(invoice, syntaxes[format] ?? "cii");
  return { name: `${document.number}.xml`, bytes, form: "en16931" };
}

function ebInterface(document: FullDocument, invoice: Invoice): Structured {
  const bytes = writeEbInterface(invoice, document.buyer["language"] === "en" ? "en" : "de");
  return { name: `${document.number}.ebinterface.xml`, bytes, form: "ebinterface" };
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
    lines: document.lines.map(lineOf),
    ...given("dueOn", dueOn),
    ...given("buyerReference", document.buyerReference),
    ...given("order", document.orderReference ?? (buyer["kind"] === "b2g" ? document.buyerReference : null)),
    ...(textTop === null ? {} : { notes: [textTop] }),
    ...(document.originalNumber === null ? {} : { preceding: { number: document.originalNumber } }),
    ...(iban === undefined
      ? {}
      : { account: { iban, ...given("name", text(seller["bank_name"])), ...given("bic", text(seller["bic"])) } }),
  };
}

function lineOf(line: FullDocument["lines"][number]): DraftLine {
  return {
    name: line.text,
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
