import test from "ava";
import { transact } from "../db/transact.ts";
import { createTenant } from "../identity/users.ts";
import { bpmn, ext, flows } from "../test/models.ts";
import { openWorkshop } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { listInstances } from "./list.ts";
import type { InstanceFilter } from "./list.ts";
import { readStanding } from "./standing.ts";

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  const subject = ext(`<ablauf:subject businessKey="=number" title="=title" customer="=customer"/>`);
  await shop.deploy(
    bpmn(
      "case",
      `${subject}<bpmn:startEvent id="s"/><bpmn:userTask id="t" name="Do it"/><bpmn:endEvent id="e"/>${flows("s", "t", "e")}`,
    ),
  );
  for (let at = 0; at < 12; at += 1) {
    const customer = ["Müller", "Müller & Co", "100 % Öko"][at % 3];
    await shop.start("case", { number: `C-${at}`, title: `A case of Müller ${at}`, customer: customer ?? null });
    shop.clock.advance(1000);
  }
  await transact(shop.house.database, "t2", (tx) => createTenant(tx, "t2", "Other", shop.clock.now));
});
test.after.always(() => shop.close());

async function keys(filter: Partial<InstanceFilter>): Promise<(string | null)[]> {
  const page = await shop.read((tx) => listInstances(tx, { limit: 3, ...filter }));
  const last = page.length === 3 ? page.at(-1) : undefined;
  const own = page.map((row) => row.business_key);
  if (last === undefined) return own;
  return [...own, ...(await keys({ ...filter, after: { startedAt: last.started_at.toISOString(), id: last.id } }))];
}

test("the instances of exactly one customer are listed page by page, newest first", async (t) => {
  t.deepEqual(await keys({ customer: "Müller" }), ["C-9", "C-6", "C-3", "C-0"]);
  t.deepEqual(await keys({ customer: "100 % Öko" }), ["C-11", "C-8", "C-5", "C-2"]);
  t.deepEqual(await keys({ customer: "Mül" }), []);
  t.deepEqual(await keys({ customer: "Müller", search: "C-3" }), ["C-3"]);
  t.deepEqual(await keys({ customer: "Müller", status: "completed" }), []);
  t.is((await keys({ search: "Müller" })).length, 12);
});

test("signs of a pattern are looked for as they are typed", async (t) => {
  t.deepEqual(await keys({ search: "100 %" }), ["C-11", "C-8", "C-5", "C-2"]);
  t.deepEqual(await keys({ search: "C_1" }), []);
  t.deepEqual(await keys({ search: "\\" }), []);
});

test("another tenant's instances are neither listed nor counted", async (t) => {
  const foreign = await transact(shop.house.database, "t2", async (tx) => [
    ...(await listInstances(tx, { customer: "Müller", limit: 50 })),
    ...(await readStanding(tx, {})),
  ]);

  t.deepEqual(foreign, []);
  t.is((await shop.read((tx) => readStanding(tx, {})))[0]?.running, 12);
  t.is((await shop.read((tx) => readStanding(tx, { customer: "Müller" })))[0]?.running, 4);
});
