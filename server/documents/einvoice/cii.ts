import { always, fixed, group, leaf, many } from "../xml/grammar.ts";
import type { Codec, Rule } from "../xml/grammar.ts";
import { prefixed } from "./ubl.ts";

/** Days are written as `20261130`; what is no such day is read as it stands, and told by the rules. */
const days: Codec = {
  write: (term) => term.replaceAll("-", ""),
  read: (text) => text.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"),
};

const day = (name: string, path: string): Rule =>
  group(name, leaf("udt:DateTimeString", path, { format: { fixed: "102" } }, days));

const vat = fixed("ram:TypeCode", "VAT");

const address = group(
  "ram:PostalTradeAddress",
  leaf("ram:PostcodeCode", "address.zip"),
  leaf("ram:LineOne", "address.line1"),
  leaf("ram:LineTwo", "address.line2"),
  leaf("ram:LineThree", "address.line3"),
  leaf("ram:CityName", "address.city"),
  leaf("ram:CountryID", "address.country"),
  leaf("ram:CountrySubDivisionName", "address.region"),
);

const party = (name: string, path: string): Rule =>
  prefixed(
    always(
      name,
      many("ids", leaf("ram:ID", "id")),
      many("globalIds", leaf("ram:GlobalID", "id", { schemeID: "scheme" })),
      leaf("ram:Name", "name"),
      leaf("ram:Description", "legalForm"),
      group(
        "ram:SpecifiedLegalOrganization",
        leaf("ram:ID", "legalId", { schemeID: "legalIdScheme" }),
        leaf("ram:TradingBusinessName", "tradeName"),
      ),
      group(
        "ram:DefinedTradeContact",
        leaf("ram:PersonName", "contact.name"),
        group("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", "contact.phone")),
        group("ram:EmailURIUniversalCommunication", leaf("ram:URIID", "contact.email")),
      ),
      address,
      group("ram:URIUniversalCommunication", leaf("ram:URIID", "endpoint", { schemeID: "endpointScheme" })),
      group("ram:SpecifiedTaxRegistration", leaf("ram:ID", "vatId", { schemeID: { fixed: "VA" } })),
      group("ram:SpecifiedTaxRegistration", leaf("ram:ID", "taxNumber", { schemeID: { fixed: "FC" } })),
    ),
    path,
  );

const period = (path: string): Rule =>
  group("ram:BillingSpecifiedPeriod", day("ram:StartDateTime", `${path}.from`), day("ram:EndDateTime", `${path}.to`));

const adjustment = (...more: readonly Rule[]): Rule =>
  group(
    "ram:SpecifiedTradeAllowanceCharge",
    group("ram:ChargeIndicator", leaf("udt:Indicator", "isCharge")),
    leaf("ram:CalculationPercent", "percent"),
    leaf("ram:BasisAmount", "base"),
    leaf("ram:ActualAmount", "amount"),
    leaf("ram:ReasonCode", "reasonCode"),
    leaf("ram:Reason", "reason"),
    ...more,
  );

const product = group(
  "ram:SpecifiedTradeProduct",
  leaf("ram:GlobalID", "standardItem", { schemeID: "standardItemScheme" }),
  leaf("ram:SellerAssignedID", "sellerItem"),
  leaf("ram:BuyerAssignedID", "buyerItem"),
  leaf("ram:Name", "name"),
  leaf("ram:Description", "description"),
  many(
    "attributes",
    group("ram:ApplicableProductCharacteristic", leaf("ram:Description", "name"), leaf("ram:Value", "value")),
  ),
);

const line = group(
  "ram:IncludedSupplyChainTradeLineItem",
  group(
    "ram:AssociatedDocumentLineDocument",
    leaf("ram:LineID", "id"),
    group("ram:IncludedNote", leaf("ram:Content", "note")),
  ),
  product,
  group(
    "ram:SpecifiedLineTradeAgreement",
    group("ram:BuyerOrderReferencedDocument", leaf("ram:LineID", "orderLine")),
    group(
      "ram:GrossPriceProductTradePrice",
      leaf("ram:ChargeAmount", "grossPrice"),
      group(
        "ram:AppliedTradeAllowanceCharge",
        group("ram:ChargeIndicator", fixed("udt:Indicator", "false")),
        leaf("ram:ActualAmount", "priceDiscount"),
      ),
    ),
    group(
      "ram:NetPriceProductTradePrice",
      leaf("ram:ChargeAmount", "price"),
      leaf("ram:BasisQuantity", "baseQuantity", { unitCode: "baseUnit" }),
    ),
  ),
  group("ram:SpecifiedLineTradeDelivery", leaf("ram:BilledQuantity", "quantity", { unitCode: "unit" })),
  group(
    "ram:SpecifiedLineTradeSettlement",
    group(
      "ram:ApplicableTradeTax",
      vat,
      leaf("ram:CategoryCode", "category"),
      leaf("ram:RateApplicablePercent", "rate"),
    ),
    period("period"),
    many("adjustments", adjustment()),
    group("ram:SpecifiedTradeSettlementLineMonetarySummation", leaf("ram:LineTotalAmount", "net")),
    group("ram:ReceivableSpecifiedTradeAccountingAccount", leaf("ram:ID", "accounting")),
  ),
);

const reference = (name: string, path: string): Rule => group(name, leaf("ram:IssuerAssignedID", path));

const agreement = group(
  "ram:ApplicableHeaderTradeAgreement",
  leaf("ram:BuyerReference", "buyerReference"),
  party("ram:SellerTradeParty", "seller"),
  party("ram:BuyerTradeParty", "buyer"),
  group(
    "ram:SellerTaxRepresentativeTradeParty",
    leaf("ram:Name", "representative.name"),
    prefixed(address, "representative"),
    group("ram:SpecifiedTaxRegistration", leaf("ram:ID", "representative.vatId", { schemeID: { fixed: "VA" } })),
  ),
  reference("ram:SellerOrderReferencedDocument", "salesOrder"),
  reference("ram:BuyerOrderReferencedDocument", "order"),
  reference("ram:ContractReferencedDocument", "contract"),
  group("ram:SpecifiedProcuringProject", leaf("ram:ID", "project"), fixed("ram:Name", "Project reference", /^/)),
);

const delivery = always(
  "ram:ApplicableHeaderTradeDelivery",
  group("ram:ShipToTradeParty", leaf("ram:Name", "delivery.name"), prefixed(address, "delivery")),
  group("ram:ActualDeliverySupplyChainEvent", day("ram:OccurrenceDateTime", "delivery.on")),
);

const payment = group(
  "ram:SpecifiedTradeSettlementPaymentMeans",
  leaf("ram:TypeCode", "code"),
  leaf("ram:Information", "text"),
  group("ram:ApplicableTradeSettlementFinancialCard", leaf("ram:ID", "card")),
  group("ram:PayerPartyDebtorFinancialAccount", leaf("ram:IBANID", "debitedIban")),
  group(
    "ram:PayeePartyCreditorFinancialAccount",
    leaf("ram:IBANID", "iban"),
    leaf("ram:AccountName", "accountName"),
    leaf("ram:ProprietaryID", "account"),
  ),
  group("ram:PayeeSpecifiedCreditorFinancialInstitution", leaf("ram:BICID", "bic")),
);

const breakdown = group(
  "ram:ApplicableTradeTax",
  leaf("ram:CalculatedAmount", "amount"),
  vat,
  leaf("ram:ExemptionReason", "reason"),
  leaf("ram:BasisAmount", "base"),
  leaf("ram:CategoryCode", "category"),
  leaf("ram:ExemptionReasonCode", "reasonCode"),
  leaf("ram:RateApplicablePercent", "rate"),
);

const sums = group(
  "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
  leaf("ram:LineTotalAmount", "totals.lines"),
  leaf("ram:ChargeTotalAmount", "totals.charges"),
  leaf("ram:AllowanceTotalAmount", "totals.allowances"),
  leaf("ram:TaxBasisTotalAmount", "totals.net"),
  leaf("ram:TaxTotalAmount", "totals.vat", { currencyID: "^currency" }),
  leaf("ram:RoundingAmount", "totals.rounding"),
  leaf("ram:GrandTotalAmount", "totals.gross"),
  leaf("ram:TotalPrepaidAmount", "totals.paid"),
  leaf("ram:DuePayableAmount", "totals.due"),
);

const settlement = group(
  "ram:ApplicableHeaderTradeSettlement",
  leaf("ram:CreditorReferenceID", "creditor"),
  leaf("ram:PaymentReference", "remittance"),
  leaf("ram:TaxCurrencyCode", "taxCurrency"),
  leaf("ram:InvoiceCurrencyCode", "currency"),
  group(
    "ram:PayeeTradeParty",
    leaf("ram:ID", "payee.id"),
    leaf("ram:Name", "payee.name"),
    group("ram:SpecifiedLegalOrganization", leaf("ram:ID", "payee.legalId")),
  ),
  many("payments", payment),
  many("taxes", breakdown),
  period("period"),
  many(
    "adjustments",
    adjustment(
      group(
        "ram:CategoryTradeTax",
        vat,
        leaf("ram:CategoryCode", "category"),
        leaf("ram:RateApplicablePercent", "rate"),
      ),
    ),
  ),
  group(
    "ram:SpecifiedTradePaymentTerms",
    leaf("ram:Description", "terms"),
    day("ram:DueDateDateTime", "dueOn"),
    leaf("ram:DirectDebitMandateID", "mandate"),
  ),
  sums,
  many(
    "preceding",
    group(
      "ram:InvoiceReferencedDocument",
      leaf("ram:IssuerAssignedID", "number"),
      group("ram:FormattedIssueDateTime", leaf("qdt:DateTimeString", "issuedOn", { format: { fixed: "102" } }, days)),
    ),
  ),
  group("ram:ReceivableSpecifiedTradeAccountingAccount", leaf("ram:ID", "accounting")),
);

/** An invoice or a credit note in UN/CEFACT Cross Industry Invoice D16B as EN 16931-3-3 binds it. */
export const ciiInvoice: readonly Rule[] = [
  always(
    "rsm:ExchangedDocumentContext",
    group("ram:BusinessProcessSpecifiedDocumentContextParameter", leaf("ram:ID", "process")),
    group("ram:GuidelineSpecifiedDocumentContextParameter", leaf("ram:ID", "specification")),
  ),
  always(
    "rsm:ExchangedDocument",
    leaf("ram:ID", "number"),
    leaf("ram:TypeCode", "type"),
    day("ram:IssueDateTime", "issuedOn"),
    many("notes", group("ram:IncludedNote", leaf("ram:Content", "text"), leaf("ram:SubjectCode", "subject"))),
  ),
  always("rsm:SupplyChainTradeTransaction", many("lines", line), agreement, delivery, settlement),
];
