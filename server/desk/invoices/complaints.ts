import { totalsOf } from "./document.ts";
import type { DocumentParty, FullDocument } from "./document.ts";

/** What the law wants on an invoice (§ 14 UStG, § 11 UStG of Austria) and is not there, in both languages. */
export function complaintsAbout(document: FullDocument): string[] {
  const { seller, buyer, lines, buyerReference } = document;
  const isTaxed = lines.some(({ percent }) => percent > 0);
  const isReverse = lines.some(({ category }) => category === "AE" || category === "K");
  const wanted: readonly (readonly [boolean, string])[] = [
    [hasAddress(seller), "Anschrift des Verkäufers fehlt / the seller's address is missing"],
    [hasAddress(buyer), "Anschrift des Kunden fehlt / the customer's address is missing"],
    [
      !isTaxed || Boolean(seller.vatId ?? seller["tax_number"] ?? seller["vat_id"]),
      "Steuernummer des Verkäufers fehlt / the seller's tax number is missing",
    ],
    [!isReverse || Boolean(buyer.vatId), "USt-IdNr. des Kunden fehlt / the customer's VAT id is missing"],
    [
      buyer["kind"] !== "b2g" || Boolean(buyerReference),
      "Leitweg-ID oder Auftragsreferenz fehlt / the buyer reference is missing",
    ],
    [lines.length > 0, "Keine Positionen / no lines"],
    [
      totalsOf(document).grossCents >= 0,
      "Summe unter null: das ist eine Gutschrift / less than nothing: that is a credit note",
    ],
  ];
  return wanted.flatMap(([isThere, complaint]) => (isThere ? [] : [complaint]));
}

function hasAddress({ street, zip, city }: DocumentParty): boolean {
  return [street, zip, city].every((part) => typeof part === "string" && part.trim() !== "");
}
