import test from "ava";
import { testDatabase } from "../../test/database.ts";
import { billMonth } from "./bill.ts";

test("a month is billed to DATEV and BMD to the cent of what the raw rows come to", async (t) => {
  t.timeout(120_000);
  const database = await testDatabase();
  try {
    const billed = await billMonth(database.url, { customers: 5, tickets: 40, entriesPerTicket: 4 });

    t.deepEqual(
      [billed.netCents, billed.grossCents, billed.invoices],
      [billed.expected.netCents, billed.expected.grossCents, billed.expected.invoices],
    );
    t.deepEqual([billed.datevCents, billed.bmdCents], [billed.expected.grossCents, billed.expected.grossCents]);
    t.is(billed.breaches, 0);
    t.true(billed.grossCents > 0);
    t.true(billed.entries > 0);
  } finally {
    await database.drop();
  }
});
