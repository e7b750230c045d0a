import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { createLog } from "../../base/log.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { buildHouse } from "../../cli/house.ts";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { transact } from "../../db/transact.ts";
import { createTechnician } from "../../desk/records/staff.ts";
import { createTenant } from "../../identity/users.ts";
import { testDatabase } from "../../test/database.ts";
import type { TestDatabase } from "../../test/database.ts";
import { linkTo } from "../../test/linked.ts";
import { openReceiver } from "../../test/receiver.ts";
import { worldFor } from "../../test/world.ts";
import { tie } from "../psa/refs.ts";
import { pollSources } from "./poll.ts";

let files: TestDatabase;
let database: Database;
let now = new Date("2026-11-23T09:00:00Z");
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

test.serial(
  "what changed in the leading PSA is told by our id, for records that we know; what fails is told with the source",
  async (t) => {
    let isDown = false;
    const receiver = await openReceiver(({ path }) => {
      if (path === "/token") return { json: { access_token: "t" } };
      if (isDown) return { status: 403, json: { error: "no rights" } };
      return { json: { record_count: 2, tickets: [haloRow(4711), haloRow(4712)] } };
    });
    t.teardown(() => receiver.close());
    const settings = {
      url: `http://${receiver.host}`,
      authUrl: `http://${receiver.host}`,
      clientId: "c",
      entities: ["tickets"],
      mapping: "status closed = 9",
    };
    const { poll, row } = await source("t2", receiver.host, "psa-halo", settings, { clientSecret: "s" });
    const own = newId(now);
    await transact(database, "t2", (tx) =>
      tie(tx, { entity: "tickets", system: "psa-halo", id: own, externalId: "4711" }),
    );

    await poll();
    await poll();
    isDown = true;
    await poll();

    const [told, ...more] = await messages("t2", "psa.changed");
    t.like(told?.["change"], {
      entity: "tickets",
      id: own,
      externalId: "4711",
      members: { status: "closed", title: "T4711" },
    });
    t.deepEqual(more, []);
    t.deepEqual((await row())["cursor"], { tickets: "2026-11-23T10:00:00Z" });
    t.regex(String((await row())["error"]), /403.*no rights/);
  },
);

test.serial("what the accounting lays beside a batch is told once to the process that waits for it", async (t) => {
  const world = worldFor(database, () => now);
  const house = buildHouse(database, createLog("silent"), () => now);
  t.teardown(() => rm(world.folder, { recursive: true, force: true }));
  await transact(database, "t3", (tx) => createTenant(tx, "t3", "t3", now));
  const owner = { tenantId: "t3", capability: "ledgerTransfer" } as const;
  const { port } = await linkTo(world, owner, { kind: "ledger-folder", settings: {} });
  await transact(database, "t3", async (tx) => {
    await tx.query(
      "insert into ledger_targets (tenant_id, key, name, format, settings) values ('t3', 'k', 'k', 'datev', '{}')",
    );
    for (const number of ["EB-1", "EB-2", "EB-3"]) {
      const { reference } = await port.transfer({ name: `${number}.csv`, bytes: Buffer.from("x"), mediaType: "text/csv" }, number); // prettier-ignore
      await tx.query(
        `insert into export_batches (tenant_id, id, number, target_key, period_from, period_to, state, transfer_reference, created_at)
         values ('t3', $1, $2, 'k', '2026-10-01', '2026-10-31', 'transferred', $3, $4)`,
        [newId(now), number, reference, now],
      );
    }
  });
  const place = join(world.folder, "t3", "ledger");
  await writeFile(join(place, "EB-1.csv.ok"), "");
  await writeFile(join(place, "EB-2.csv.error"), "Periode geschlossen");

  for (let turn = 0; turn < 2; turn += 1) {
    now = new Date(now.getTime() + 3_600_000);
    await pollSources({ house, world, worker: "a", from: "" });
  }

  const [booked, ...more] = await messages("t3", "export.confirmed");
  t.regex(JSON.stringify(booked), /"confirmedBy":"ledger-folder/);
  t.deepEqual(more, []);
  t.deepEqual(await messages("t3", "export.rejected"), [{ rejectMessage: "Periode geschlossen" }]);
});

test.serial(
  "a published calendar leads somebody's absences; unchanged, nothing is read, and what goes there is taken back",
  async (t) => {
    let entries = [event("a", "Urlaub", "20261207", "20261212"), event("b", "Schulung", "20270111", "20270112")];
    const seen: (string | undefined)[] = [];
    const receiver = await openReceiver(({ headers }) => {
      const version = `"v${entries.length}"`;
      const known = headers["if-none-match"];
      seen.push(known);
      if (known === version) return { status: 304 };
      return { text: ["BEGIN:VCALENDAR", "VERSION:2.0", ...entries, "END:VCALENDAR"].join("\r\n"), headers: { etag: version } }; // prettier-ignore
    });
    t.teardown(() => receiver.close());
    const world = worldFor(database, () => now, [receiver.host]);
    const house = buildHouse(database, createLog("silent"), () => now);
    const absent = () =>
    transact(database, "t4", (tx) => tx.query("select kind, from_at::text as from from absences where tenant_id = 't4' order by from_at")); // prettier-ignore
    await transact(database, "t4", async (tx) => {
      await createTenant(tx, "t4", "t4", now);
      await tx.query(
        `insert into service_calendars (tenant_id, key, name, definition, is_default) values ('t4', 'k', 'k', '{"timeZone":"Europe/Vienna"}', true)`,
      );
      await createTechnician(tx, { login: "ana", name: "Ana", level: 1, calendarKey: "k" });
    });
    const { test: tried } = await linkTo(
      world,
      { tenantId: "t4", capability: "calendar" },
      { kind: "calendar-ics", settings: { login: "ana" }, secrets: { url: `http://${receiver.host}/u.ics` } },
    );
    const poll = async () => {
      now = new Date(now.getTime() + 3_600_000);
      await pollSources({ house, world, worker: "a", from: "" });
    };

    await poll();
    await poll();
    const both = await absent();
    entries = entries.slice(1);
    await poll();

    t.deepEqual(
      both.map(({ kind }) => kind),
      ["vacation", "training"],
    );
    t.deepEqual(
      (await absent()).map(({ kind }) => kind),
      ["training"],
    );
    t.deepEqual(seen.slice(0, 3), [undefined, '"v2"', '"v2"']);
    t.like(await tried(), { isFine: true });
  },
);

function event(uid: string, summary: string, from: string, to: string): string {
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `SUMMARY:${summary}`,
    `DTSTART;VALUE=DATE:${from}`,
    `DTEND;VALUE=DATE:${to}`,
    "END:VEVENT",
  ].join("\r\n");
}

/** A ticket as HaloPSA tells it. */
function haloRow(id: number) {
  return { id, summary: `T${id}`, status_id: 9, lastactiondate: "2026-11-23T10:00:00Z" };
}

// oxlint-disable-next-line max-params -- a row of what a test sets up
async function source(
  tenantId: string,
  host: string,
  kind: string,
  settings: JsonObject,
  secrets: Record<string, string>,
) {
  await transact(database, tenantId, (tx) => createTenant(tx, tenantId, tenantId, now));
  const world = worldFor(database, () => now, [host]);
  const house = buildHouse(database, createLog("silent"), () => now);
  const { id } = await linkTo(world, { tenantId, capability: "psa" }, { kind, settings, secrets });
  /** The next turn is an hour later. */
  const poll = async () => {
    now = new Date(now.getTime() + 3_600_000);
    await pollSources({ house, world, worker: "a", from: "" });
  };
  const row = async () =>
    (
      await transact(database, tenantId, (tx) =>
        tx.query('select cursor, poll_error as "error" from connectors where tenant_id = $1 and id = $2', [
          tenantId,
          id,
        ]),
      )
    )[0] ?? {};
  return { poll, row };
}

async function messages(tenantId: string, name: string): Promise<JsonObject[]> {
  const rows = await transact(database, tenantId, (tx) =>
    tx.query<{ variables: JsonObject }>("select variables from messages where tenant_id = $1 and name = $2", [
      tenantId,
      name,
    ]),
  );
  return rows.map(({ variables }) => variables);
}
