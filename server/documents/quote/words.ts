/** What a quote says besides its facts, in the customer's language. */
export const quoteWords = {
  de: {
    quote: "Angebot",
    version: (number: number) => `Version ${number}`,
    validUntil: "Gültig bis",
    issuedOn: "Datum",
    forWhom: "Für",
    pos: "Pos.",
    item: "Leistung",
    quantity: "Menge",
    unitPrice: "Einzelpreis",
    net: "Netto",
    once: "Einmalig",
    monthly: "Monatlich",
    onceTotal: "Summe einmalig, netto",
    monthlyTotal: "Summe monatlich, netto",
    optional: "optional",
    alternativeTo: (pos: number) => `statt Position ${pos}`,
    term: (months: number) => (months === 0 ? "unbefristet" : `Laufzeit ${months} Monate`),
    termTotal: (months: number) => `Über ${months} Monate, netto`,
    notIncluded: "Optionale und alternative Positionen sind in den Summen nicht enthalten.",
    vat: "Alle Preise in Euro zuzüglich der gesetzlichen Umsatzsteuer.",
    terms: "Bedingungen",
    signature: "Ort, Datum, Unterschrift",
    acceptance: "Hiermit nehmen wir das Angebot an.",
    page: (no: number, of: number) => `Seite ${no} von ${of}`,
    unit: { HUR: "Std.", C62: "Stk.", DAY: "Tage", MON: "Monate" } as Readonly<Record<string, string>>,
  },
  en: {
    quote: "Quote",
    version: (number: number) => `Version ${number}`,
    validUntil: "Valid until",
    issuedOn: "Date",
    forWhom: "For",
    pos: "No.",
    item: "Item",
    quantity: "Quantity",
    unitPrice: "Unit price",
    net: "Net",
    once: "One-off",
    monthly: "Monthly",
    onceTotal: "Total one-off, net",
    monthlyTotal: "Total monthly, net",
    optional: "optional",
    alternativeTo: (pos: number) => `instead of item ${pos}`,
    term: (months: number) => (months === 0 ? "until notice is given" : `Term ${months} months`),
    termTotal: (months: number) => `Over ${months} months, net`,
    notIncluded: "Optional and alternative items are not included in the totals.",
    vat: "All prices in euro, plus statutory VAT.",
    terms: "Terms",
    signature: "Place, date, signature",
    acceptance: "We hereby accept the quote.",
    page: (no: number, of: number) => `Page ${no} of ${of}`,
    unit: { HUR: "hrs", C62: "pcs", DAY: "days", MON: "months" } as Readonly<Record<string, string>>,
  },
} as const;

/** How a language writes money, numbers and days. */
export interface Figures {
  readonly money: (cents: number) => string;
  readonly number: (value: number) => string;
  readonly day: (iso: string) => string;
}

/** @param language of the customer */
export function figuresOf(language: "de" | "en"): Figures {
  const locale = language === "de" ? "de-DE" : "en-GB";
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return {
    money: (cents) => money.format(cents / 100),
    number: (value) => number.format(value),
    day: (iso) => day.format(new Date(`${iso}T00:00:00Z`)),
  };
}
