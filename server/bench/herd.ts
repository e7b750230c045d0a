import { transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import type { JsonObject } from "../base/json.ts";
import type { TaskKey } from "../runtime/commands/completeTask.ts";
import { startInstance } from "../runtime/commands/startInstance.ts";
import type { Site } from "./ground.ts";

/** Tables with rows of a waiting instance, and the columns that name it. */
const tables: Readonly<Record<string, readonly string[]>> = {
  instances: ["id", "root_id"],
  tasks: ["instance_id"],
  task_groups: ["instance_id"],
  timers: ["instance_id"],
  trail: ["stream_id"],
};

/** What the instances of a herd know, and how alike they are. */
export interface Herd {
  readonly variables?: JsonObject;
  /** Of so many tasks one is for the small group `vcio`, and one is held by `holder`. Undefined: all alike. */
  readonly rareness?: number;
}

/**
 * Starts one instance the proper way and multiplies its rows, so that `count` instances wait at their first task, due one
 * second after the other. Gives the tasks that the technician may complete.
 */
export async function gather(
  site: Pick<Site, "house" | "cause">,
  processKey: string,
  count: number,
  { variables = {}, rareness = 2 ** 30 }: Herd = {},
): Promise<TaskKey[]> {
  const { house, cause } = site;
  const id = await startInstance(house, cause, { processKey, variables });
  const batch = 10_000;
  const keys: TaskKey[] = [];
  for (let made = 0; made < count; made += batch) {
    const size = Math.min(batch, count - made);
    keys.push(...(await transact(house.database, cause.tenantId, (tx) => multiply(tx, id, [made, size, rareness]))));
  }
  await house.database.knex.raw("vacuum analyze");
  return keys;
}

async function multiply(tx: Tx, model: string, amounts: readonly number[]): Promise<TaskKey[]> {
  const parts: string[] = [];
  for (const [table, names] of Object.entries(tables)) parts.push(await part(tx, table, names));
  parts.push(`insert into task_words (tenant_id, word, instance_id) select distinct s.tenant_id, w.word, herd.id
    from tasks s, herd, string_to_table(${words}, ' ') as w(word) where s.instance_id = $1::uuid and w.word <> ''`);
  const rows = await tx.query<{ instance_id: string; wait_id: string }>(
    `with herd as materialized (
       select gen_random_uuid() as id, n, n % $4::int as oddity from generate_series($2::int + 2, $2 + $3::int + 1) as n),
     ${parts.map((text, index) => `p${index} as (${text})`).join(", ")}
     select herd.id as instance_id, t.wait_id from herd, tasks t where t.instance_id = $1::uuid and herd.oddity > 1`,
    [model, ...amounts],
  );
  return rows.map((row) => ({ instanceId: row.instance_id, waitId: row.wait_id }));
}

async function part(tx: Tx, table: string, names: readonly string[]): Promise<string> {
  const rows = await tx.query<{ column_name: string }>(
    "select column_name from information_schema.columns where table_name = $1 and table_schema = current_schema() and is_generated = 'NEVER'",
    [table],
  );
  const columns = rows.map((row) => row.column_name);
  const values = columns.map((column) =>
    names.includes(column) ? castFor(table) : (special[column] ?? `s.${column}`),
  );
  return `insert into ${table} (${columns.join(", ")}) select ${values.join(", ")} from ${table} s, herd where s.${names[0]} = $1::${table === "trail" ? "text" : "uuid"}`;
}

function castFor(table: string): string {
  return table === "trail" ? "herd.id::text" : "herd.id";
}

const title =
  "(array['Drucker druckt nicht','Notebook einrichten','Postfach voll','Server antwortet nicht'])[1 + herd.n % 4]";
const number = "'T-2026-' || lpad(herd.n::text, 7, '0')";

/** What opening a task would write of these texts. */
const words = `' first  ' || lower(${title}) || '  kunde ' || herd.n % 500 || '  t 2026 ' || lpad(herd.n::text, 7, '0') || '  ' || herd.n || ' '`;

const special: Readonly<Record<string, string>> = {
  title,
  business_key: number,
  words,
  sort_at: "s.sort_at - herd.n * interval '1 second'",
  created_at: "s.created_at - herd.n * interval '1 second'",
  subject_priority: "'P' || 1 + herd.n % 4",
  rank: "sort_text('P' || 1 + herd.n % 4)",
  customer: "'Kunde ' || herd.n % 500",
  customer_key: "sort_text('Kunde ' || herd.n % 500)",
  group_key: "case when herd.oddity = 0 and s.group_key <> '' then 'vcio' else s.group_key end",
  candidate_groups: "case when herd.oddity = 0 then array['vcio'] else s.candidate_groups end",
  assignee: "case when herd.oddity = 1 then 'holder' end",
};
