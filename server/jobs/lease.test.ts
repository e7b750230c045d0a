import test from "ava";
import { everyTenant, transact } from "../db/transact.ts";
import { bpmn, flows, service } from "../test/models.ts";
import { openWorkshop } from "../test/workshop.ts";
import { leaseJobs } from "./lease.ts";

const ways = ["nestloop", "hashjoin", "mergejoin"];

for (const way of ways) {
  test(`whoever asks for one job gets one, also where PostgreSQL joins by ${way}`, async (t) => {
    const shop = await openWorkshop();
    try {
      await shop.deploy(
        bpmn(
          "order",
          `<bpmn:startEvent id="s"/>${service("a", "test.a")}<bpmn:endEvent id="e"/>${flows("s", "a", "e")}`,
        ),
      );
      await shop.start("order");
      // statistics of a time when there was one
      await shop.rows("analyze jobs");
      await shop.rows("analyze instances");
      for (let index = 0; index < 4; index += 1) await shop.start("order");

      const leased = await transact(shop.house.database, everyTenant, async (tx) => {
        for (const scan of ["indexscan", "bitmapscan", "material", "memoize"])
          await tx.query(`set local enable_${scan} = off`);
        for (const each of ways) await tx.query(`set local enable_${each} = ${each === way ? "on" : "off"}`);
        return leaseJobs(tx, { worker: "one", types: ["test.*"], limit: 1, duration: 60_000 }, shop.clock.now);
      });

      const [left] = await shop.rows("select count(*)::int as free from jobs where leased_until is null");
      t.is(leased.length, 1);
      t.is(left?.["free"], 4);
    } finally {
      await shop.close();
    }
  });
}
