import type { Breach } from "../breach.ts";
import type { BmdBooking } from "./parse.ts";

/** What rows say together: one sign for all taxes, and one row for each rate of a document. */
export function checkTogether(bookings: readonly BmdBooking[], names: readonly string[]): Breach[] {
  return [...taxSigns(bookings, names), ...repeated(bookings, names)];
}

function taxSigns(bookings: readonly BmdBooking[], names: readonly string[]): Breach[] {
  const signed = bookings.filter(({ cents, taxCents }) => cents !== 0 && taxCents !== 0);
  const opposite = signed.filter(isOpposite);
  if (opposite.length === 0 || opposite.length === signed.length) return [];
  const most = opposite.length * 2 >= signed.length;
  return signed
    .filter((booking) => isOpposite(booking) !== most)
    .map((booking) => ({
      severity: "error",
      rule: "bmd.taxSign",
      place: { line: booking.line, column: names.indexOf("steuer") + 1, name: "steuer" },
      value: (booking.taxCents / 100).toFixed(2).replace(".", ","),
      expected: most
        ? {
            de: "das Vorzeichen gegen das des Betrags, wie in den anderen Zeilen",
            en: "the sign against the amount's, as in the other rows",
          }
        : {
            de: "das Vorzeichen des Betrags, wie in den anderen Zeilen",
            en: "the amount's sign, as in the other rows",
          },
    }));
}

function repeated(bookings: readonly BmdBooking[], names: readonly string[]): Breach[] {
  const groups = Map.groupBy(bookings, keyOf).values();
  return [...groups].flatMap(([first, ...others]) =>
    others.map(({ line, document }) => ({
      severity: "error" as const,
      rule: "bmd.repeated",
      place: { line, column: names.indexOf("belegnr") + 1, name: "belegnr" },
      value: document,
      expected: {
        de: `eine Zeile je Steuersatz, Konto und Kostenstelle; Zeile ${first?.line} ist die gleiche`,
        en: `one row for each rate, account and cost centre; line ${first?.line} is the same`,
      },
    })),
  );
}

function isOpposite({ cents, taxCents }: BmdBooking): boolean {
  return Math.sign(cents) !== Math.sign(taxCents);
}

/** What a row is about; two that agree in all of it would be booked twice. */
function keyOf(row: BmdBooking): string {
  const { symbol, document, number, account, contraAccount, percent, taxCode, costCentre } = row;
  return [symbol, document, number, account, contraAccount, percent, taxCode, costCentre].join("\n");
}
