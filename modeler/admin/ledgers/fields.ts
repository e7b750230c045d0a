import type { FormField, Labels } from "../../api/types.ts";

/** The plain settings of a ledger by format, by their path. The help says what is expected. */
export const settingFields: Readonly<Record<"datev" | "bmd", readonly FormField[]>> = {
  datev: [
    required(
      text(
        "consultant",
        both("Beraternummer", "Adviser number"),
        both("1001 bis 9999999, von der Kanzlei", "1001 to 9999999, from the tax adviser"),
      ),
    ),
    required(
      text(
        "client",
        both("Mandantennummer", "Client number"),
        both("1 bis 99999, von der Kanzlei", "1 to 99999, from the tax adviser"),
      ),
    ),
    required(
      choice(
        "chart",
        { "03": both("SKR 03", "SKR 03"), "04": both("SKR 04", "SKR 04") },
        both("Kontenrahmen", "Chart of accounts"),
      ),
    ),
    text(
      "fiscalYearStart",
      both("Beginn des Wirtschaftsjahrs", "Beginning of the fiscal year"),
      both("Monat und Tag wie 01-01", "month and day as 01-01"),
    ),
    text(
      "accountLength",
      both("Länge der Sachkonten", "Length of general accounts"),
      both("4 bis 8 Ziffern", "4 to 8 digits"),
    ),
    text("currency", both("Währung", "Currency"), both("wie EUR", "as EUR")),
    text("debtors.from", both("Debitoren von", "Debtors from"), both("eine Kontonummer", "an account")),
    text(
      "debtors.to",
      both("Debitoren bis", "Debtors to"),
      both("eine Kontonummer, nicht vor der ersten", "an account, not before the first"),
    ),
    text(
      "initials",
      both("Diktatkürzel", "Clerk's initials"),
      both("zwei Großbuchstaben oder nichts", "two capitals or nothing"),
    ),
    text("origin", both("Herkunftskennzeichen", "Origin"), both("zwei Zeichen", "two characters")),
    flag("withServiceDate", both("Leistungsdatum mitgeben", "Tell the day of the supply")),
    flag("master.isSent", both("Neue Debitoren mitgeben", "Send new debtors along")),
    flag("master.withEmail", both("… mit Mailadresse", "… with mail address")),
    flag("master.withPaymentDays", both("… mit Zahlungsziel", "… with days to pay")),
  ],
  bmd: [
    choice(
      "taxSign",
      {
        opposite: both("gegen das des Betrags", "against the amount's"),
        same: both("wie das des Betrags", "as the amount's"),
      },
      both("Vorzeichen der Steuer", "Sign of the tax"),
    ),
    choice(
      "documentNumber",
      { numeric: both("nur Ziffern", "digits only"), text: both("wie sie ist", "as it is") },
      both("Belegnummer", "Document number"),
    ),
    choice(
      "bookedOn",
      {
        monthEnd: both("am Ende des Monats", "at the end of its month"),
        document: both("am Tag des Belegs", "on its day"),
      },
      both("Gebucht wird", "A document is booked"),
    ),
    choice(
      "dateForm",
      { YYYYMMDD: both("JJJJMMTT", "YYYYMMDD"), "DD.MM.YYYY": both("TT.MM.JJJJ", "DD.MM.YYYY") },
      both("Datumsform", "Form of dates"),
    ),
    text(
      "textLength",
      both("Zeichen des Buchungstexts", "Characters of the booking text"),
      both("20 bis 255; ältere Installationen 40", "20 to 255; older installations 40"),
    ),
    text(
      "symbols.invoice",
      both("Symbol für Rechnungen", "Symbol of invoices"),
      both("zwei Großbuchstaben wie AR", "two capitals as AR"),
    ),
    text(
      "symbols.credit",
      both("Symbol für Gutschriften", "Symbol of credit notes"),
      both("zwei Großbuchstaben wie GS", "two capitals as GS"),
    ),
  ],
};

function both(de: string, en: string): Labels {
  return { de, en };
}

function text(key: string, label: Labels, help?: Labels): FormField {
  return { key, type: "text", label, required: false, ...(help === undefined ? {} : { help }) };
}

function flag(key: string, label: Labels): FormField {
  return { key, type: "boolean", label, required: false };
}

function choice(key: string, values: Readonly<Record<string, Labels>>, label: Labels): FormField {
  const options = Object.entries(values).map(([value, name]) => ({ value, label: name }));
  return { key, type: "enum", label, required: false, options };
}

function required(field: FormField): FormField {
  return { ...field, required: true };
}
