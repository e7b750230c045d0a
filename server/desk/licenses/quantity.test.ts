import test from "ava";
import { newId } from "../../base/id.ts";
import { openOffice } from "../../test/office.ts";
import { listRows } from "../reads/listing.ts";
import { licenseListing } from "../reads/licenses.ts";
import { createContract, createProduct } from "../records/agreements.ts";
import { changeQuantity } from "./quantity.ts";
import { createSubscription, recordCount } from "./subscriptions.ts";

const office = await openOffice();
test.after.always(() => office.close());

/** Fifty licences of a customer with a contract of its own, since October. */
async function fifty(sku: string): Promise<string> {
  const { clock, ids } = office;
  return office.within(async (tx) => {
    const productId = await createProduct(tx, { sku, name: sku, kind: "license", unit: "C62" }, clock.now);
    const line = { productId, quantity: 50, unitPriceCents: 1_000, validFrom: "2026-12-01" };
    const contract = { number: `V-${sku}`, customerId: ids.alpen, kind: "license", starts: "2026-12-01" } as const;
    const contractId = await createContract(tx, { ...contract, lines: [line] }, clock.now);
    const [made] = await tx.query<{ id: string }>(
      "select id from contract_lines where tenant_id = $1 and contract_id = $2",
      [tx.tenantId, contractId],
    );
    const contractLineId = made?.id ?? "";
    return createSubscription(tx, { customerId: ids.alpen, contractLineId, name: sku, quantity: 50 }, clock.now);
  });
}

async function change(id: string, quantity: number, effectiveOn: string): Promise<void> {
  const given = { change: { quantity, effectiveOn, reason: "Neue Leute" }, actor: "gpohl" };
  await office.within((tx) => changeQuantity(tx, id, given, office.clock.now));
}

/** What a run with this cut-off bills of a contract. */
async function billed(sku: string, cutOff: string): Promise<unknown[]> {
  const id = newId(office.clock.now);
  const insert = `insert into billing_runs (tenant_id, id, number, kind, cut_off, created_at) values ('t1', $1, $2, 'month', $3, $4)`;
  await office.rows(insert, [id, `R-${sku}-${cutOff}`, cutOff, office.clock.now]);
  await office.run("desk.billing.combine", { run: { id }, customer: { id: office.ids.alpen } });
  return office.rows(
    `select b.service_from::text as since, b.service_to::text as until, b.net_cents::int as cents from billing_lines b
     join products p on p.tenant_id = b.tenant_id and p.id = b.product_id where b.run_id = $1 and p.sku = $2 order by 1`,
    [id, sku],
  );
}

/** How many there are today, as the list shows it. */
async function shown(sku: string, day: string): Promise<unknown> {
  const wanted = { search: sku, sort: undefined, filters: {}, limit: 1, after: undefined };
  const from = licenseListing.from({ day, now: office.clock.now });
  const { items } = await office.within((tx) =>
    listRows<{ quantity: number }>(tx, { ...licenseListing, from }, wanted),
  );
  return items[0]?.quantity;
}

test.serial("a quantity from January on leaves December's run as it is, entered before or after its end", async (t) => {
  office.clock.now = new Date("2026-12-10T09:00:00Z");
  await change(await fifty("EARLY"), 40, "2027-01-01");
  const late = await fifty("LATE");
  office.clock.now = new Date("2027-01-02T09:00:00Z");
  await change(late, 40, "2027-01-01");

  t.is(await shown("EARLY", "2026-12-31"), 50);
  t.is(await shown("EARLY", "2027-01-01"), 40);
  const december = [{ since: "2026-12-01", until: "2026-12-31", cents: 50_000 }];
  t.deepEqual(await billed("EARLY", "2026-12-31"), december);
  t.deepEqual(
    await office.rows(
      "select b.net_cents::int as cents from billing_lines b join products p on p.id = b.product_id where p.sku = 'LATE'",
    ),
    [{ cents: 50_000 }],
  );
  t.deepEqual(await billed("LATE", "2027-01-31"), [{ since: "2027-01-01", until: "2027-01-31", cents: 40_000 }]);
});

test.serial("what a run has counted holds for the month that it bills", async (t) => {
  office.clock.now = new Date("2027-01-02T09:00:00Z");
  const id = await fifty("COUNTED");
  await change(id, 40, "2027-01-01");
  const run = { id: newId(office.clock.now) };
  const insert = `insert into billing_runs (tenant_id, id, number, kind, cut_off, created_at) values ('t1', $1, 'R-C', 'month', '2026-12-31', $2)`;
  await office.rows(insert, [run.id, office.clock.now]);
  const customer = { id: office.ids.alpen };
  const decisions = [{ subscriptionId: id, decision: "true_up", quantity: 62, reason: "gezählt", decidedBy: "gpohl" }];

  const { changes } = await office.run("desk.license.set", { run, customer, decisions });

  t.deepEqual(changes, [{ subscriptionId: id, kind: "true_up", from: 50, to: 62 }]);
  t.deepEqual(await billed("COUNTED", "2026-12-31"), [{ since: "2026-12-01", until: "2026-12-31", cents: 62_000 }]);
  t.is(await shown("COUNTED", "2027-01-02"), 40);
});

test.serial(
  "a licence that was kept is no difference for its month, until the count or the agreement changes",
  async (t) => {
    office.clock.now = new Date("2027-03-02T09:00:00Z");
    const id = await fifty("KEPT");
    const customer = { id: office.ids.alpen };
    const count = async (active: number): Promise<void> => {
      office.clock.now = new Date(office.clock.now.getTime() + 1_000);
      await office.within((tx) =>
        recordCount(tx, { subscriptionId: id, assigned: active, active, source: "microsoft365" }, office.clock.now),
      );
    };
    const drifts = async (cutOff: string): Promise<unknown[]> => {
      const run = { id: newId(office.clock.now) };
      const insert = `insert into billing_runs (tenant_id, id, number, kind, cut_off, created_at) values ('t1', $1, $2, 'month', $3, $4)`;
      await office.rows(insert, [run.id, `K-${run.id}`, cutOff, office.clock.now]);
      const { licenses } = await office.run("desk.license.last", { run, customer });
      const compared = await office.run("desk.license.compare", { run, customer, licenses: licenses ?? [] });
      const mine = (compared["drifts"] as { subscriptionId: string; active: number }[]) // by contract
        .filter(({ subscriptionId }) => subscriptionId === id);
      const decisions = mine.map(({ active }) => ({
        subscriptionId: id,
        decision: "keep",
        counted: active,
        reason: "Umzug",
      }));
      await office.run("desk.license.set", { run, customer, decisions });
      return mine.map(({ active }) => active);
    };
    await count(57);

    t.deepEqual(await drifts("2027-02-28"), [57]);
    t.deepEqual(await drifts("2027-02-28"), [], "the same month again");
    t.deepEqual(await drifts("2027-03-31"), [57], "the next month");
    await count(58);
    t.deepEqual(await drifts("2027-03-31"), [58], "another count");
    await change(id, 55, "2027-03-01");
    t.deepEqual(await drifts("2027-03-31"), [58], "another agreement");
  },
);
