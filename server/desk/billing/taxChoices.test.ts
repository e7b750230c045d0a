import { readFile } from "node:fs/promises";
import test from "ava";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { taxChoicesOf } from "./taxChoices.ts";

const file = new URL("../../../rules/tax_key.json", import.meta.url);
const ruleSet = parseRuleSet(JSON.parse(await readFile(file, "utf8")));
const german = { sellerCountry: "DE", sellerIsSmallBusiness: false, buyerCountry: "FR", buyerRegion: "eu" };

test("what can be chosen is what the rule set says of this seller, each tax once, and never the decision by hand itself", (t) => {
  const keys = (facts: typeof german) => taxChoicesOf(ruleSet, facts).map(({ value }) => value);

  const abroad = ["EU_RC_SERVICE", "EU_IC_GOODS", "NON_EU_SERVICE", "EXPORT"];
  t.deepEqual(keys(german), ["DE19", "DE7", "DE0", ...abroad]);
  t.deepEqual(keys({ ...german, sellerCountry: "AT" }), ["AT20", "AT10", "AT13", "AT0", ...abroad]);
  t.deepEqual(keys({ ...german, sellerIsSmallBusiness: true })[0], "SMALL_BUSINESS");
  t.deepEqual(keys({ ...german, sellerCountry: "CH" }), ["CH81", "CH26", "CH38"]);
});

test("key, rate, category and text stay together, and are called in both languages", (t) => {
  const [reverse] = taxChoicesOf(ruleSet, german).filter(({ value }) => value === "EU_RC_SERVICE");

  t.deepEqual(reverse?.tax, {
    taxKey: "EU_RC_SERVICE",
    percent: 0,
    category: "AE",
    invoiceText: "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge",
  });
  t.deepEqual(reverse?.label, {
    de: "Leistung an Unternehmen in der EU: 0 %, Steuerschuldnerschaft des Empfängers",
    en: "service to a business in the EU: 0 %, reverse charge",
  });
});

test("a key that stands for two taxes is told apart by its rows", (t) => {
  const rows = ruleSet.rows.map((row) => (row.id === "r2" ? { ...row, then: { ...row.then, taxKey: "DE19" } } : row));

  t.deepEqual(
    taxChoicesOf({ ...ruleSet, rows }, german)
      .slice(0, 2)
      .map(({ value, tax }) => [value, tax.percent]),
    [
      ["DE19 r1", 19],
      ["DE19 r2", 7],
    ],
  );
});
