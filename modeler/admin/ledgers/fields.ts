import type { FormField, Labels } from "../../api/types.ts";

type Names = Labels & { readonly required?: boolean; readonly help?: Labels };

/** The plain settings of a ledger by format, by their path. The help says what is expected. */
export const settingFields: Readonly<Record<"datev" | "bmd", readonly FormField[]>> = {
  datev: [
    field("consultant", "text", {
      de: "Beraternummer",
      en: "Adviser number",
      required: true,
      help: { de: "1001 bis 9999999, von der Kanzlei", en: "1001 to 9999999, from the tax adviser" },
    }),
    field("client", "text", {
      de: "Mandantennummer",
      en: "Client number",
      required: true,
      help: { de: "1 bis 99999, von der Kanzlei", en: "1 to 99999, from the tax adviser" },
    }),
    choice("chart", { "03": { de: "SKR 03", en: "SKR 03" }, "04": { de: "SKR 04", en: "SKR 04" } }, chartName()),
    field("fiscalYearStart", "text", {
      de: "Beginn des Wirtschaftsjahrs",
      en: "Beginning of the fiscal year",
      help: { de: "Monat und Tag wie 01-01", en: "month and day as 01-01" },
    }),
    field("accountLength", "text", {
      de: "Länge der Sachkonten",
      en: "Length of general accounts",
      help: { de: "4 bis 8 Ziffern", en: "4 to 8 digits" },
    }),
    field("currency", "text", { de: "Währung", en: "Currency", help: { de: "wie EUR", en: "as EUR" } }),
    field("debtors.from", "text", {
      de: "Debitoren von",
      en: "Debtors from",
      help: { de: "eine Kontonummer", en: "an account" },
    }),
    field("debtors.to", "text", {
      de: "Debitoren bis",
      en: "Debtors to",
      help: { de: "eine Kontonummer, nicht vor der ersten", en: "an account, not before the first" },
    }),
    field("initials", "text", {
      de: "Diktatkürzel",
      en: "Clerk's initials",
      help: { de: "zwei Großbuchstaben oder nichts", en: "two capitals or nothing" },
    }),
    field("origin", "text", {
      de: "Herkunftskennzeichen",
      en: "Origin",
      help: { de: "zwei Zeichen", en: "two characters" },
    }),
    field("withServiceDate", "boolean", { de: "Leistungsdatum mitgeben", en: "Tell the day of the supply" }),
    field("master.isSent", "boolean", { de: "Neue Debitoren mitgeben", en: "Send new debtors along" }),
    field("master.withEmail", "boolean", { de: "… mit Mailadresse", en: "… with mail address" }),
    field("master.withPaymentDays", "boolean", { de: "… mit Zahlungsziel", en: "… with days to pay" }),
  ],
  bmd: [
    choice(
      "taxSign",
      {
        opposite: { de: "gegen das des Betrags", en: "against the amount's" },
        same: { de: "wie das des Betrags", en: "as the amount's" },
      },
      { de: "Vorzeichen der Steuer", en: "Sign of the tax" },
    ),
    choice(
      "documentNumber",
      { numeric: { de: "nur Ziffern", en: "digits only" }, text: { de: "wie sie ist", en: "as it is" } },
      { de: "Belegnummer", en: "Document number" },
    ),
    choice(
      "bookedOn",
      {
        monthEnd: { de: "am Ende des Monats", en: "at the end of its month" },
        document: { de: "am Tag des Belegs", en: "on its day" },
      },
      { de: "Gebucht wird", en: "A document is booked" },
    ),
    choice(
      "dateForm",
      { YYYYMMDD: { de: "JJJJMMTT", en: "YYYYMMDD" }, "DD.MM.YYYY": { de: "TT.MM.JJJJ", en: "DD.MM.YYYY" } },
      { de: "Datumsform", en: "Form of dates" },
    ),
    field("textLength", "text", {
      de: "Zeichen des Buchungstexts",
      en: "Characters of the booking text",
      help: { de: "20 bis 255; ältere Installationen 40", en: "20 to 255; older installations 40" },
    }),
    field("symbols.invoice", "text", {
      de: "Symbol für Rechnungen",
      en: "Symbol of invoices",
      help: { de: "zwei Großbuchstaben wie AR", en: "two capitals as AR" },
    }),
    field("symbols.credit", "text", {
      de: "Symbol für Gutschriften",
      en: "Symbol of credit notes",
      help: { de: "zwei Großbuchstaben wie GS", en: "two capitals as GS" },
    }),
  ],
};

function chartName(): Names {
  return { de: "Kontenrahmen", en: "Chart of accounts", required: true };
}

function field(key: string, type: string, { required = false, help, ...label }: Names): FormField {
  return { key, type, label, required, ...(help === undefined ? {} : { help }) };
}

function choice(key: string, values: Readonly<Record<string, Labels>>, names: Names): FormField {
  return { ...field(key, "enum", names), options: Object.entries(values).map(([value, label]) => ({ value, label })) };
}
