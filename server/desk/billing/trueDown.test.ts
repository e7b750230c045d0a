import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { openOffice } from "../../test/office.ts";
import { createContract, createProduct } from "../records/agreements.ts";
import { earliestChange } from "./trueDown.ts";

const office = await openOffice();
test.after.always(() => office.close());

const free = {
  starts: "2026-01-01",
  minTermMonths: null,
  noticeMonths: null,
  renewalMonths: null,
  invoicedUntil: null,
};

for (const [what, binding, day] of [
  ["without a term on the first of the next month", free, "2026-12-01"],
  ["after its notice, to the end of a month", { ...free, noticeMonths: 3 }, "2027-03-01"],
  ["after its minimum term", { ...free, minTermMonths: 24 }, "2028-01-01"],
  [
    "after the renewal that can still be noticed",
    { ...free, minTermMonths: 12, noticeMonths: 3, renewalMonths: 12 },
    "2028-01-01",
  ],
  ["after what is invoiced already", { ...free, invoicedUntil: "2027-03-31" }, "2027-04-01"],
] as const) {
  test(`a contract may be less ${what}`, (t) => {
    t.is(earliestChange(binding, "2026-11-23"), day);
  });
}

test.serial("a chosen line ends and begins anew with a piece less; one of a single piece only ends", async (t) => {
  const [many, one] = await office.within(async (tx) => {
    const now = office.clock.now;
    const products = await Promise.all(
      ["MW", "SRV"].map((sku) => createProduct(tx, { sku, name: sku, kind: "service_flat", unit: "C62" }, now)),
    );
    const lines = products.map((productId, index) => ({
      productId,
      quantity: index === 0 ? 25 : 1,
      unitPriceCents: 4_500,
      covers: ["incident"],
      validFrom: "2026-01-01",
    }));
    await createContract(
      tx,
      { number: "V-DOWN", customerId: office.ids.muster, kind: "flat", starts: "2026-01-01", lines },
      now,
    );
    return ["MW", "SRV"];
  });
  const gone = { customerId: office.ids.muster, assetNumber: "A-1", managed: true, licences: [{ product: "M365" }] };

  const { reduction } = await office.run("desk.contract.trueDown", { trueDown: gone });
  const { lines, licences } = reduction as unknown as { lines: JsonObject[]; licences: string[] }; // by contract
  const { changes } = await office.run("desk.contract.reduce", {
    reduction: reduction ?? null,
    lines: lines.map(({ value }) => value ?? null),
    decidedBy: "dora",
  });

  t.deepEqual(licences, ["M365"]);
  t.deepEqual(
    lines.map(({ label }) => (label as JsonObject)["en"]),
    ["MW, V-DOWN: 25 → 24 from 01/12/2026", "SRV, V-DOWN: 1 → 0 from 01/12/2026"],
  );
  t.is((changes as unknown[]).length, 2);
  const kept = await office.rows(
    `select p.sku, l.quantity::int as quantity, l.unit_price_cents as price, l.covers, l.valid_from::text as since, l.valid_to::text as until
     from contract_lines l join contracts k on k.id = l.contract_id and k.number = 'V-DOWN' join products p on p.id = l.product_id order by p.sku, l.valid_from`,
  );
  const common = { price: 4_500, covers: ["incident"] };
  t.deepEqual(kept, [
    { sku: many, quantity: 25, ...common, since: "2026-01-01", until: "2026-11-30" },
    { sku: many, quantity: 24, ...common, since: "2026-12-01", until: null },
    { sku: one, quantity: 1, ...common, since: "2026-01-01", until: "2026-11-30" },
  ]);
});

test.serial("of a device that nobody looked after nothing falls away", async (t) => {
  const gone = { customerId: office.ids.muster, assetNumber: "A-2", managed: false };

  const { reduction } = await office.run("desk.contract.trueDown", { trueDown: gone });

  t.deepEqual((reduction as JsonObject)["lines"], []);
});
