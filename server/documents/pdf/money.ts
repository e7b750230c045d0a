/** The languages that documents are written in. */
export type Language = "de" | "en";

/** Made once: a formatter costs more than all that it will write on a page. */
const written = { de: formatsOf("de-DE"), en: formatsOf("en-GB") } as const;

function formatsOf(locale: string) {
  return {
    locale,
    euro: new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }),
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }),
    day: new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }),
  };
}

/** Decimal text as people write money: `1.190,00 €`. */
export function money(amount: string | undefined, currency: string, language: Language): string {
  const { euro, locale } = written[language];
  const format = currency === "EUR" ? euro : new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(Number(amount ?? "0"));
}

/** A number as people write it, with no more decimals than it has. */
export function quantity(value: string | undefined, language: Language): string {
  return written[language].number.format(Number(value ?? "0"));
}

/** A day as people write it: `30.11.2026`. */
export function dayText(day: string | undefined, language: Language): string {
  return day === undefined ? "" : written[language].day.format(new Date(`${day}T00:00:00Z`));
}

const units: Readonly<Record<string, readonly [de: string, en: string]>> = {
  C62: ["Stück", "pcs"],
  H87: ["Stück", "pcs"],
  HUR: ["Std.", "h"],
  MIN: ["Min.", "min"],
  DAY: ["Tage", "days"],
  MON: ["Monate", "months"],
  ANN: ["Jahre", "years"],
  KMT: ["km", "km"],
  LS: ["pauschal", "lump sum"],
};

/** A unit of UN/ECE Recommendation 20 in words; an unknown one by its code. */
export function unitText(code: string | undefined, language: Language): string {
  const found = units[code ?? ""];
  return found?.[language === "de" ? 0 : 1] ?? code ?? "";
}
