import type { Both } from "../breach.ts";

/**
 * The schema of ebInterface 6.1 (AustriaPro, 2022-06-25) as tables: what each element contains, in the notation of
 * document types (`A B? (C|D) E*`), what texts look like, and which attributes there are.
 */
export const contents: Readonly<Record<string, string>> = {
  Invoice:
    "InvoiceNumber InvoiceDate CancelledOriginalDocument? RelatedDocument* AdditionalInformation* CurrencyExchangeInformation? Delivery? Biller InvoiceRecipient OrderingParty? Details ReductionAndSurchargeDetails? Tax TotalGrossAmount PrepaidAmount? RoundingAmount? PayableAmount PaymentMethod? PaymentConditions? Comment? Extension?",
  Address: "AddressIdentifier* Name TradingName? Street? POBox? Town ZIP Country Phone* Email* AdditionalInformation*",
  BelowTheLineItem: "Description LineItemAmount Reason?",
  BeneficiaryAccount: "BankName? BankCode? BIC? BankAccountNr? IBAN? BankAccountOwner?",
  Biller:
    "VATIdentificationNumber FurtherIdentification* OrderReference? Address? Contact? InvoiceRecipientsBillerID? Extension?",
  BillersOrderReference: "OrderID ReferenceDate? Description? OrderPositionNumber?",
  CancelledOriginalDocument: "InvoiceNumber InvoiceDate DocumentType? Comment?",
  Contact: "Salutation? Name Phone* Email* AdditionalInformation*",
  CurrencyExchangeInformation: "Currency ExchangeRate ExchangeRateDate? Comment? Extension?",
  Custom: "ANY",
  Delivery: "DeliveryID? (Date|Period) Address? Contact? Description? Extension?",
  Details: "HeaderDescription? ItemList+ FooterDescription? BelowTheLineItem*",
  Discount: "PaymentDate BaseAmount? Percentage? Amount? Comment?",
  Extension: "Custom+",
  InvoiceRecipient:
    "VATIdentificationNumber FurtherIdentification* OrderReference? Address? Contact? BillersInvoiceRecipientID? AccountingArea? SubOrganizationID? Extension?",
  InvoiceRecipientsOrderReference: "OrderID ReferenceDate? Description? OrderPositionNumber?",
  ItemList: "HeaderDescription? ListLineItem+ FooterDescription?",
  ListLineItem:
    "PositionNumber? Description+ ArticleNumber* Quantity UnitPrice ReductionAndSurchargeListLineItemDetails? Delivery? BillersOrderReference? InvoiceRecipientsOrderReference? Classification* AdditionalInformation* TaxItem LineItemAmount Extension?",
  NoPayment: "",
  OrderingParty:
    "VATIdentificationNumber FurtherIdentification* OrderReference? Address? Contact? BillersOrderingPartyID Extension?",
  OrderReference: "OrderID ReferenceDate? Description?",
  OtherPayment: "",
  OtherTax: "TaxableAmount? TaxPercent? TaxAmount Comment Extension?",
  OtherVATableTax: "TaxableAmount TaxPercent TaxAmount? AccountingCurrencyAmount? Comment? Extension? TaxID",
  OtherVATableTaxListLineItem:
    "TaxableAmount TaxPercent TaxAmount? AccountingCurrencyAmount? Comment? Extension? TaxID",
  PaymentCard: "PrimaryAccountNumber CardHolderName?",
  PaymentConditions: "DueDate? Discount* MinimumPayment? Comment? Extension?",
  PaymentMethod: "Comment? (NoPayment|SEPADirectDebit|UniversalBankTransaction|PaymentCard|OtherPayment) Extension?",
  Period: "FromDate ToDate",
  Reduction: "BaseAmount Percentage? Amount? Comment? Classification? Extension? TaxItem",
  ReductionAndSurchargeDetails: "(Reduction|Surcharge|OtherVATableTax)*",
  ReductionAndSurchargeListLineItemDetails:
    "(ReductionListLineItem|SurchargeListLineItem|OtherVATableTaxListLineItem)*",
  ReductionListLineItem: "BaseAmount Percentage? Amount? Comment? Classification? Extension?",
  RelatedDocument: "InvoiceNumber InvoiceDate? DocumentType? Comment? Extension?",
  SEPADirectDebit: "Type? BIC? IBAN? BankAccountOwner? CreditorID? MandateReference? DebitCollectionDate?",
  Surcharge: "BaseAmount Percentage? Amount? Comment? Classification? Extension? TaxItem",
  SurchargeListLineItem: "BaseAmount Percentage? Amount? Comment? Classification? Extension?",
  Tax: "TaxItem* OtherTax* Extension?",
  TaxItem: "TaxableAmount TaxPercent TaxAmount? AccountingCurrencyAmount? Comment? Extension?",
  UniversalBankTransaction: "BeneficiaryAccount* PaymentReference?",
};

/** The elements that hold text, by its type. */
export const texts: Readonly<Record<string, string>> = {
  AccountingAreaType: "AccountingArea",
  Decimal2Type:
    "AccountingCurrencyAmount Amount BaseAmount LineItemAmount MinimumPayment PayableAmount Percentage PrepaidAmount RoundingAmount TaxableAmount TaxAmount TaxPercent TotalGrossAmount",
  string:
    "AdditionalInformation AddressIdentifier ArticleNumber BankAccountNr CardHolderName Classification Comment Country Description Email FooterDescription HeaderDescription Name OrderPositionNumber Phone POBox PrimaryAccountNumber Reason Salutation Street SubOrganizationID Town TradingName VATIdentificationNumber ZIP",
  BankAccountOwnerType: "BankAccountOwner",
  integer: "BankCode",
  BankNameType: "BankName",
  BICType: "BIC",
  IDType:
    "BillersInvoiceRecipientID BillersOrderingPartyID ConsolidatorsBillerID DeliveryID FurtherIdentification InvoiceNumber InvoiceRecipientsBillerID OrderID TaxID",
  ID35Type: "CreditorID MandateReference PaymentReference",
  CurrencyType: "Currency",
  date: "Date DebitCollectionDate DueDate ExchangeRateDate FromDate InvoiceDate PaymentDate ReferenceDate ToDate",
  DocumentTypeType: "DocumentType",
  ExchangeRateType: "ExchangeRate",
  IBANType: "IBAN",
  positiveInteger: "PositionNumber",
  Decimal4Type: "Quantity UnitPrice",
  SEPADirectDebitTypeType: "Type",
};

/** The attributes of elements, by their type; `!` marks those that must be there. */
export const attributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Invoice: {
    GeneratingSystem: "string!",
    DocumentType: "DocumentTypeType!",
    InvoiceCurrency: "CurrencyType!",
    ManualProcessing: "boolean",
    DocumentTitle: "string",
    Language: "LanguageType",
    IsDuplicate: "boolean",
  },
  AccountingCurrencyAmount: { Currency: "CurrencyType!" },
  AdditionalInformation: { Key: "string" },
  AddressIdentifier: { AddressIdentifierType: "string" },
  ArticleNumber: { ArticleNumberType: "ArticleNumberTypeType" },
  BankCode: { BankCodeType: "CountryCodeType!" },
  Classification: { ClassificationSchema: "string" },
  Country: { CountryCode: "CountryCodeType" },
  Custom: { ID: "string!", Name: "string" },
  FurtherIdentification: { IdentificationType: "string!" },
  PaymentReference: { CheckSum: "CheckSumType" },
  Quantity: { Unit: "string!" },
  Reason: { Date: "date" },
  TaxPercent: { TaxCategoryCode: "token!" },
  UnitPrice: { BaseQuantity: "Decimal4Type" },
  UniversalBankTransaction: { ConsolidatorPayable: "boolean" },
};

/** What a type of text looks like. */
export const types: Readonly<Record<string, { readonly pattern: RegExp; readonly expected: Both }>> = {
  string: { pattern: /[^]*/, expected: { de: "einen Text", en: "a text" } },
  token: { pattern: /[^]*/, expected: { de: "einen Text", en: "a text" } },
  integer: { pattern: /^\s*[+-]?\d+\s*$/, expected: { de: "eine ganze Zahl", en: "a whole number" } },
  positiveInteger: {
    pattern: /^\s*\+?0*[1-9]\d*\s*$/,
    expected: { de: "eine ganze Zahl ab 1", en: "a whole number from 1" },
  },
  boolean: { pattern: /^\s*(true|false|0|1)\s*$/, expected: { de: "true oder false", en: "true or false" } },
  date: {
    pattern: /^\s*\d{4}-\d{2}-\d{2}(Z|[+-]\d{2}:\d{2})?\s*$/,
    expected: { de: "ein Datum JJJJ-MM-TT", en: "a date YYYY-MM-DD" },
  },
  AccountingAreaType: { pattern: /^[^]{0,20}$/, expected: { de: "höchstens 20 Zeichen", en: "at most 20 characters" } },
  ArticleNumberTypeType: {
    pattern: /^(PZN|GTIN|InvoiceRecipientsArticleNumber|BillersArticleNumber)$/,
    expected: {
      de: "PZN, GTIN, InvoiceRecipientsArticleNumber, BillersArticleNumber",
      en: "PZN, GTIN, InvoiceRecipientsArticleNumber, BillersArticleNumber",
    },
  },
  BankAccountOwnerType: {
    pattern: /^[^]{0,70}$/,
    expected: { de: "höchstens 70 Zeichen", en: "at most 70 characters" },
  },
  BankNameType: { pattern: /^[^]{0,255}$/, expected: { de: "höchstens 255 Zeichen", en: "at most 255 characters" } },
  BICType: {
    pattern: /^[0-9A-Za-z]{8}([0-9A-Za-z]{3})?$/,
    expected: { de: "einen BIC mit 8 oder 11 Zeichen", en: "a BIC of 8 or 11 characters" },
  },
  CheckSumType: { pattern: /^([0-9]{1,4}|X)$/, expected: { de: "eine Prüfziffer", en: "a check sum" } },
  CountryCodeType: { pattern: /^\s*\S{2}\s*$/, expected: { de: "genau 2 Zeichen", en: "exactly 2 characters" } },
  CurrencyType: { pattern: /^\s*\S{3}\s*$/, expected: { de: "genau 3 Zeichen", en: "exactly 3 characters" } },
  Decimal2Type: {
    pattern: /^\s*[+-]?(\d+(\.\d{0,2}0*)?|\.\d{1,2}0*)\s*$/,
    expected: { de: "eine Zahl mit höchstens 2 Nachkommastellen", en: "a number of at most 2 decimals" },
  },
  Decimal4Type: {
    pattern: /^\s*[+-]?(\d+(\.\d{0,4}0*)?|\.\d{1,4}0*)\s*$/,
    expected: { de: "eine Zahl mit höchstens 4 Nachkommastellen", en: "a number of at most 4 decimals" },
  },
  DocumentTypeType: {
    pattern:
      /^(CreditMemo|FinalSettlement|Invoice|InvoiceForAdvancePayment|InvoiceForPartialDelivery|SelfBilling|SubsequentCredit|SubsequentDebit)$/,
    expected: {
      de: "CreditMemo, FinalSettlement, Invoice, InvoiceForAdvancePayment, InvoiceForPartialDelivery, SelfBilling, SubsequentCredit, SubsequentDebit",
      en: "CreditMemo, FinalSettlement, Invoice, InvoiceForAdvancePayment, InvoiceForPartialDelivery, SelfBilling, SubsequentCredit, SubsequentDebit",
    },
  },
  ExchangeRateType: {
    pattern: /^\s*[+-]?(\d+(\.\d{0,8}0*)?|\.\d{1,8}0*)\s*$/,
    expected: { de: "eine Zahl mit höchstens 8 Nachkommastellen", en: "a number of at most 8 decimals" },
  },
  IBANType: { pattern: /^[^]{0,34}$/, expected: { de: "höchstens 34 Zeichen", en: "at most 34 characters" } },
  IDType: { pattern: /^[^]{0,255}$/, expected: { de: "höchstens 255 Zeichen", en: "at most 255 characters" } },
  ID35Type: { pattern: /^[^]{0,35}$/, expected: { de: "höchstens 35 Zeichen", en: "at most 35 characters" } },
  LanguageType: { pattern: /^\s*\S{2}\s*$/, expected: { de: "genau 2 Zeichen", en: "exactly 2 characters" } },
  SEPADirectDebitTypeType: { pattern: /^(B2C|B2B)$/, expected: { de: "B2C, B2B", en: "B2C, B2B" } },
};
