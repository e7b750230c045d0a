import type { Json, JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { given } from "../db/given.ts";
import type { Columns } from "../db/given.ts";
import type { Tx } from "../db/transact.ts";

/** Where a run stands. `failed` went wrong and is not tried again. */
export type ImpactState = "running" | "done" | "cancelled" | "failed";

/** How often a verdict was given then, and would be now. */
export interface VerdictCount {
  readonly verdict: Json;
  readonly before: number;
  readonly after: number;
}

/** What has been counted so far. */
export interface ImpactCounts {
  readonly same: number;
  /** Of the same ones, those that another row would decide. */
  readonly otherRow: number;
  readonly changed: number;
  readonly refused: number;
  readonly unreplayable: number;
  /** The most frequent verdicts. */
  readonly verdicts: readonly VerdictCount[];
}

/** One run: a draft of a rule set against the decisions made last. */
export interface ImpactRow {
  readonly tenantId: string;
  readonly id: string;
  readonly ruleSetKey: string;
  readonly body: Json;
  readonly draftId: string | null;
  readonly total: number;
  readonly done: number;
  readonly state: ImpactState;
  readonly cursorAt: Date | null;
  readonly cursorId: string | null;
  readonly counts: ImpactCounts;
  readonly message: string | null;
  readonly actor: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `i.tenant_id as "tenantId", i.id, i.rule_set_key as "ruleSetKey", i.body, i.draft_id as "draftId", i.total,
  i.done, i.state, i.cursor_at as "cursorAt", i.cursor_id as "cursorId", i.counts, i.message, i.actor,
  i.created_at as "createdAt", i.finished_at as "finishedAt"`;

/** Writes a run over the last decisions of a rule set, at most `last`. Tells how many there are. */
export async function insertImpact(
  tx: Tx,
  impact: Pick<ImpactRow, "id" | "ruleSetKey" | "body" | "draftId" | "counts" | "actor" | "createdAt">,
  last: number,
): Promise<number> {
  const { id, ruleSetKey, body, draftId, counts, actor, createdAt } = impact;
  const [row] = await tx.query<{ total: number }>(
    `insert into impacts (tenant_id, id, rule_set_key, body, draft_id, counts, actor, created_at, total)
     select $1, $2, $3, $4, $5, $6, $7, $8, (select count(*) from (select from decisions
       where tenant_id = $1 and rule_set_key = $3 and decided_at <= $8 limit $9) as recorded)
     returning total`,
    [tx.tenantId, id, ruleSetKey, JSON.stringify(body), draftId, JSON.stringify(counts), actor, createdAt, last],
  );
  return row?.total ?? 0;
}

/** One run. @throws {Refusal} `impact.missing` */
export async function readImpact(tx: Tx, id: string): Promise<ImpactRow> {
  const [row] = await tx.query<ImpactRow>(`select ${columns} from impacts i where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  if (row !== undefined) return row;
  throw new Refusal("missing", "impact.missing", `Expected an impact run with id ${id}, but there is none`);
}

/** Leases the oldest run that nobody works on. */
export async function leaseImpact(tx: Tx, now: Date, duration: number): Promise<ImpactRow | undefined> {
  const [row] = await tx.query<ImpactRow>(
    `with due as materialized (select tenant_id, id from impacts where state = 'running' and (leased_until is null or leased_until <= $1)
       order by created_at limit 1 for update skip locked)
     update impacts as i set leased_until = $2 from due
     where i.tenant_id = due.tenant_id and i.id = due.id returning ${columns}`,
    [now, new Date(now.getTime() + duration)],
  );
  return row;
}

/** A decision as it was recorded, newest first. */
export interface RecordedRow {
  readonly id: string;
  readonly facts: JsonObject;
  readonly verdict: Json;
  readonly rows: readonly string[];
  readonly decidedAt: Date;
}

/** The next decisions of a run after its cursor. */
export function nextDecisions(tx: Tx, impact: ImpactRow, limit: number): Promise<RecordedRow[]> {
  const { ruleSetKey, cursorAt, cursorId, createdAt } = impact;
  return tx.query<RecordedRow>(
    `select d.id, d.facts, d.verdict, d.decided_at as "decidedAt",
       jsonb_path_query_array(d.explanation, '$[*] ? (@.hit == true).id') as rows
     from decisions d where d.tenant_id = $1 and d.rule_set_key = $2 and d.decided_at <= $3
       and ($4::timestamptz is null or (d.decided_at, d.id) < ($4::timestamptz, $5::uuid))
     order by d.decided_at desc, d.id desc limit $6`,
    [tx.tenantId, ruleSetKey, createdAt, cursorAt, cursorId, limit],
  );
}

/** A decision that would come out differently, or cannot be replayed. */
export interface ImpactFinding {
  readonly position: number;
  readonly kind: "changed" | "refused" | "unreplayable";
  readonly decision_id: string;
  readonly verdict: Json;
  readonly rows: readonly string[];
  readonly code: string | null;
  readonly message: Json;
}

/** How far a run has come with one page. */
export interface ImpactProgress extends Pick<ImpactRow, "done" | "counts" | "cursorAt" | "cursorId"> {
  readonly isLast: boolean;
  readonly leasedUntil: Date;
  readonly now: Date;
}

const findingColumns: Columns = {
  position: "int",
  kind: "text",
  decision_id: "uuid",
  verdict: "jsonb",
  rows: "jsonb",
  code: "text",
  message: "jsonb",
};

/** Writes a page of a run and how far it is now. False when it was cancelled meanwhile, or another server took it over. */
export async function saveProgress(
  tx: Tx,
  impact: ImpactRow,
  progress: ImpactProgress,
  findings: readonly ImpactFinding[],
): Promise<boolean> {
  const { done, counts, cursorAt, cursorId, isLast, leasedUntil, now } = progress;
  const saved = await tx.query(
    `update impacts set done = $3, counts = $4, cursor_at = $5, cursor_id = $6, leased_until = $7,
       state = case when $8 then 'done' else state end, finished_at = case when $8 then $9::timestamptz end
     where tenant_id = $1 and id = $2 and state = 'running' and done = $10 returning id`,
    [tx.tenantId, impact.id, done, JSON.stringify(counts), cursorAt, cursorId, leasedUntil, isLast, now, impact.done],
  );
  if (saved.length === 0 || findings.length === 0) return saved.length > 0;
  const { table, values } = given(findingColumns, findings, 3);
  await tx.query(
    `insert into impact_findings (tenant_id, impact_id, position, kind, decision_id, verdict, rows, code, message)
     select $1, $2, r.position, r.kind, r.decision_id, r.verdict, array(select jsonb_array_elements_text(r.rows)), r.code,
       r.message from ${table}`,
    [tx.tenantId, impact.id, ...values],
  );
  return true;
}

/** Ends a run before its time. False when it had ended. */
export async function endImpact(
  tx: Tx,
  id: string,
  {
    state,
    message,
    now,
  }: { readonly state: "cancelled" | "failed"; readonly message: string | null; readonly now: Date },
): Promise<boolean> {
  const ended = await tx.query(
    `update impacts set state = $3, message = $4, finished_at = $5
     where tenant_id = $1 and id = $2 and state = 'running' returning id`,
    [tx.tenantId, id, state, message, now],
  );
  return ended.length > 0;
}

/** The last runs of a rule set. */
export function listImpacts(tx: Tx, ruleSetKey: string, limit: number): Promise<ImpactRow[]> {
  return tx.query<ImpactRow>(
    `select ${columns} from impacts i where tenant_id = $1 and rule_set_key = $2 order by created_at desc limit $3`,
    [tx.tenantId, ruleSetKey, limit],
  );
}

/** A finding with the decision it is about. */
export interface FindingRow extends ImpactFinding {
  readonly instanceId: string | null;
  readonly elementId: string | null;
  readonly businessKey: string | null;
  readonly decidedAt: Date;
  readonly ruleSetVersion: number;
  readonly facts: JsonObject;
  readonly verdictBefore: Json;
  readonly rowsBefore: readonly string[];
}

/** A page of findings, the newest decisions first. */
export function listFindings(
  tx: Tx,
  impactId: string,
  page: { readonly kinds: readonly string[]; readonly after: number; readonly limit: number },
): Promise<FindingRow[]> {
  return tx.query<FindingRow>(
    `select f.position, f.kind, f.decision_id, f.verdict, f.rows, f.code, f.message, d.instance_id as "instanceId",
       d.element_id as "elementId", d.business_key as "businessKey", d.decided_at as "decidedAt",
       d.rule_set_version as "ruleSetVersion", d.facts, d.verdict as "verdictBefore",
       jsonb_path_query_array(d.explanation, '$[*] ? (@.hit == true).id') as "rowsBefore"
     from impact_findings f join decisions d on d.tenant_id = f.tenant_id and d.id = f.decision_id
     where f.tenant_id = $1 and f.impact_id = $2 and f.kind = any ($3) and f.position > $4 order by f.position limit $5`,
    [tx.tenantId, impactId, page.kinds, page.after, page.limit],
  );
}
