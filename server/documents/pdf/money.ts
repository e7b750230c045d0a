/** The languages that documents are written in. */
export type Language = "de" | "en";

/** Decimal text as people write money: `1.190,00 €`. */
export function money(amount: string | undefined, currency: string, language: Language): string {
  return new Intl.NumberFormat(locale(language), { style: "currency", currency }).format(Number(amount ?? "0"));
}

/** A number as people write it, with no more decimals than it has. */
export function quantity(value: string | undefined, language: Language): string {
  return new Intl.NumberFormat(locale(language), { maximumFractionDigits: 4 }).format(Number(value ?? "0"));
}

/** A day as people write it: `30.11.2026`. */
export function dayText(day: string | undefined, language: Language): string {
  if (day === undefined) return "";
  const options = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale(language), options).format(new Date(`${day}T00:00:00Z`));
}

function locale(language: Language): string {
  return language === "de" ? "de-DE" : "en-GB";
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
