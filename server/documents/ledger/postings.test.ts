import test from "ava";
import { randomVouchers } from "../../test/documents/vouchers.ts";
import { randomOf } from "../../test/random.ts";
import { postingsOf, taxSums, vatOf } from "./postings.ts";

const line = { taxKey: "DE19", percent: 19, revenueGroup: null, costCentre: null, text: "" };

test("tax is rounded once for the document, half a cent away from zero", (t) => {
  t.is(vatOf(50, 19), 10);
  t.is(vatOf(-50, 19), -10);
  t.is(vatOf(1000, 8.1), 81);
  // three lines of 1.03 have 0.1957 each: 0.60 if rounded a line, 0.59 for the document
  const [sum] = taxSums([103, 103, 103].map((netCents) => ({ ...line, netCents })));
  t.is(sum?.vatCents, 59);
});

test("rows of one tax key come to the document's tax, whatever the cost centres", (t) => {
  const rows = postingsOf(["A", "B", "C"].map((costCentre) => ({ ...line, costCentre, netCents: 103 })));

  t.deepEqual(
    rows.map(({ vatCents }) => vatCents),
    [19, 20, 20],
  );
});

test("for random documents the rows come to the sums of the document", (t) => {
  for (let seed = 0; seed < 300; seed += 1) {
    for (const { postings } of randomVouchers(randomOf(seed), [
      ["DE19", 19],
      ["DE7", 7],
      ["CH", 8.1],
    ])) {
      for (const sum of taxSums(postings)) {
        const rows = postings.filter(({ taxKey }) => taxKey === sum.taxKey);
        t.is(
          rows.reduce((all, { vatCents }) => all + vatCents, 0),
          sum.vatCents,
          `seed ${seed}`,
        );
        t.is(
          rows.reduce((all, { netCents }) => all + netCents, 0),
          sum.netCents,
          `seed ${seed}`,
        );
      }
    }
  }
});
