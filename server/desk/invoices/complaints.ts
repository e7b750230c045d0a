import type { Correction } from "../billing/corrections.ts";
import { totalsOf } from "./document.ts";
import type { DocumentParty, FullDocument } from "./document.ts";

/** Why a document must not leave, in both languages, and what of the customer's record puts it right; nothing when it is another's. */
export interface Objection {
  readonly text: string;
  readonly needs: readonly Correction[];
}

type Wanted = readonly [isThere: boolean, text: string, needs?: readonly Correction[]];

/** What the law wants on an invoice (§ 14 UStG, § 11 UStG of Austria) and is not there, in both languages. */
export function complaintsAbout(document: FullDocument): Objection[] {
  const { seller, buyer, lines, buyerReference } = document;
  const isTaxed = lines.some(({ percent }) => percent > 0);
  return [
    ...missing([
      [
        lacks(seller).length === 0,
        "Anschrift des Verkäufers fehlt: in den Stammdaten des Hauses / the seller's address is missing: in the house's own record",
      ],
      [lacks(buyer).length === 0, "Anschrift des Kunden fehlt / the customer's address is missing", lacks(buyer)],
      [
        !isTaxed || Boolean(vatIdOf(seller) ?? seller["tax_number"]),
        "Steuernummer des Verkäufers fehlt: in den Stammdaten des Hauses / the seller's tax number is missing: in the house's own record",
      ],
      [
        buyer["kind"] !== "b2g" || Boolean(buyerReference),
        "Leitweg-ID oder Auftragsreferenz fehlt / the buyer reference is missing",
        ["buyerReference"],
      ],
      [lines.length > 0, "Keine Positionen / no lines"],
      [
        totalsOf(document).grossCents >= 0,
        "Summe unter null: das ist eine Gutschrift / less than nothing: that is a credit note",
      ],
    ]),
    // a credit note takes back what was written, as it was written
    ...(document.kind === "credit" ? [] : taxComplaints(document)),
  ];
}

/** The categories of EN 16931 under which both parties show their VAT ids: reverse charge and supplies within the EU. */
const withBothIds = new Set(["AE", "K"]);

/**
 * What is wrong with the taxes of a document: a tax that nobody decided, words of a decision that was left to people where the law
 * wants a reason, a reverse charge without its words (§ 14a Abs. 5 UStG, § 11 Abs. 1a UStG of Austria), or without both VAT ids.
 */
export function taxComplaints({ seller, buyer, lines }: FullDocument): Objection[] {
  const isReverse = lines.some(({ category }) => withBothIds.has(category));
  return missing([
    [
      lines.every(
        (line) => line.taxKey !== "CHECK" && typeof line.percent === "number" && !isLeftToPeople(line.taxText),
      ),
      "Über die Steuer ist nicht entschieden / the tax has not been decided",
    ],
    [
      lines.every(({ category, taxText }) => !withBothIds.has(category) || (taxText ?? "").trim() !== ""),
      "Hinweis auf die Steuerschuldnerschaft des Leistungsempfängers oder die Steuerfreiheit fehlt / the words of the reverse charge or the exemption are missing",
    ],
    [
      !isReverse || vatIdOf(seller) !== undefined,
      "USt-IdNr. des Verkäufers fehlt: in den Stammdaten des Hauses / the seller's VAT id is missing: in the house's own record",
    ],
    [
      !isReverse || vatIdOf(buyer) !== undefined,
      "USt-IdNr. des Kunden fehlt / the customer's VAT id is missing",
      ["vatId"],
    ],
  ]);
}

/** Whether a text is that of a row of `tax_key` that leaves the decision to people; those begin so. */
export function isLeftToPeople(text: string | null): boolean {
  return /^von Hand\b/.test(text ?? "");
}

function missing(wanted: readonly Wanted[]): Objection[] {
  return wanted.flatMap(([isThere, text, needs = []]) => (isThere ? [] : [{ text, needs }]));
}

function vatIdOf(party: DocumentParty): string | undefined {
  const id = party.vatId ?? party["vat_id"];
  return typeof id === "string" && id.trim() !== "" ? id : undefined;
}

const address = ["street", "zip", "city"] as const;

function lacks(party: DocumentParty): readonly (typeof address)[number][] {
  return address.filter((part) => (party[part] ?? "").trim() === "");
}
