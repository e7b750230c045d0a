import { always, fixed, group, leaf, many } from "../xml/grammar.ts";
import type { Rule } from "../xml/grammar.ts";

const vat = group("cac:TaxScheme", fixed("cbc:ID", "VAT"));
const money = (name: string, path: string): Rule => leaf(name, path, { currencyID: "^currency" });

const address = (name: string): Rule =>
  group(
    name,
    leaf("cbc:StreetName", "address.line1"),
    leaf("cbc:AdditionalStreetName", "address.line2"),
    leaf("cbc:CityName", "address.city"),
    leaf("cbc:PostalZone", "address.zip"),
    leaf("cbc:CountrySubentity", "address.region"),
    group("cac:AddressLine", leaf("cbc:Line", "address.line3")),
    group("cac:Country", leaf("cbc:IdentificationCode", "address.country")),
  );

const party: readonly Rule[] = [
  leaf("cbc:EndpointID", "endpoint", { schemeID: "endpointScheme" }),
  many("ids", group("cac:PartyIdentification", leaf("cbc:ID", "id", { schemeID: "scheme" }))),
  group("cac:PartyName", leaf("cbc:Name", "tradeName")),
  address("cac:PostalAddress"),
  group("cac:PartyTaxScheme", leaf("cbc:CompanyID", "vatId"), vat),
  group(
    "cac:PartyTaxScheme",
    leaf("cbc:CompanyID", "taxNumber"),
    group("cac:TaxScheme", fixed("cbc:ID", "FC", /^(?!VAT$)/)),
  ),
  group(
    "cac:PartyLegalEntity",
    leaf("cbc:RegistrationName", "name"),
    leaf("cbc:CompanyID", "legalId", { schemeID: "legalIdScheme" }),
    leaf("cbc:CompanyLegalForm", "legalForm"),
  ),
  group(
    "cac:Contact",
    leaf("cbc:Name", "contact.name"),
    leaf("cbc:Telephone", "contact.phone"),
    leaf("cbc:ElectronicMail", "contact.email"),
  ),
];

const period = (path: string): Rule =>
  group("cac:InvoicePeriod", leaf("cbc:StartDate", `${path}.from`), leaf("cbc:EndDate", `${path}.to`));

const adjustment = (...more: readonly Rule[]): Rule =>
  group(
    "cac:AllowanceCharge",
    leaf("cbc:ChargeIndicator", "isCharge"),
    leaf("cbc:AllowanceChargeReasonCode", "reasonCode"),
    leaf("cbc:AllowanceChargeReason", "reason"),
    leaf("cbc:MultiplierFactorNumeric", "percent"),
    money("cbc:Amount", "amount"),
    money("cbc:BaseAmount", "base"),
    ...more,
  );

const taxCategory = (name: string): Rule => group(name, leaf("cbc:ID", "category"), leaf("cbc:Percent", "rate"), vat);

const payment = (isCredit: boolean): Rule =>
  group(
    "cac:PaymentMeans",
    leaf("cbc:PaymentMeansCode", "code", { name: "text" }),
    ...(isCredit ? [leaf("cbc:PaymentDueDate", "^dueOn")] : []),
    leaf("cbc:PaymentID", "^remittance"),
    group("cac:CardAccount", leaf("cbc:PrimaryAccountNumberID", "card"), fixed("cbc:NetworkID", "NA", /./)),
    group(
      "cac:PayeeFinancialAccount",
      leaf("cbc:ID", "iban"),
      leaf("cbc:Name", "accountName"),
      group("cac:FinancialInstitutionBranch", leaf("cbc:ID", "bic")),
    ),
    group(
      "cac:PaymentMandate",
      leaf("cbc:ID", "^mandate"),
      group("cac:PayerFinancialAccount", leaf("cbc:ID", "debitedIban")),
    ),
  );

const breakdown = group(
  "cac:TaxSubtotal",
  money("cbc:TaxableAmount", "base"),
  money("cbc:TaxAmount", "amount"),
  group(
    "cac:TaxCategory",
    leaf("cbc:ID", "category"),
    leaf("cbc:Percent", "rate"),
    leaf("cbc:TaxExemptionReasonCode", "reasonCode"),
    leaf("cbc:TaxExemptionReason", "reason"),
    vat,
  ),
);

const totals = group(
  "cac:LegalMonetaryTotal",
  money("cbc:LineExtensionAmount", "totals.lines"),
  money("cbc:TaxExclusiveAmount", "totals.net"),
  money("cbc:TaxInclusiveAmount", "totals.gross"),
  money("cbc:AllowanceTotalAmount", "totals.allowances"),
  money("cbc:ChargeTotalAmount", "totals.charges"),
  money("cbc:PrepaidAmount", "totals.paid"),
  money("cbc:PayableRoundingAmount", "totals.rounding"),
  money("cbc:PayableAmount", "totals.due"),
);

const item = group(
  "cac:Item",
  leaf("cbc:Description", "description"),
  leaf("cbc:Name", "name"),
  group("cac:BuyersItemIdentification", leaf("cbc:ID", "buyerItem")),
  group("cac:SellersItemIdentification", leaf("cbc:ID", "sellerItem")),
  group("cac:StandardItemIdentification", leaf("cbc:ID", "standardItem", { schemeID: "standardItemScheme" })),
  taxCategory("cac:ClassifiedTaxCategory"),
  many("attributes", group("cac:AdditionalItemProperty", leaf("cbc:Name", "name"), leaf("cbc:Value", "value"))),
);

const price = group(
  "cac:Price",
  money("cbc:PriceAmount", "price"),
  leaf("cbc:BaseQuantity", "baseQuantity", { unitCode: "baseUnit" }),
  group(
    "cac:AllowanceCharge",
    fixed("cbc:ChargeIndicator", "false"),
    money("cbc:Amount", "priceDiscount"),
    money("cbc:BaseAmount", "grossPrice"),
  ),
);

const line = (name: string, quantity: string): Rule =>
  group(
    name,
    leaf("cbc:ID", "id"),
    leaf("cbc:Note", "note"),
    leaf(quantity, "quantity", { unitCode: "unit" }),
    money("cbc:LineExtensionAmount", "net"),
    leaf("cbc:AccountingCost", "accounting"),
    period("period"),
    group("cac:OrderLineReference", leaf("cbc:LineID", "orderLine")),
    many("adjustments", adjustment()),
    item,
    price,
  );

const head = (isCredit: boolean): readonly Rule[] => [
  leaf("cbc:CustomizationID", "specification"),
  leaf("cbc:ProfileID", "process"),
  leaf("cbc:ID", "number"),
  leaf("cbc:IssueDate", "issuedOn"),
  ...(isCredit ? [leaf("cbc:TaxPointDate", "taxPointOn")] : [leaf("cbc:DueDate", "dueOn")]),
  leaf(isCredit ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", "type"),
  many("notes", leaf("cbc:Note", "text")),
  ...(isCredit ? [] : [leaf("cbc:TaxPointDate", "taxPointOn")]),
  leaf("cbc:DocumentCurrencyCode", "currency"),
  leaf("cbc:TaxCurrencyCode", "taxCurrency"),
  leaf("cbc:AccountingCost", "accounting"),
  leaf("cbc:BuyerReference", "buyerReference"),
  period("period"),
  group("cac:OrderReference", leaf("cbc:ID", "order"), leaf("cbc:SalesOrderID", "salesOrder")),
  many(
    "preceding",
    group(
      "cac:BillingReference",
      group("cac:InvoiceDocumentReference", leaf("cbc:ID", "number"), leaf("cbc:IssueDate", "issuedOn")),
    ),
  ),
  group("cac:ContractDocumentReference", leaf("cbc:ID", "contract")),
];

const body = (isCredit: boolean): readonly Rule[] => [
  ...(isCredit
    ? [group("cac:AdditionalDocumentReference", leaf("cbc:ID", "project"), fixed("cbc:DocumentTypeCode", "50"))]
    : [group("cac:ProjectReference", leaf("cbc:ID", "project"))]),
  always("cac:AccountingSupplierParty", always("cac:Party", ...within("seller"))),
  always("cac:AccountingCustomerParty", always("cac:Party", ...within("buyer"))),
  group(
    "cac:PayeeParty",
    group("cac:PartyIdentification", leaf("cbc:ID", "payee.id")),
    group("cac:PartyName", leaf("cbc:Name", "payee.name")),
    group("cac:PartyLegalEntity", leaf("cbc:CompanyID", "payee.legalId")),
  ),
  group(
    "cac:TaxRepresentativeParty",
    group("cac:PartyName", leaf("cbc:Name", "representative.name")),
    prefixed(address("cac:PostalAddress"), "representative"),
    group("cac:PartyTaxScheme", leaf("cbc:CompanyID", "representative.vatId"), vat),
  ),
  group(
    "cac:Delivery",
    leaf("cbc:ActualDeliveryDate", "delivery.on"),
    group("cac:DeliveryLocation", prefixed(address("cac:Address"), "delivery")),
    group("cac:DeliveryParty", group("cac:PartyName", leaf("cbc:Name", "delivery.name"))),
  ),
  many("payments", payment(isCredit)),
  group("cac:PaymentTerms", leaf("cbc:Note", "terms")),
  many("adjustments", adjustment(taxCategory("cac:TaxCategory"))),
  group("cac:TaxTotal", money("cbc:TaxAmount", "totals.vat"), many("taxes", breakdown)),
  totals,
];

function within(path: string): Rule[] {
  return party.map((rule) => prefixed(rule, path));
}

/** The same rules for terms that stand in a group. */
export function prefixed(rule: Rule, path: string): Rule {
  switch (rule.kind) {
    case "fixed":
      return rule;
    case "leaf":
      return {
        ...rule,
        path: `${path}.${rule.path}`,
        attributes: Object.fromEntries(
          Object.entries(rule.attributes).map(([name, from]) => [
            name,
            typeof from === "string" && !from.startsWith("^") ? `${path}.${from}` : from,
          ]),
        ),
      };
    case "group":
      return { ...rule, parts: rule.parts.map((part) => prefixed(part, path)) };
    case "many":
      return { ...rule, path: `${path}.${rule.path}` };
  }
}

/** An invoice in UBL 2.1 as EN 16931-3-2 binds it. */
export const ublInvoice: readonly Rule[] = [
  ...head(false),
  ...body(false),
  many("lines", line("cac:InvoiceLine", "cbc:InvoicedQuantity")),
];

/** A credit note in UBL 2.1. */
export const ublCreditNote: readonly Rule[] = [
  ...head(true),
  ...body(true),
  many("lines", line("cac:CreditNoteLine", "cbc:CreditedQuantity")),
];
