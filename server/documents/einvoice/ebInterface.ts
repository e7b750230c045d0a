import { always, escaped, group, leaf, many, readRules, writeRules } from "../xml/grammar.ts";
import type { Rule, Terms } from "../xml/grammar.ts";
import type { XmlElement } from "../xml/parse.ts";
import { amountOf } from "./rules/tell.ts";
import { over, rounded, shown, times } from "./decimal.ts";
import type { Adjustment, Invoice, Line, Party } from "./model.ts";

const address = (...more: readonly Rule[]): Rule =>
  always(
    "Address",
    leaf("Name", "name"),
    leaf("Street", "address.line1"),
    leaf("Town", "address.city"),
    leaf("ZIP", "address.zip"),
    leaf("Country", "countryName", { CountryCode: "address.country" }),
    ...more,
  );

const contact: readonly Rule[] = [leaf("Phone", "contact.phone"), leaf("Email", "contact.email")];
const percent = leaf("TaxPercent", "rate", { TaxCategoryCode: "category" });

const adjustment = (name: string, ...more: readonly Rule[]): Rule =>
  group(name, leaf("BaseAmount", "base"), leaf("Amount", "amount"), leaf("Comment", "reason"), ...more);

const period: readonly Rule[] = [group("Period", leaf("FromDate", "period.from"), leaf("ToDate", "period.to"))];

const line = group(
  "ListLineItem",
  leaf("PositionNumber", "id"),
  leaf("Description", "name"),
  leaf("Description", "description"),
  leaf("ArticleNumber", "sellerItem", { ArticleNumberType: { fixed: "BillersArticleNumber" } }),
  leaf("Quantity", "quantity", { Unit: "unit" }),
  leaf("UnitPrice", "price", { BaseQuantity: "baseQuantity" }),
  group("ReductionAndSurchargeListLineItemDetails", many("reductions", adjustment("ReductionListLineItem"))),
  group("Delivery", ...period),
  group("InvoiceRecipientsOrderReference", leaf("OrderID", "order"), leaf("OrderPositionNumber", "orderLine")),
  group("TaxItem", leaf("TaxableAmount", "net"), percent),
  leaf("LineItemAmount", "net"),
);

const taxItem = group(
  "TaxItem",
  leaf("TaxableAmount", "base"),
  percent,
  leaf("TaxAmount", "amount"),
  leaf("Comment", "reason"),
);

const document: readonly Rule[] = [
  leaf("InvoiceNumber", "number"),
  leaf("InvoiceDate", "issuedOn"),
  many("preceding", group("RelatedDocument", leaf("InvoiceNumber", "number"), leaf("InvoiceDate", "issuedOn"))),
  group("Delivery", leaf("Date", "delivery.on"), ...period),
  many(
    "billers",
    group(
      "Biller",
      leaf("VATIdentificationNumber", "vatId"),
      address(...contact),
      leaf("InvoiceRecipientsBillerID", "recipientsId"),
    ),
  ),
  many(
    "recipients",
    group(
      "InvoiceRecipient",
      leaf("VATIdentificationNumber", "vatId"),
      group("OrderReference", leaf("OrderID", "^order")),
      address(...contact),
      leaf("BillersInvoiceRecipientID", "billersId"),
    ),
  ),
  group("Details", group("ItemList", many("lines", line))),
  group(
    "ReductionAndSurchargeDetails",
    many("reductions", adjustment("Reduction", group("TaxItem", leaf("TaxableAmount", "amount"), percent))),
    many("surcharges", adjustment("Surcharge", group("TaxItem", leaf("TaxableAmount", "amount"), percent))),
  ),
  group("Tax", many("taxes", taxItem)),
  leaf("TotalGrossAmount", "totals.gross"),
  leaf("PrepaidAmount", "totals.paid"),
  leaf("RoundingAmount", "totals.rounding"),
  leaf("PayableAmount", "totals.due"),
  group(
    "PaymentMethod",
    group(
      "UniversalBankTransaction",
      many(
        "payments",
        group("BeneficiaryAccount", leaf("BIC", "bic"), leaf("IBAN", "iban"), leaf("BankAccountOwner", "accountName")),
      ),
      leaf("PaymentReference", "reference"),
    ),
  ),
  group("PaymentConditions", leaf("DueDate", "dueOn"), leaf("Comment", "terms")),
  leaf("Comment", "comment"),
];

const kinds: readonly (readonly [type: string, name: string])[] = [
  ["380", "Invoice"],
  ["381", "CreditMemo"],
  ["326", "InvoiceForPartialDelivery"],
  ["384", "Invoice"],
  ["386", "InvoiceForAdvancePayment"],
  ["389", "SelfBilling"],
];

/** Writes an invoice in ebInterface 6.1 (AustriaPro), as e-rechnung.gv.at takes it. */
export function writeEbInterface(invoice: Invoice, language: "de" | "en" = "de"): Uint8Array {
  const kind = kinds.find(([type]) => type === invoice.type)?.[1] ?? "Invoice";
  const attributes = {
    GeneratingSystem: "Ablauf",
    DocumentType: kind,
    InvoiceCurrency: invoice.currency ?? "",
    DocumentTitle: `${kind === "CreditMemo" ? "Gutschrift" : "Rechnung"} ${invoice.number ?? ""}`,
    Language: language,
  };
  const said = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("");
  const inside = writeRules(document, termsOf(invoice));
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="http://www.ebinterface.at/schema/6p1/"${said}>${inside}</Invoice>\n`;
  return new TextEncoder().encode(text);
}

/** An invoice as ebInterface groups it. */
function termsOf(invoice: Invoice): Terms {
  const { lines = [], notes = [] } = invoice;
  const terms = {
    ...invoice,
    // a period says more than a day, and the schema takes one of both
    delivery: invoice.period === undefined ? { on: invoice.delivery?.on ?? invoice.issuedOn } : {},
    billers: [partyOf(invoice.seller, "recipientsId")],
    recipients: [partyOf(invoice.buyer, "billersId")],
    lines: lines.map((each) => lineOf(each, invoice.order)),
    reductions: changesOf(invoice, "false"),
    surcharges: changesOf(invoice, "true"),
    reference: invoice.remittance?.slice(0, 35),
    comment: notes.map(({ text }) => text).join("\n"),
  };
  return terms as unknown as Terms; // texts, lists and groups, as the grammar wants them
}

function changesOf({ adjustments = [], totals }: Invoice, isCharge: Adjustment["isCharge"]): Adjustment[] {
  return adjustments
    .filter((change) => change.isCharge === isCharge)
    .map((change) => based(change, change.base ?? totals?.lines));
}

function lineOf(each: Line, order: string | undefined): object {
  return {
    ...each,
    // the order's position is told with its order only
    ...(each.orderLine === undefined || order === undefined ? { orderLine: undefined } : { order }),
    rate: each.rate ?? "0",
    reductions: (each.adjustments ?? []).map((change) => based(change, productOf(each))),
  };
}

/** What a line comes to before reductions; ebInterface wants to know what they are taken from. */
function productOf({ quantity, price, baseQuantity }: Line): string {
  const product = over(times(amountOf(quantity), amountOf(price)), amountOf(baseQuantity ?? "1")) ?? 0n;
  return shown(rounded(product));
}

function based(change: Adjustment, base: string | undefined): Adjustment {
  return { ...change, rate: change.rate ?? "0", base: base ?? "0.00" };
}

/** A party always names a VAT id; eight zeros stand for none (ebInterface 6.1, 3.5.2). */
function partyOf(party: Party = {}, idName: "recipientsId" | "billersId"): object {
  const country = countryName(party.address?.country ?? "");
  return { ...party, vatId: party.vatId ?? "00000000", countryName: country, [idName]: party.ids?.[0]?.id };
}

function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames("de", { type: "region" }).of(code) ?? code) : code;
}

/** Reads an ebInterface document as the invoice that it means. */
export function readEbInterface(root: XmlElement): Invoice {
  const bare = unprefixed(root);
  const terms = readRules(document, bare);
  const { billers, recipients, reductions, surcharges, comment, reference, ...rest } = terms as Record<string, Terms[]>;
  const [name] = kinds.filter(([, kind]) => kind === root.attributes["DocumentType"]);
  const changes = [
    ...(reductions ?? []).map((each) => ({ ...each, isCharge: "false" })),
    ...(surcharges ?? []).map((each) => ({ ...each, isCharge: "true" })),
  ];
  return {
    ...(rest as unknown as Invoice), // the grammar names these terms
    type: name?.[0] ?? "380",
    currency: root.attributes["InvoiceCurrency"] ?? "",
    seller: partyFrom(billers?.[0], "recipientsId"),
    buyer: partyFrom(recipients?.[0], "billersId"),
    ...(changes.length > 0 ? { adjustments: changes as Adjustment[] } : {}),
    ...(typeof comment === "string" ? { notes: [{ text: comment }] } : {}),
    ...(typeof reference === "string" ? { remittance: reference } : {}),
  };
}

function partyFrom(terms: Terms | undefined, idName: string): Party {
  const { countryName: _, [idName]: id, ...party } = terms ?? {};
  return { ...(party as Party), ...(typeof id === "string" ? { ids: [{ id }] } : {}) };
}

/** The grammar writes the default namespace, so it reads without prefix as well. */
function unprefixed(element: XmlElement): XmlElement {
  return { ...element, name: element.name.replace(/^eb:/, ""), children: element.children.map(unprefixed) };
}
