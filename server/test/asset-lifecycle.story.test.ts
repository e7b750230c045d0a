import test from "ava";
import type { Json } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import type { Problem, Task, TaskPage } from "../http/wire.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { given } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let cast: Cast;
test.before(async () => {
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site.close());

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

interface Asset {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly site: string | null;
  readonly user: string | null;
  readonly replacedById: string | null;
  readonly replacesId: string | null;
  readonly instanceId: string | null;
  readonly events: readonly { readonly kind: string; readonly actor: string; readonly to: string }[];
  readonly notices: readonly { readonly kind: string; readonly step: number }[];
  readonly licences: readonly { readonly product: string; readonly releasedAt: string | null }[];
  readonly certificates: readonly { readonly wipedBy: string; readonly confirmedBy: string }[];
}

const look = (id: string) => given(cast.admin.send<Asset>("GET", `/api/assets/${id}`));

/** The asset as soon as it is as `fits` says. */
function asset(id: string, what: string, fits: (asset: Asset) => boolean): Promise<Asset> {
  return eventually(what, async () => {
    const found = await look(id);
    return fits(found) ? found : undefined;
  });
}

async function taskOf(form: string, search: string): Promise<Task> {
  return eventually(`a task with the form ${form} for ${search}`, async () => {
    const { items } = await given(
      cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${encodeURIComponent(search)}`),
    );
    const tasks = await Promise.all(items.map((row) => cast.admin.send<Task>("GET", `/api/tasks/${row.id}`)));
    return tasks.find(({ status, body }) => status === 200 && body.form?.key === form)?.body;
  });
}

async function complete(who: Client, task: Task, variables: Record<string, Json>): Promise<void> {
  await given(who.send("POST", `/api/tasks/${task.id}/complete`, { variables }));
}

async function tell(name: string, correlationKey: string, variables: object): Promise<void> {
  await given(cast.rmm.send("POST", "/api/messages", { name, correlationKey, variables }));
}

/** Waits until the asset's process is in operation and gives the instance. */
async function inOperation(id: string): Promise<string> {
  return eventually(`${id} in operation`, async () => {
    const [row] = await rows(
      "select instance_id from subscriptions where name = 'asset.retire' and correlation_key = $1",
      [id],
    );
    return row === undefined ? undefined : String(row["instance_id"]);
  });
}

const serialOf = (task: Task) => task.form?.fields.find(({ key }) => key === "serial")?.default;

test.serial("a notebook lives from goods receipt through notice, return and replacement to disposal", async (t) => {
  t.timeout(180_000);
  const technician = await cast.as("blang");
  const second = await cast.as("cweiss");

  // goods receipt: two devices in one delivery are two lives
  const devices = [{ serial: "5CG7777", model: "EliteBook 850" }, { serial: "5CG8888" }];
  await tell("goods.received", "PO-1", { order: { number: "PO-1", text: "Notebooks" }, delivery: { devices } });
  const registering = await eventually("two devices to register", async () => {
    const found = await rows("select instance_id, wait_id from tasks where form_key = 'asset_register'");
    return found.length === 2 ? found : undefined;
  });
  const tasks = await Promise.all(
    registering.map((row) =>
      given(cast.admin.send<Task>("GET", `/api/tasks/${String(row["instance_id"])}~${String(row["wait_id"])}`)),
    ),
  );
  const [first, other] = tasks.toSorted((a, b) => String(serialOf(a)).localeCompare(String(serialOf(b))));
  const details = { isAsset: true, kind: "notebook", manufacturer: "HP", model: "EliteBook 850", name: "NB-7777" };
  await complete(technician, other!, { isAsset: false });
  const unknown = { variables: { ...details, serial: "5CG7777", customer: "Musterfrau" } };
  const unheard = await technician.send<Problem>("POST", `/api/tasks/${first!.id}/complete`, unknown);
  t.deepEqual(
    unheard.body.complaints?.map(({ place, code }) => [place, code]),
    [["customer", "form.record"]],
  );
  await complete(technician, first!, {
    ...details,
    serial: "5CG7777",
    customer: "muster gmbh",
    warrantyUntil: "2026-12-10",
  });

  // assignment
  const assign = await taskOf("asset_assign", "NB-7777");
  await complete(technician, assign, {
    customer: "Muster GmbH",
    site: "Zentrale",
    user: "max@muster.example",
    critical: false,
  });
  const [{ id }] = (await rows("select id from assets where serial = '5CG7777'")) as [{ id: string }];
  await inOperation(id);
  const used = await look(id);
  t.like(used, { state: "in_use", site: "Zentrale", user: "Max Mustermann" });
  t.regex(used.number, /^A-\d{4}-\d{5}$/);
  await given(cast.admin.send("POST", `/api/assets/${id}/licences`, { product: "Microsoft 365 Business Premium" }));

  // the daily check tells each step once
  const today = new Date();
  const inDays = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  await given(cast.admin.send("PATCH", `/api/assets/${id}`, { warrantyUntil: inDays(80) }));
  const check = () => given(cast.admin.send<{ id: string }>("POST", "/api/instances", { processKey: "asset-check" }));
  for (let day = 0; day < 2; day += 1) {
    const { id: run } = await check();
    await eventually("the check to end", async () => {
      const { body } = await cast.admin.send<{ status: string }>("GET", `/api/instances/${run}`);
      return body.status === "completed" ? true : undefined;
    });
    await inOperation(id);
  }
  const noticed = await asset(id, "a notice", ({ notices }) => notices.length > 0);
  t.deepEqual(
    noticed.notices.map(({ kind, step }) => [kind, step]),
    [["warranty", 90]],
  );
  const told = await eventually("the account manager to be told", async () => {
    const found = await rows("select title from notifications where login = 'fbeck' and title like '%NB-7777%'");
    return found.length > 0 ? found : undefined;
  });
  t.is(told.length, 1);

  // defect, return, replacement
  await inOperation(id);
  await given(technician.send("POST", `/api/assets/${id}/requests`, { request: "defect", note: "Startet nicht mehr" }));
  const data = await taskOf("wipe", "NB-7777").catch(() => undefined);
  if (data !== undefined) await complete(technician, data, { method: "keep_disk", second: "cweiss" });
  const rma = await taskOf("rma_request", "NB-7777");
  await complete(await cast.as("esommer"), rma, { path: "advance_replacement", vendor: "HP", number: "R-1" });
  const [{ number }] = (await rows("select number from tickets where asset_id = $1", [id])) as [{ number: string }];
  await eventually("the wait for the vendor", async () => {
    const found = await rows("select 1 from subscriptions where name = 'rma.replacement' and correlation_key = $1", [
      number,
    ]);
    return found.length > 0 ? true : undefined;
  });
  const busy = await technician.send<{ code: string }>("POST", `/api/assets/${id}/requests`, {
    request: "retire",
    note: "x",
  });
  t.deepEqual([busy.status, busy.body.code], [409, "asset.busy"]);
  const [back] = await rows("select number from rmas order by created_at desc limit 1");
  const address = `/api/rmas/${String(back?.["number"])}`;
  t.is((await technician.send("POST", `${address}/replacement`, { serial: "NEU-1" })).status, 204);
  const again = await technician.send<{ code: string }>("POST", `${address}/repaired`, {});
  t.deepEqual([again.status, again.body.code], [409, "order.state"]);
  await complete(technician, await taskOf("rma_swap", "NB-7777"), { newSerial: "NEU-1", returned: true });

  // disposal: two people
  const wipe = async (certificate: string) =>
    complete(technician, await taskOf("wipe", "NB-7777"), { method: "nist_purge", certificate, second: "cweiss" });
  await wipe("LP-1");
  await complete(second, await taskOf("wipe_confirm", "NB-7777"), { confirmed: false, note: "Protokoll fehlt" });
  await wipe("LP-2");
  await complete(second, await taskOf("wipe_confirm", "NB-7777"), { confirmed: true });
  const gone = await asset(id, "its end", ({ state }) => state === "disposed");

  t.like(gone.certificates[0], { wipedBy: "blang", confirmedBy: "cweiss" });
  t.true(gone.licences.every(({ releasedAt }) => releasedAt !== null));
  t.deepEqual(
    gone.events.map(({ kind }) => kind),
    ["registered", "assigned", "licensed", "corrected", "defect", "replaced", "wiped", "freed", "ended"],
  );
  const successor = await asset(
    gone.replacedById ?? "",
    "the successor's life",
    ({ instanceId }) => instanceId !== null,
  );
  t.like(successor, { state: "in_use", site: "Zentrale", replacesId: id });
  t.deepEqual(
    successor.licences.map(({ product }) => product),
    ["Microsoft 365 Business Premium"],
  );
  t.is(
    (
      await rows("select 1 from archive_objects where kind = 'asset' and ref = $1 and state = 'verified'", [
        gone.number,
      ])
    ).length,
    1,
  );
  t.is((await rows("select 1 from asset_documentations where asset_id = $1 and wanted = 'archive'", [id])).length, 1);
  await t.throwsAsync(rows("update wipe_certificates set confirmed_by = 'x'"), { message: /append-only/ });
  const refused = await cast.admin.send<{ code: string }>("PATCH", `/api/assets/${id}`, { name: "NB" });
  t.deepEqual([refused.status, refused.body.code], [409, "asset.ended"]);
});

test.serial("a list is taken in row by row, and what was not taken is said", async (t) => {
  const list = [
    "Gerätename;Seriennummer;Art;Kunde;Garantie bis;Farbe",
    "SRV-NEU;SN-NEU-1;server;Muster GmbH;31.12.2028;rot",
    "SRV-NEU2;SN-NEU-1;server;Muster GmbH;;",
    '"=cmd|calc";SN-X;server;Muster GmbH;;',
    "NB-FREMD;SN-F;notebook;Niemand AG;;",
    "SERVER-01;CZJ1234ABC;server;Muster GmbH;31.12.2029;",
    "NB-DATUM;SN-D;notebook;Muster GmbH;bald;",
  ].join("\r\n");
  const answer = await fetch(`${site.url}/api/assets/import-list?source=list`, {
    method: "POST",
    headers: { "content-type": "text/csv", authorization: "Bearer abl_demo_rmm", "x-requested-with": "ablauf" },
    body: list,
  });
  t.is(answer.status, 403);

  const secret = await given(
    cast.admin.send<{ secret: string }>("POST", "/api/tokens", {
      name: "list",
      permissions: ["desk.write", "desk.read"],
    }),
  );
  const taken = await fetch(`${site.url}/api/assets/import-list?source=list`, {
    method: "POST",
    headers: { "content-type": "text/csv", authorization: `Bearer ${secret.secret}` },
    body: new TextEncoder().encode(list),
  });
  const report = (await taken.json()) as { refused: { line: number }[] };

  t.like(report, { created: 1, updated: 1, ignored: ["Farbe"] });
  t.deepEqual(
    report.refused.map(({ line }) => line),
    [3, 4, 5, 7],
  );
  t.is(
    (await rows("select warranty_until::text as day from assets where name = 'SERVER-01'"))[0]?.["day"],
    "2029-12-31",
  );
  const [{ id }] = (await rows("select id from assets where serial = 'SN-NEU-1'")) as [{ id: string }];
  await inOperation(id);
});

test.serial("a device that was installed anew is the same device", async (t) => {
  const before = await rows("select 1 from assets");
  const devices = [
    { externalId: "new-agent", name: "SRV-NEU", serial: "sn-neu-1", kind: "server", macs: ["AA-BB-CC-00-11-22"] },
  ];
  const report = await given(
    cast.admin.send<Record<string, number>>("POST", "/api/assets/import", { source: "ninjaone", devices }),
  );

  t.like(report, { created: 0, updated: 1, begun: 0 });
  t.is((await rows("select 1 from assets")).length, before.length);
});

test.serial(
  "a managed device that is gone and not replaced makes its contract line end when the contract allows it",
  async (t) => {
    const [customer] = await rows("select id from customers where name = 'Muster GmbH'");
    const customerId = String(customer?.["id"]);
    const gone = { customerId, assetId: null, assetNumber: "A-GONE", kind: "server", managed: true, licences: [] };
    await tell("contract.true_down", customerId, { trueDown: gone });

    const task = await taskOf("contract_true_down", "A-GONE");
    const [server] = task.form?.fields.find(({ key }) => key === "lines")?.options?.filter(({ label }) => label.de.startsWith("Managed Server")) ?? []; // prettier-ignore
    await complete(await cast.as("fbeck"), task, { lines: [String(server?.value)] });

    const line = await eventually("the line's end", async () => {
      const [found] = await rows(
        `select l.valid_to >= current_date as "isToCome", k.revision from contract_lines l join contracts k on k.id = l.contract_id
       join products p on p.id = l.product_id where l.id = $1 and p.sku = 'MSRV' and l.valid_to is not null`,
        [server?.value],
      );
      return found;
    });
    t.is(line["isToCome"], true);
    const decided = await rows(
      "select 1 from instances where definition_key = 'contract-true-down' and status = 'completed'",
    );
    t.true(decided.length >= 1);
  },
);
