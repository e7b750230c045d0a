import test from "ava";
import { transact } from "../db/transact.ts";
import type { Task, TaskPage } from "../http/wire.ts";
import { forgetWork } from "../workers/due.ts";
import { eventually } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

const month = 30.5 * 24 * 3_600_000;

let site: Served;
let cast: Cast;
let later = 0;
test.before(async (t) => {
  t.timeout(400_000);
  site = await served({}, { now: () => new Date(Date.now() + later) });
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

async function complete(number: string, form: string, variables: object): Promise<void> {
  const task = await eventually(`a task with the form ${form} for ${number}`, async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${number}`);
    const tasks = await Promise.all(body.items.map(({ id }) => cast.admin.send<Task>("GET", `/api/tasks/${id}`)));
    return tasks.find((each) => each.body.form?.key === form)?.body;
  });
  const { status } = await (await cast.as("fbeck")).send("POST", `/api/tasks/${task.id}/complete`, { variables });
  if (status !== 204) throw new Error(`${form} was answered with ${status}`);
}

/** A lead of a website that came to nothing. */
async function lostLead(company: string, email: string): Promise<string> {
  const body = new URLSearchParams({ company, person: "Petra Privat", email, interest: "Petras Drucker" });
  await fetch(`${site.url}/portal/leads`, { method: "POST", body });
  const number = await eventually("an opportunity", async () => {
    const [row] = await rows("select number from opportunities where email = $1", [email]);
    return row === undefined ? undefined : String(row["number"]);
  });
  await complete(number, "lead_qualify", {
    industry: "other",
    employees: 1,
    endpoints: 1,
    budgetKnown: false,
    decisionMaker: false,
    country: "DE",
    language: "de",
  });
  await complete(number, "loss", { lossReason: "not_a_fit", note: "Petra wollte nur einen Drucker" });
  await eventually("the end of the instance", async () => {
    const running = await rows("select 1 from instances where business_key = $1 and status = 'running'", [number]);
    return running.length === 0 ? true : undefined;
  });
  return number;
}

/** The tables in which a text stands. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const tables = await rows(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const hits = await rows(`select 1 from "${String(name)}" r where r::text ilike $1 limit 1`, [`%${text}%`]);
    if (hits.length > 0) found.push(String(name));
  }
  return found;
}

test.serial("files of a request that became no ticket are forgotten after two days", async (t) => {
  const given = [
    ["alt", "portal", "3 days"],
    ["neu", "portal", "1 day"],
    ["fremd", "case", "3 days"],
  ] as const;
  for (const [name, kind, age] of given)
    await rows(
      `insert into files (tenant_id, id, name, media_type, bytes, sha256, subject_kind, subject_id, created_at, created_by)
       values ('main', gen_random_uuid(), $1, 'text/plain', 0, repeat('0', 64), $2, 'nie', $4::timestamptz - $3::interval, 'portal')`,
      [name, kind, age, site.house.now()],
    );

  await forgetWork(site.house).run();

  const left = await rows("select name from files where tenant_id = 'main' and subject_id = 'nie' order by name");
  t.deepEqual(
    left.map(({ name }) => name),
    ["fremd", "neu"],
  );
});

test.serial(
  "a lead without a deal is erased after six months, not before; the trail keeps that, not whom",
  async (t) => {
    t.timeout(240_000);
    const number = await lostLead("Petra Privat Haushalt", "petra@privat.example");
    const work = forgetWork(site.house);

    later = 5 * month;
    await work.run();
    t.true((await tablesWith("petra")).includes("opportunities"));
    later = 6.5 * month;
    await Promise.all([work.run(), work.run()]);

    // what the commands of the process brought stays in the trail: it knows no change, and its hashes are sealed
    t.deepEqual(await tablesWith("petra"), ["trail"]);
    const told = await rows("select type from trail r where r::text ilike '%petra%' and type = 'eraseLead'");
    t.deepEqual(told, []);
    const [lead] = await rows(
      "select stage, source, erased_at is not null as erased from opportunities where number = $1",
      [number],
    );
    t.deepEqual(lead, { stage: "lost", source: "website", erased: true });
    t.deepEqual(
      await rows("select type, actor, data from trail where stream_id = $1 and type = 'eraseLead'", [`case:${number}`]),
      [{ type: "eraseLead", actor: "system", data: { number, months: 6 } }],
    );
  },
);
