import { insertTrail, trailColumns, trailRows } from "../audit/trail.ts";
import { Refusal } from "../base/refusal.ts";
import { newId } from "../base/id.ts";
import { given } from "../db/given.ts";
import type { Columns } from "../db/given.ts";
import type { Tx } from "../db/transact.ts";
import { insertInstances, instanceColumns, updateInstances } from "../instances/rows.ts";
import { insertJobs, insertTimers, jobColumns, openedJob, timerColumns } from "../jobs/rows.ts";
import { insertOutbox, insertSubscriptions, outboxColumns, subscriptionColumns } from "../messages/rows.ts";
import { deleteWords } from "../tasks/search.ts";
import {
  insertTasks,
  openedTask,
  openedTaskColumns,
  renamedTask,
  renamedTaskColumns,
  renameTasks,
} from "../tasks/rows.ts";
import type { Notice } from "./house.ts";
import { reconcile } from "./reconcile.ts";
import type { Difference } from "./reconcile.ts";
import type { Held, Unit } from "./unit.ts";

/** Writes a unit of work and gives what is to be told of it. See {@link saveAll}. */
export async function save(unit: Unit): Promise<Notice> {
  const [notice] = await saveAll(unit.tx, [unit]);
  return notice!; // one for each
}

/**
 * Writes everything the units of a transaction hold in one statement that travels together with the commit: the values, the
 * rows of waits that opened and closed, the trail, decisions and the outbox. Nothing may be asked of the transaction after.
 *
 * @throws {Refusal} `variables.nul` a text holds U+0000, which PostgreSQL cannot store
 */
export async function saveAll(tx: Tx, units: readonly Unit[]): Promise<Notice[]> {
  const written: Written[] = [];
  for (const unit of units) written.push({ unit, ...(await reconcile(unit)) });
  const parts = new Parts(tx.tenantId);
  addInstances(parts, units);
  for (const table of ["tasks", "timers", "subscriptions", "jobs", "faults"] as const) {
    const rows = written.flatMap(({ closed }) => closed[table]);
    parts.add(rows, closedColumns, (from) => deleteWaits(table, from));
  }
  addOpened(parts, written);
  addNews(parts, units);
  parts.finish(tx);
  return written.map(({ notice }) => notice);
}

type Written = Difference & { readonly unit: Unit };

function addInstances(parts: Parts, units: readonly Unit[]): void {
  const changes = units.flatMap((unit) => [...unit.held.values()].filter((held) => held.isTouched));
  const created = changes.filter((held) => held.isNew).map(createdRow);
  parts.add(created, instanceColumns, insertInstances);
  const changed = changes.filter((held) => !held.isNew);
  parts.add(changed.map(changedRow), instanceColumns, updateInstances);
  const ended = changed.filter(({ row }) => row.status !== "running").map(({ row }) => ({ instance_id: row.id }));
  parts.add(ended, { instance_id: "uuid" }, deleteWords);
}

function addOpened(parts: Parts, written: readonly Written[]): void {
  const tasks = written.flatMap(({ unit, opened }) =>
    opened.tasks.map(({ wait, origin, dueAt }) => openedTask(wait, { ...origin, dueAt }, unit.now)),
  );
  parts.add(tasks, openedTaskColumns, insertTasks);
  const renamed = written.flatMap((difference) =>
    difference.renamed.map(({ wait, origin }) => renamedTask(wait, origin)),
  );
  parts.add(renamed, renamedTaskColumns, renameTasks);
  const jobs = written.flatMap(({ unit, opened }) =>
    opened.jobs.map(({ wait, origin }) => openedJob(wait, origin, unit.now)),
  );
  parts.add(jobs, jobColumns, insertJobs);
  const opened = written.map((difference) => difference.opened);
  const timers = opened.flatMap((rows) => rows.timers);
  parts.add(timers, timerColumns, insertTimers);
  const subscriptions = opened.flatMap((rows) => rows.subscriptions);
  parts.add(subscriptions, subscriptionColumns, insertSubscriptions);
  const faults = opened.flatMap((rows) => rows.faults);
  parts.add(faults, faultColumns, insertFaults);
}

function addNews(parts: Parts, units: readonly Unit[]): void {
  const decisions = units.flatMap((unit) => unit.made.map((made) => decisionRow(made, unit.now)));
  parts.add(decisions, decisionColumns, insertDecisions);
  const letters = units.flatMap((unit) => unit.thrown.map((thrown, position) => outboxRow(thrown, position, unit.now)));
  parts.add(letters, outboxColumns, insertOutbox);
  const events = units.flatMap((unit) => unit.events);
  parts.add(trailRows(events), trailColumns, insertTrail);
}

/** The parts of the one statement; a part with nothing to write is left out. */
class Parts {
  readonly #statements: string[] = [];
  readonly #values: unknown[];

  constructor(tenantId: string) {
    this.#values = [tenantId];
  }

  add(rows: readonly object[], columns: Columns, part: (table: string) => string | readonly string[]): void {
    if (rows.length === 0) return;
    const { table, values } = given(columns, rows, this.#values.length + 1);
    if (values.some(holdsNul)) {
      throw new Refusal("invalid", "variables.nul", "Expected texts without the character U+0000, but one holds it");
    }
    this.#values.push(...values);
    this.#statements.push(...[part(table)].flat());
  }

  finish(tx: Tx): void {
    if (this.#statements.length === 0) return;
    const named = this.#statements.map((statement, index) => `p${index} as (${statement})`);
    tx.finish(`with ${named.join(",\n")} select where $1::text is not null`, this.#values);
  }
}

/** Whether a value holds U+0000, as it is or escaped in JSON. */
function holdsNul(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsNul);
  return typeof value === "string" && (value.includes("\0") || value.includes("\\u0000"));
}

function createdRow({ row, waits }: Held): object {
  return { ...row, waiting_at: row.status === "running" ? waits.map((wait) => wait.elementId) : [] };
}

/** Unchanged variables stay where they are: large ones are neither sent nor written again. */
function changedRow(held: Held): object {
  return held.row.variables === held.stored?.variables ? { ...createdRow(held), variables: null } : createdRow(held);
}

const closedColumns: Columns = { instance_id: "uuid", wait_id: "text" };

function deleteWaits(table: string, rows: string): string {
  return `delete from ${table} as t using ${rows}
    where t.tenant_id = $1 and t.instance_id = r.instance_id and t.wait_id = r.wait_id`;
}

const faultColumns: Columns = {
  instance_id: "uuid",
  wait_id: "text",
  element_id: "text",
  definition_key: "text",
  kind: "text",
  code: "text",
  message: "text",
  created_at: "timestamptz",
};

function insertFaults(rows: string): string {
  return `insert into faults (tenant_id, instance_id, wait_id, element_id, definition_key, kind, code, message, created_at)
    select $1, r.instance_id, r.wait_id, r.element_id, r.definition_key, r.kind, r.code, r.message, r.created_at
    from ${rows}`;
}

const decisionColumns: Columns = {
  id: "uuid",
  instance_id: "uuid",
  wait_id: "text",
  element_id: "text",
  business_key: "text",
  rule_set_key: "text",
  rule_set_version: "int",
  facts: "jsonb",
  verdict: "jsonb",
  explanation: "jsonb",
  decided_at: "timestamptz",
};

function insertDecisions(rows: string): string {
  return `insert into decisions (tenant_id, id, instance_id, wait_id, element_id, business_key, rule_set_key,
      rule_set_version, facts, verdict, explanation, decided_at)
    select $1, r.id, r.instance_id, r.wait_id, r.element_id, r.business_key, r.rule_set_key, r.rule_set_version, r.facts,
      r.verdict, r.explanation, r.decided_at
    from ${rows}`;
}

function decisionRow(made: Unit["made"][number], now: Date): object {
  return {
    id: newId(now),
    instance_id: made.instanceId,
    wait_id: made.waitId,
    element_id: made.elementId,
    business_key: made.businessKey,
    rule_set_key: made.ruleSetKey,
    rule_set_version: made.ruleSetVersion,
    facts: made.facts,
    verdict: made.verdict,
    explanation: made.explanation,
    decided_at: now,
  };
}

function outboxRow(thrown: Unit["thrown"][number], position: number, now: Date): object {
  return {
    instance_id: thrown.instanceId,
    element_id: thrown.elementId,
    kind: thrown.kind,
    name: thrown.name,
    correlation_key: thrown.correlationKey ?? null,
    business_key: thrown.businessKey ?? null,
    variables: thrown.variables,
    created_at: now,
    position,
  };
}
