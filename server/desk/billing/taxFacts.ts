import type { JsonObject } from "../../base/json.ts";
import { memberStates } from "../../documents/europe.ts";

/** Who sells and who buys, as far as `tax_key` asks. */
export interface TaxParties {
  readonly seller_country: string | null;
  readonly seller_is_small: boolean | null;
  readonly buyer_country: string | null;
  readonly buyer_kind: string | null;
  readonly buyer_vat_valid: boolean | null;
}

/**
 * The columns of {@link TaxParties} of a seller `s` and a customer `c`. A VAT id that nobody has asked about counts as valid;
 * without one none is, whatever was ticked.
 */
export const taxParties = `s.country as seller_country, s.is_small_business as seller_is_small, c.country as buyer_country,
  c.kind as buyer_kind, coalesce(c.vat_id, '') <> '' and coalesce(c.vat_valid, true) as buyer_vat_valid`;

/** The facts of `tax_key` that are the same for all positions of a customer. */
export function taxFactsOf(parties: TaxParties): JsonObject {
  const { seller_country: seller, buyer_country: buyer } = parties;
  return {
    sellerCountry: seller,
    sellerIsSmallBusiness: parties.seller_is_small ?? false,
    buyerCountry: buyer,
    buyerRegion: seller === null || buyer === null ? null : regionOf(seller, buyer),
    buyerKind: parties.buyer_kind,
    buyerVatValid: parties.buyer_vat_valid ?? false,
  };
}

function regionOf(seller: string, buyer: string): "home" | "eu" | "third" {
  if (seller === buyer) return "home";
  return memberStates.has(buyer) ? "eu" : "third";
}
