import test from "ava";
import { taxFactsOf } from "./taxFacts.ts";

const parties = {
  seller_country: "DE",
  seller_is_small: false,
  buyer_country: "FR",
  buyer_kind: "b2b",
  buyer_vat_valid: true,
};

const region = (seller: string, buyer: string) =>
  taxFactsOf({ ...parties, seller_country: seller, buyer_country: buyer })["buyerRegion"];

test("where the buyer is follows from both countries: at home, elsewhere in the EU, in a third country", (t) => {
  t.deepEqual(
    [region("DE", "DE"), region("DE", "FR"), region("AT", "GR"), region("AT", "HR"), region("CH", "CH")],
    ["home", "eu", "eu", "eu", "home"],
  );
  t.deepEqual([region("DE", "CH"), region("AT", "GB"), region("DE", "US"), region("DE", "LI")], Array(4).fill("third"));
});

test("who is not known is in no region, and has no valid VAT id", (t) => {
  const facts = taxFactsOf({ ...parties, buyer_country: null, buyer_vat_valid: null, seller_is_small: null });

  t.like(facts, { buyerRegion: null, buyerVatValid: false, sellerIsSmallBusiness: false });
});
