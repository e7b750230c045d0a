import test from "ava";
import { readLines } from "./quoteText.ts";

test("positions are read as people type them, in German and English", (t) => {
  const { lines, problems } = readLines(
    "10 MW-SILVER; Rabatt 5\n\n2 x NB-14; optional; Preis 1.190,50; Text Notebook, außen\n1,5 SUP-L2; alternative; price 110.00; monthly",
  );

  t.deepEqual(problems, []);
  t.deepEqual(lines, [
    { sku: "MW-SILVER", quantity: 10, discountPercent: 5 },
    { sku: "NB-14", quantity: 2, choice: "optional", agreedCents: 119050, text: "Notebook, außen" },
    { sku: "SUP-L2", quantity: 1.5, choice: "alternative", agreedCents: 11000, period: "monthly" },
  ]);
});

for (const [text, line] of [
  ["MW-SILVER", "without a quantity"],
  ["0 MW-SILVER", "of none"],
  ["1 MW-SILVER; Rabatt 120", "with more than everything off"],
  ["1 MW-SILVER; gratis", "with a word nobody knows"],
] as const) {
  test(`a position ${line} is told with its row`, (t) => {
    const { lines, problems } = readLines(`1 A\n${text}`);

    t.is(lines.length, 1);
    t.regex(problems[0] ?? "", /^2: /);
  });
}
