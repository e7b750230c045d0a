import { parseBmd } from "../../documents/bmd/parse.ts";
import { checkBmd } from "../../documents/bmd/check.ts";
import { checkDatev } from "../../documents/datev/check.ts";
import { parseDatev } from "../../documents/datev/parse.ts";
import { readConfig } from "../../base/config.ts";
import { createLog } from "../../base/log.ts";
import { serve } from "../../cli/serve.ts";
import { transact } from "../../db/transact.ts";
import { readFile } from "../../desk/files/files.ts";
import { permissionsOf } from "../../identity/person.ts";
import type { Person } from "../../identity/person.ts";
import { completeTask } from "../../runtime/commands/completeTask.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import { startInstance } from "../../runtime/commands/startInstance.ts";
import type { House } from "../../runtime/house.ts";
import { inParallel } from "../../workers/jobs.ts";
import { furnish, month, propose } from "./furnish.ts";
import type { Size } from "./furnish.ts";
import { expectedOf } from "./sum.ts";
import type { Expected } from "./sum.ts";

/** What a billed month came to. Money in cents, time in milliseconds. */
export interface Billed {
  readonly expected: Expected;
  readonly netCents: number;
  readonly grossCents: number;
  readonly invoices: number;
  readonly datevCents: number;
  readonly bmdCents: number;
  readonly records: { readonly datev: number; readonly bmd: number };
  /** What the validators object to. */
  readonly breaches: number;
  readonly entries: number;
  /** From the start of the run until both ledgers have their file. */
  readonly untilFiles: number;
  /** A statement's way to the database and back, in the median: what the machine had left for us. */
  readonly roundTrip: number;
  /** Until everything is confirmed, archived and told to the tickets. */
  readonly untilClosed: number;
  /** What this process computed meanwhile, in milliseconds: the same however busy the machine is. */
  readonly computed: number;
}

const tenantId = "main";

/** Bills a month of a house of this size with a real server on the database at `url`. */
export async function billMonth(url: string, size: Size): Promise<Billed> {
  const config = readConfig({ DATABASE_URL: url, PORT: "0", DEMO: "false", SIMULATORS: "true", ADMIN_PASSWORD: "a password for benchmarks", POLL_INTERVAL: "100" }); // prettier-ignore
  const running = await serve({ config, log: createLog("silent") });
  try {
    const { house } = running;
    await transact(house.database, tenantId, (tx) => furnish(tx, size));
    await analyze(house);
    const tickets = await rows<{ id: string }>(house, "select id from tickets order by number");
    for (const some of [tickets.slice(0, 100), tickets.slice(100)]) {
      await inParallel(some, 4, ({ id }) => transact(house.database, tenantId, (tx) => propose(tx, id)));
      await analyze(house);
    }
    return await measure(house);
  } finally {
    await running.stop();
  }
}

/** What autovacuum does in a house that filled its tables over a month. */
async function analyze(house: House): Promise<void> {
  await transact(house.database, tenantId, (tx) => tx.query("analyze"));
}

async function measure(house: House): Promise<Billed> {
  const expected = await transact(house.database, tenantId, expectedOf);
  const roundTrip = await roundTripOf(house);
  const began = performance.now();
  const before = process.cpuUsage();
  const cause = { tenantId, actor: "bench" };
  await startInstance(house, cause, { processKey: "billing", variables: { cutOff: month.to } });
  await work(house, "select 1 from export_batches having count(*) filter (where state = 'transferred') = 2");
  const untilFiles = performance.now() - began;
  for (const { number } of await rows<{ number: string }>(house, "select number from export_batches"))
    await publishMessage(house, cause, {
      name: "export.confirmed",
      correlationKey: number,
      variables: { confirmedBy: "bench" },
    });
  await work(house, "select 1 from billing_runs where state = 'closed'");
  const untilClosed = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return {
    expected,
    roundTrip,
    untilFiles,
    untilClosed,
    computed: (user + system) / 1000,
    ...(await sums(house)),
    ...(await files(house)),
  };
}

async function roundTripOf(house: House): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < 101; turn += 1) {
    const began = performance.now();
    await rows(house, "select 1");
    taken.push(performance.now() - began);
  }
  return taken.toSorted((a, b) => a - b)[50] ?? 0;
}

/** Does what people are asked to until the statement finds something. */
async function work(house: House, until: string): Promise<void> {
  const roles = ["dispatcher", "billing-manager", "management"];
  for (;;) {
    if ((await rows(house, until)).length > 0) return;
    const tasks = await rows<{ instance_id: string; wait_id: string; form_key: string }>(
      house,
      "select instance_id, wait_id, form_key from tasks order by created_at limit 100",
    );
    for (const { instance_id: instanceId, wait_id: waitId, form_key: form } of tasks) {
      const login = form === "approval" ? "manager" : "dispatcher";
      const person: Person = {
        tenantId,
        login,
        name: login,
        email: null,
        language: "de",
        roles,
        permissions: permissionsOf(roles),
        kind: "user",
        sight: "all",
      };
      await completeTask(
        house,
        { tenantId, actor: login },
        person,
        { instanceId, waitId },
        form === "approval" ? { decision: "approved" } : {},
      );
    }
    if (tasks.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function sums(house: House): Promise<Pick<Billed, "netCents" | "grossCents" | "invoices" | "entries">> {
  const [row] = await rows<{ net: number; gross: number; invoices: number; entries: number }>(
    house,
    `select sum(net_cents)::float8 as net, sum(gross_cents)::float8 as gross, count(*)::int as invoices,
       (select count(*)::int from billed_times) as entries from invoices`,
  );
  return {
    netCents: row?.net ?? 0,
    grossCents: row?.gross ?? 0,
    invoices: row?.invoices ?? 0,
    entries: row?.entries ?? 0,
  };
}

async function files(house: House): Promise<Pick<Billed, "datevCents" | "bmdCents" | "records" | "breaches">> {
  const read = async (target: string): Promise<Buffer> => {
    const [batch] = await rows<{ file_id: string }>(
      house,
      `select file_id from export_batches where target_key = '${target}'`,
    );
    return (await transact(house.database, tenantId, (tx) => readFile(tx, batch?.file_id ?? ""))).body;
  };
  const [datev, bmd] = [await read("datev"), await read("bmd")];
  const { bookings } = parseDatev(datev);
  const booked = parseBmd(bmd);
  return {
    datevCents: bookings.reduce((sum, { side, cents }) => sum + (side === "S" ? cents : -cents), 0),
    bmdCents: booked.reduce((sum, { cents }) => sum + cents, 0),
    records: { datev: bookings.length, bmd: booked.length },
    breaches: checkDatev(datev).length + checkBmd(bmd).length,
  };
}

function rows<Row extends Record<string, unknown>>(house: House, text: string): Promise<Row[]> {
  return transact(house.database, tenantId, (tx) => tx.query<Row>(text));
}
