import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import type { ContainmentKind } from "./containment.ts";
import { roleOf } from "./facts.ts";
import { incidentIdOf, lockIncident, recordEvent } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";

/** An action that somebody wants done. */
export interface WantedAction {
  readonly action: ContainmentKind;
  readonly target: string;
  readonly reason: string;
}

const accountActions: readonly ContainmentKind[] = ["disable_user", "revoke_sessions"];

/** An incident that is still open, locked. @throws {Refusal} `incident.missing`, `incident.closed` */
export async function lockOpenIncident(tx: Tx, number: string): Promise<IncidentRow> {
  const incident = await lockIncident(tx, await incidentIdOf(tx, number));
  if (["closed", "false_positive"].includes(incident.phase))
    throw new Refusal("conflict", "incident.closed", `Expected an open incident, but ${number} is ${incident.phase}`);
  return incident;
}

/** Asks for a further action; somebody else approves it. @throws {Refusal} `incident.closed`, `containment.exists`, `containment.notLost` only what is gone is wiped */
export async function requestAction(
  tx: Tx,
  number: string,
  wanted: WantedAction,
  by: string,
  now: Date,
): Promise<string> {
  const incident = await lockOpenIncident(tx, number);
  const [live] = await tx.query(
    `select 1 from containment_actions where tenant_id = $1 and incident_id = $2 and action = $3 and lower(target) = lower($4)
       and state in ('requested','approved','sent','done','by_hand')`,
    [tx.tenantId, incident.id, wanted.action, wanted.target],
  );
  if (live !== undefined)
    throw new Refusal(
      "conflict",
      "containment.exists",
      `Expected a new action, but ${wanted.action} ${wanted.target} is there`,
    );
  const [asset] = await tx.query<{ id: string; kind: string; state: string }>(
    "select id, kind, state from assets where tenant_id = $1 and customer_id = $2 and lower(name) = lower($3) limit 1",
    [tx.tenantId, incident.customer_id, wanted.target],
  );
  refuseWipe(wanted, asset?.state ?? "unknown");
  const isAccount = accountActions.includes(wanted.action);
  const id = newId(now);
  await tx.query(
    `insert into containment_actions (tenant_id, id, incident_id, action, target_kind, target, asset_id, role, state, requested_by, requested_at, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'requested', $9, $10, $11)`,
    [tx.tenantId, id, incident.id, wanted.action, isAccount ? "account" : "device", wanted.target, isAccount ? null : (asset?.id ?? null),
      isAccount ? "account" : roleOf(asset?.kind ?? null), by, now, wanted.reason], // prettier-ignore
  );
  await recordEvent(tx, incident.id, { kind: "requested", actor: by, note: `${wanted.action} ${wanted.target}` }, now);
  return id;
}

/** Only what is gone is wiped. */
function refuseWipe({ action, target }: WantedAction, state: string): void {
  if (action !== "wipe_device" || state === "lost") return;
  const message = `Expected a device that was reported lost or stolen, but ${target} is ${state}`;
  throw new Refusal("conflict", "containment.notLost", message);
}

/** What somebody decided about a requested action. */
export interface ActionAnswer {
  readonly number: string;
  readonly actionId: string;
  readonly isApproved: boolean;
  readonly reason: string | null;
  readonly by: string;
}

/**
 * Approves or refuses a requested action.
 *
 * @returns the incident, whose process is told of what was approved
 * @throws {Refusal} `incident.closed`, `containment.missing`, `containment.state`, `containment.fourEyes`, `containment.reason`
 */
export async function answerRequest(tx: Tx, answer: ActionAnswer, now: Date): Promise<IncidentRow> {
  const incident = await lockOpenIncident(tx, answer.number);
  const row = await lockRequest(tx, incident.id, answer.actionId);
  if (row.state !== "requested")
    throw new Refusal("conflict", "containment.state", `Expected a requested action, but it is ${row.state}`);
  if (row.requested_by === answer.by)
    throw new Refusal(
      "forbidden",
      "containment.fourEyes",
      `Expected somebody else than ${answer.by}, who asked for it`,
    );
  if (!answer.isApproved && answer.reason === null)
    throw new Refusal("unprocessable", "containment.reason", "Expected a reason for refusing, but there is none");
  await tx.query(
    `update containment_actions set state = $3, approved_by = $4, approved_at = $5, approval = 'person', reason = coalesce($6, reason)
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, answer.actionId, answer.isApproved ? "approved" : "refused", answer.by, now, answer.reason],
  );
  const note = `${answer.isApproved ? "approved" : "refused"} ${row.action} ${row.target}`;
  await recordEvent(tx, incident.id, { kind: "containment", actor: answer.by, note }, now);
  return incident;
}

/** An action that holds and may be released. @throws {Refusal} `containment.missing`, `containment.state`, `containment.final` nothing brings wiped data back, `incident.closed` */
export async function releasable(tx: Tx, number: string, actionId: string): Promise<IncidentRow> {
  const incident = await lockOpenIncident(tx, number);
  const { state, action } = await lockRequest(tx, incident.id, actionId);
  if (action === "wipe_device")
    throw new Refusal(
      "conflict",
      "containment.final",
      "Expected an action that can be taken back, but data were wiped",
    );
  if (["done", "by_hand", "releasing"].includes(state)) return incident;
  throw new Refusal("conflict", "containment.state", `Expected an action that holds, but it is ${state}`);
}

interface RequestRow {
  readonly state: string;
  readonly requested_by: string;
  readonly action: string;
  readonly target: string;
}

async function lockRequest(tx: Tx, incidentId: string, id: string): Promise<RequestRow> {
  const [row] = await tx.query<RequestRow>(
    "select state, requested_by, action, target from containment_actions where tenant_id = $1 and incident_id = $2 and id = $3 for update",
    [tx.tenantId, incidentId, id],
  );
  if (row === undefined)
    throw new Refusal("missing", "containment.missing", `Expected a containment action ${id}, but there is none`);
  return row;
}

/** What may be corrected by hand. */
export interface IncidentChange {
  readonly awareAt?: Date | undefined;
  readonly personalData?: string | undefined;
  readonly significant?: string | undefined;
  readonly reason?: string | undefined;
}

/** Corrects an incident. When the house became aware decides legal deadlines, so it moves with a reason only. @throws {Refusal} `incident.reason` */
export async function changeIncident(
  tx: Tx,
  number: string,
  change: IncidentChange,
  by: string,
  now: Date,
): Promise<void> {
  const incident = await lockOpenIncident(tx, number);
  const { awareAt, personalData, significant, reason } = change;
  if (awareAt !== undefined && !reason?.trim())
    throw new Refusal(
      "unprocessable",
      "incident.reason",
      "Expected a reason for another moment of awareness, but there is none",
    );
  if (awareAt !== undefined && awareAt > now)
    throw new Refusal(
      "unprocessable",
      "incident.awareAt",
      "Expected a moment of awareness in the past, but it is to come",
    );
  await tx.query(
    `update security_incidents set aware_at = coalesce($3, aware_at), personal_data = coalesce($4, personal_data), significant = coalesce($5, significant)
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, incident.id, awareAt ?? null, personalData ?? null, significant ?? null],
  );
  if (awareAt !== undefined) {
    const moved = awareAt.getTime() - incident.aware_at.getTime();
    await tx.query(
      `update regulatory_reports set due_at = due_at + make_interval(secs => $3) where tenant_id = $1 and incident_id = $2
         and decision = 'open' and stage in ('early','notification','inform')`,
      [tx.tenantId, incident.id, moved / 1_000],
    );
  }
  const said = Object.entries(change).map(([name, value]) => `${name}: ${value instanceof Date ? value.toISOString() : String(value)}`); // prettier-ignore
  await recordEvent(tx, incident.id, { kind: "changed", actor: by, note: said.join("; ") }, now);
}

/** Names people who may see the case, or keeps it to the security team and them. */
export async function changeSight(
  tx: Tx,
  number: string,
  sight: { readonly people?: readonly string[] | undefined; readonly isStrict?: boolean | undefined },
  by: string,
  now: Date,
): Promise<void> {
  const incident = await lockOpenIncident(tx, number);
  await tx.query(
    `update restrictions set people = coalesce($3, people), is_strict = coalesce($4, is_strict) where tenant_id = $1 and business_key = any ($2)`,
    [tx.tenantId, [incident.number, incident.ticket_number], sight.people ?? null, sight.isStrict ?? null],
  );
  const note = `${(sight.people ?? []).join(", ")}${sight.isStrict === undefined ? "" : ` strict: ${sight.isStrict}`}`;
  await recordEvent(tx, incident.id, { kind: "sight", actor: by, note }, now);
}
