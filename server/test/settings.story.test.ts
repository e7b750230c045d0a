import test from "ava";
import { transact } from "../db/transact.ts";
import type { Client } from "./client.ts";
import { given } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";

let site: Served;
let admin: Client;
test.before(async (t) => {
  t.timeout(400_000);
  site = await served();
  ({ admin } = await gather([site.url]));
});
test.after.always(() => site?.close());

/** The last entry of a stream of the trail: what was done, by whom, what it was before and is now. */
async function last(stream: string): Promise<Record<string, unknown>> {
  const [row] = await transact(site.house.database, "main", (tx) =>
    tx.query<{ type: string; actor: string; data: object }>(
      "select type, actor, data from trail where stream_id = $1 order by seq desc limit 1",
      [stream],
    ),
  );
  return { type: row?.type, actor: row?.actor, ...row?.data };
}

test.serial("whoever sets a ledger is told in the trail, with what it was and what it is", async (t) => {
  const { items } = await given(
    admin.send<{ items: { key: string; name: string; format: string; settings: Record<string, unknown> }[] }>(
      "GET",
      "/api/ledger-targets",
    ),
  );
  const [ledger] = items.filter(({ format }) => format === "datev");
  if (ledger === undefined) throw new Error("the demo has a DATEV ledger");
  const manager = await (await gather([site.url])).as("imayer");

  const settings = { ...ledger.settings, client: 4711, initials: "XY" };
  const refused = await manager.send("PUT", "/api/ledger-targets", {
    ...ledger,
    settings: { ...settings, chart: "99" },
  });
  await given(admin.send("PUT", "/api/ledger-targets", { ...ledger, name: "Kanzlei Neu", settings }));

  t.true(refused.status >= 400);
  t.deepEqual(await last(`ledger:${ledger.key}`), {
    type: "changeLedger",
    actor: "admin",
    id: ledger.key,
    members: ["name", "settings.client", "settings.initials"],
    before: {
      name: ledger.name,
      "settings.client": ledger.settings["client"],
      "settings.initials": ledger.settings["initials"],
    },
    after: { name: "Kanzlei Neu", "settings.client": 4711, "settings.initials": "XY" },
  });
  const trail = await given(
    admin.send<{ items: { title?: string; type: string }[] }>("GET", "/api/trail?type=changeLedger&limit=5"),
  );
  t.true(JSON.stringify(trail).includes("changeLedger"));
});

test.serial("company, numbers, windows, foreign ids and review class say what they were", async (t) => {
  const seller = await given(admin.send("GET", "/api/seller"));
  await given(admin.send("PUT", "/api/seller", { ...seller, phone: "+49 89 1" }));
  const company = await last("seller:seller");
  t.like(company, { type: "changeSeller", members: ["phone"], after: { phone: "+49 89 1" } });
  t.like(company, { before: { phone: seller["phone"] } });

  const ranges = await given(
    admin.send<{ items: { key: string; prefix: string; nextNumber: number; width: number }[] }>(
      "GET",
      "/api/number-ranges",
    ),
  );
  const range = ranges.items.find(({ key }) => key === "QBR");
  await given(
    admin.send("PUT", "/api/number-ranges/QBR", {
      prefix: range?.prefix,
      nextNumber: (range?.nextNumber ?? 0) + 10,
      width: range?.width,
    }),
  );
  t.like(await last("numberRange:QBR"), {
    members: ["nextNumber"],
    before: { nextNumber: range?.nextNumber },
    after: { nextNumber: (range?.nextNumber ?? 0) + 10 },
  });

  const customers = await given(admin.send<{ items: { id: string }[] }>("GET", "/api/customers?search=Muster"));
  const customerId = customers.items[0]?.id ?? "";
  const span = { fromAt: "2031-01-01T00:00:00Z", toAt: "2031-01-02T00:00:00Z" };
  const { id } = await given(
    admin.send<{ id: string }>("POST", "/api/maintenance-windows", { customerId, ...span, reason: "Umzug" }),
  );
  t.like(await last(`maintenance:${id}`), { type: "createMaintenance", before: {}, after: { reason: "Umzug" } });
  await given(admin.send("POST", `/api/maintenance-windows/${id}/end`));
  t.like(await last(`maintenance:${id}`), { type: "endMaintenance", before: { reason: "Umzug" }, after: {} });

  const references = await given(
    admin.send<{ sources: { reference: string }[] }>("GET", `/api/customers/${customerId}`),
  );
  const before = references.sources.map(({ reference }) => reference).toSorted();
  await given(admin.send("POST", `/api/customers/${customerId}/references`, { system: "hudu", externalId: "zz9" }));
  const linked = await last(`customer:${customerId}`);
  t.deepEqual(linked["after"], { references: [...before, "hudu zz9"].toSorted() });
  t.deepEqual(linked["before"], { references: before });

  await given(admin.send("PUT", `/api/customers/${customerId}/review-class`, { reviewClass: "C" }));
  t.like(await last(`customer:${customerId}`), { members: ["reviewClass"], after: { reviewClass: "C" } });
});
