import { insertTrail, trailColumns, trailRows } from "../audit/trail.ts";
import { Refusal } from "../base/refusal.ts";
import { newId } from "../base/id.ts";
import { given } from "../db/given.ts";
import type { Columns } from "../db/given.ts";
import { insertInstances, instanceColumns, updateInstances } from "../instances/rows.ts";
import { insertJobs, insertTimers, jobColumns, openedJob, timerColumns } from "../jobs/rows.ts";
import { insertOutbox, insertSubscriptions, outboxColumns, subscriptionColumns } from "../messages/rows.ts";
import { insertTasks, openedTask, openedTaskColumns } from "../tasks/rows.ts";
import type { Notice } from "./house.ts";
import { reconcile } from "./reconcile.ts";
import type { Held, Unit } from "./unit.ts";

/**
 * Writes everything a unit of work holds in one statement that travels together with the commit: the values, the rows of
 * waits that opened and closed, the trail, decisions and the outbox. Nothing may be asked of the transaction after.
 *
 * @throws {Refusal} `variables.nul` a text holds U+0000, which PostgreSQL cannot store
 */
export async function save(unit: Unit): Promise<Notice> {
  const { opened, closed, notice } = await reconcile(unit);
  const parts = new Parts(unit.tx.tenantId);
  const changes = [...unit.held.values()].filter((held) => held.isTouched);
  parts.add(
    changes.filter((held) => held.isNew).map((held) => held.row),
    instanceColumns,
    insertInstances,
  );
  parts.add(changes.filter((held) => !held.isNew).map(changedRow), instanceColumns, updateInstances);
  for (const table of ["tasks", "timers", "subscriptions", "jobs", "faults"] as const) {
    parts.add(closed[table], closedColumns, (rows) => deleteWaits(table, rows));
  }
  parts.add(
    opened.tasks.map(({ wait, origin }) => openedTask(wait, origin, unit.now)),
    openedTaskColumns,
    insertTasks,
  );
  parts.add(opened.timers, timerColumns, insertTimers);
  parts.add(opened.subscriptions, subscriptionColumns, insertSubscriptions);
  parts.add(
    opened.jobs.map(({ wait, origin }) => openedJob(wait, origin, unit.now)),
    jobColumns,
    insertJobs,
  );
  parts.add(opened.faults, faultColumns, insertFaults);
  parts.add(
    unit.made.map((made) => decisionRow(made, unit.now)),
    decisionColumns,
    insertDecisions,
  );
  parts.add(
    unit.thrown.map((thrown, position) => outboxRow(thrown, position, unit.now)),
    outboxColumns,
    insertOutbox,
  );
  parts.add(trailRows(unit.events), trailColumns, insertTrail);
  parts.finish(unit);
  return notice;
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

  finish(unit: Unit): void {
    if (this.#statements.length === 0) return;
    const named = this.#statements.map((statement, index) => `p${index} as (${statement})`);
    unit.tx.finish(`with ${named.join(",\n")} select where $1::text is not null`, this.#values);
  }
}

/** Whether a value holds U+0000, as it is or escaped in JSON. */
function holdsNul(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsNul);
  return typeof value === "string" && (value.includes("\0") || value.includes("\\u0000"));
}

/** Unchanged variables stay where they are: large ones are neither sent nor written again. */
function changedRow({ row, stored }: Held): object {
  return row.variables === stored ? { ...row, variables: null } : row;
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
