import test from "ava";
import { openOffice } from "../../test/office.ts";
import { recordCounts, createSubscription } from "./subscriptions.ts";

const office = await openOffice();
test.after.always(() => office.close());

test("counts of a source are kept where their ids are known; an id that changed meanwhile takes no other along", async (t) => {
  const { clock, ids } = office;
  const source = "microsoft365";
  const row = {
    customerId: ids.muster,
    contractLineId: ids.line,
    name: "M365",
    source,
    externalId: "muster/SPB",
    quantity: 5,
  };
  await office.within((tx) => createSubscription(tx, row, clock.now));
  const count = { purchased: 6, assigned: 5, active: 4 };
  const counts = [
    { externalId: "muster/SPB", ...count },
    { externalId: "muster/GONE", ...count },
  ];

  const known = await office.within((tx) => recordCounts(tx, { source, counts }, clock.now));

  t.deepEqual([...known], ["muster/SPB"]);
  t.deepEqual(await office.rows("select purchased, assigned, active, source from license_counts"), [
    { ...count, source },
  ]);
});
