import { Refusal } from "../base/refusal.ts";

/** In which language and time zone (IANA) a template speaks, and of whom. */
export interface Voice {
  readonly language: "de" | "en";
  readonly timeZone: string;
  /** Names by login, for `person`; a login that is not in here stays what it is. */
  readonly people?: ReadonlyMap<string, string>;
}

const locales = { de: "de-DE", en: "en-GB" } as const;

/**
 * An instant (ISO 8601 text or milliseconds) in words; a day without time (`2026-11-22`) is the same day everywhere.
 * What is no instant is passed on as it is.
 */
export function formatInstant(
  value: unknown,
  style: Intl.DateTimeFormatOptions,
  { language, timeZone }: Voice,
): unknown {
  if (typeof value !== "string" && typeof value !== "number") return value;
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  const isDay = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  return new Intl.DateTimeFormat(locales[language], { ...style, timeZone: isDay ? "UTC" : timeZone }).format(at);
}

/**
 * Money in minor units (cents) as an amount with its currency (ISO 4217).
 *
 * @throws {Refusal} `template.value` when the currency is no code of three letters
 */
export function formatMoney(value: unknown, currency: unknown, { language }: Voice): unknown {
  const cents = numberOf(value);
  if (cents === undefined) return value;
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) {
    throw new Refusal(
      "unprocessable",
      "template.value",
      `Expected a currency like EUR, but it is ${JSON.stringify(currency) ?? "unknown"}`,
    );
  }
  const format = new Intl.NumberFormat(locales[language], { style: "currency", currency });
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Minutes as hours and minutes: 65 is `1:05`. */
export function formatMinutes(value: unknown): unknown {
  const minutes = numberOf(value);
  if (minutes === undefined) return value;
  const whole = Math.round(Math.abs(minutes));
  return `${minutes < 0 && whole > 0 ? "-" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** bigint columns come as text. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
