import { z } from "zod";
import { readNumber } from "../../base/readNumber.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Both } from "../../documents/breach.ts";
import { memberStates } from "../../documents/europe.ts";
import { optionalText } from "../operation.ts";

/** What people can put right where a finding asks for it: terms of the invoice by where they are kept. Money in cents. */
export const fixShape = z.object({
  /** A tax as `taxChoicesOf` offers it. */
  tax: optionalText,
  /** BT-48. */
  vatId: optionalText,
  /** BT-10. */
  buyerReference: optionalText,
  /** BT-50. */
  street: optionalText,
  /** BT-53. */
  zip: optionalText,
  /** BT-52. */
  city: optionalText,
  price: z.int().min(0).nullish(),
  orderLimit: z.int().min(0).nullish(),
});
export type Fix = Partial<z.output<typeof fixShape>>;
export type Correction = keyof z.output<typeof fixShape>;

const needs: Readonly<Record<string, readonly Correction[]>> = {
  missing_price: ["price"],
  missing_order_reference: ["buyerReference"],
  po_limit_exceeded: ["orderLimit"],
  // without a VAT id somebody may still say which tax it is
  vat_id_invalid: ["vatId", "tax"],
  tax_undecided: ["tax"],
};

/** What puts a finding right; nothing where it is put right elsewhere or excepted. */
export function needsOf(check: string): readonly Correction[] {
  return needs[check] ?? [];
}

/** What a form says to be put right. One of a single field, as forms of tenants may still have, means what the finding needs. */
export function fixOf(
  asked: readonly Correction[],
  { fix, value }: { readonly fix?: Fix | null | undefined; readonly value: string | null },
): Fix {
  const given = Object.fromEntries(Object.entries(fix ?? {}).filter(([, each]) => each !== null && each !== undefined));
  if (Object.keys(given).length > 0 || value === null) return given;
  const [need] = asked;
  if (need === undefined)
    throw refuseValue(
      {
        de: "hier kein Wert: berichtigt wird am Datensatz selbst",
        en: "no value here: it is put right at the record itself",
      },
      value,
    );
  if (need === "price" || need === "orderLimit") return { [need]: centsOf(value) };
  return { [need]: need === "tax" ? (value.split(/\s+/)[0] ?? "") : value.trim() };
}

/** A VAT id without what people put between, of a country that gives them out. @throws {Refusal} `billing.value` */
export function vatIdOf(text: string): string {
  const id = text.replaceAll(/[\s.\-/]/g, "").toUpperCase();
  const land = id.slice(0, 2);
  const isKnown = memberStates.has(land) || ["EL", "XI", "CH"].includes(land);
  if (isKnown && /^[A-Z]{2}[A-Z0-9+*]{2,13}$/.test(id)) return id;
  throw refuseValue(
    {
      de: "eine USt-IdNr., die mit ihrem Land beginnt, etwa FR40303265045",
      en: "a VAT id that begins with its country, such as FR40303265045",
    },
    text,
  );
}

/** An amount as people type it: `95`, `95,50`, `1.234,50 €`. */
function centsOf(value: string): number {
  const amount = readNumber(value, "money");
  if (typeof amount === "number" && amount >= 0 && amount < 1e9) return Math.round(amount * 100);
  throw refuseValue({ de: "ein Betrag wie 95,50", en: "an amount as 95,50" }, value.trim());
}

/** What is told with the finding when it comes back, to people of both languages. */
export function refuseValue(expected: Both, value: string): Refusal {
  const found = JSON.stringify(value);
  const message = `Erwartet: ${expected.de}; gefunden: ${found} / Expected ${expected.en}, but it is ${found}`;
  return new Refusal("unprocessable", "billing.value", message);
}
