/** Decimal numbers as business documents write them, counted exactly: a whole number of millionths of a millionth. */
export type Decimal = bigint;

const DIGITS = 12;
const one = 10n ** BigInt(DIGITS);

/** Reads `-12.50`; null when it is no decimal number, or has more decimals than any document needs. */
export function decimal(text: string | undefined): Decimal | null {
  const match = /^\s*([+-]?)(?=\.?\d)(\d{0,30})(?:\.(\d{0,12}))?\s*$/.exec(text ?? "");
  if (match === null) return null;
  const [, sign, whole = "", part = ""] = match;
  const value = BigInt(whole) * one + BigInt(part.padEnd(DIGITS, "0"));
  return sign === "-" ? -value : value;
}

/** Cents as a decimal number. */
export function fromCents(cents: number): Decimal {
  return (BigInt(cents) * one) / 100n;
}

/** A product, cut after twelve decimals. */
export function times(left: Decimal, right: Decimal): Decimal {
  return (left * right) / one;
}

/** A quotient, cut after twelve decimals; null when divided by nothing. */
export function over(left: Decimal, right: Decimal): Decimal | null {
  return right === 0n ? null : (left * one) / right;
}

/** Rounded to so many decimals, half of one away from zero. */
export function rounded(value: Decimal, places = 2): Decimal {
  const step = 10n ** BigInt(DIGITS - places);
  const half = value < 0n ? -step / 2n : step / 2n;
  return ((value + half) / step) * step;
}

/** A decimal number with at least so many decimals: `12.50`. */
export function shown(value: Decimal, places = 2): string {
  const [sign, size] = value < 0n ? ["-", -value] : ["", value];
  const part = String(size % one)
    .padStart(DIGITS, "0")
    .replace(/0+$/, "")
    .padEnd(places, "0");
  return `${sign}${size / one}${part === "" ? "" : `.${part}`}`;
}

/** The sum of decimal numbers. */
export function total(values: readonly Decimal[]): Decimal {
  return values.reduce((all, value) => all + value, 0n);
}
