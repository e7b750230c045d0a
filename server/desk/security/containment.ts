import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { Refusal } from "../../base/refusal.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { completedBy, incidentVariable, lockIncident, recordEvent } from "./incident.ts";

/** What the people who approve or do it call an action, and taking it back. */
const words: Readonly<
  Record<ContainmentKind, Readonly<Record<"does" | "undoes", { readonly de: string; readonly en: string }>>>
> = {
  isolate_host: {
    does: { de: "Gerät isolieren", en: "Isolate device" },
    undoes: { de: "Isolierung aufheben", en: "Release isolation" },
  },
  full_scan: {
    does: { de: "Vollständig prüfen", en: "Full scan" },
    undoes: { de: "Prüfung beenden", en: "End scan" },
  },
  disable_user: {
    does: { de: "Konto sperren", en: "Disable account" },
    undoes: { de: "Konto freigeben", en: "Enable account" },
  },
  revoke_sessions: {
    does: { de: "Sitzungen beenden", en: "Revoke sessions" },
    undoes: { de: "Anmeldung zulassen", en: "Allow signing in" },
  },
  wipe_device: {
    does: { de: "Gerät aus der Ferne löschen", en: "Wipe device remotely" },
    undoes: { de: "Gerät aus der Ferne löschen", en: "Wipe device remotely" },
  },
};

/** What may be done to whom. */
const targets = {
  isolate_host: "device",
  full_scan: "device",
  disable_user: "account",
  revoke_sessions: "account",
  wipe_device: "device",
} as const;
export type ContainmentKind = keyof typeof targets;
export const containmentKinds = Object.keys(targets) as ContainmentKind[]; // the keys of this very object
const kinds = z.enum(["isolate_host", "full_scan", "disable_user", "revoke_sessions", "wipe_device", "observe"]);

const incident = z.object({ id: z.uuid() });
const planning = z.object({
  incident,
  policy: z.object({ actions: z.array(kinds).max(10), needsApproval: z.boolean() }),
  preApproved: z.boolean(),
});

/**
 * `desk.security.plan`: an action for each system and account that the policy names, requested where somebody has to approve
 * and approved where the contract or the policy does. What was done and still holds is not done twice. Only what is lost is wiped;
 * whoever reported the loss has asked for it, so that somebody else approves.
 */
export const planContainment: Operation = async (context, given) => {
  const { incident: { id }, policy, preApproved } = expectInput(planning, given); // prettier-ignore
  const { tx, now } = context;
  await lockIncident(tx, id);
  const actions = policy.actions.filter((action) => action !== "observe");
  const state = policy.needsApproval ? "requested" : "approved";
  const approval = policy.needsApproval ? null : preApproved ? "contract" : "policy";
  for (const action of actions) {
    await tx.query(
      `insert into containment_actions (tenant_id, id, incident_id, action, target_kind, target, external_ref, asset_id, role, state,
         requested_by, requested_at, approved_by, approved_at, approval)
       select a.tenant_id, gen_random_uuid(), a.incident_id, $3, a.kind, a.name, a.external_ref, a.asset_id, a.role, $5,
         case when $3 = 'wipe_device' then coalesce((select p.reported_by from incident_reports p join security_incidents s
           on s.tenant_id = p.tenant_id and s.ticket_id = p.ticket_id where s.tenant_id = $1 and s.id = $2), 'system') else 'system' end, $6,
         case when $5 = 'approved' then $7 end, case when $5 = 'approved' then $6::timestamptz end, $7
       from security_affected a where a.tenant_id = $1 and a.incident_id = $2 and a.kind = $4
         and ($3 <> 'wipe_device' or exists (select 1 from assets d where d.tenant_id = a.tenant_id and d.id = a.asset_id and d.state = 'lost'))
         and not exists (
         select 1 from containment_actions c where c.tenant_id = a.tenant_id and c.incident_id = a.incident_id and c.action = $3
           and c.target = a.name and c.state in ('requested','approved','sent','done','by_hand'))`,
      [tx.tenantId, id, action, targets[action], state, now, approval],
    );
  }
  return { variables: { ...(await planned(context, id)), incident: await incidentVariable(tx, id) } };
};

async function planned(
  { tx }: OperationContext,
  id: string,
): Promise<{ actions: JsonObject[]; requested: JsonObject[] }> {
  const rows = await tx.query<Pick<ActionRow, "id" | "action" | "target" | "state" | "requested_by">>(
    `select id, action, target, state, requested_by from containment_actions
     where tenant_id = $1 and incident_id = $2 and state in ('requested','approved') order by requested_at, id`,
    [tx.tenantId, id],
  );
  const of = (wanted: string) =>
    rows
      .filter(({ state }) => state === wanted)
      .map((row) => ({
        id: row.id,
        action: row.action,
        target: row.target,
        label: labelOf(row, false),
        requestedBy: row.requested_by === "system" ? null : row.requested_by,
      }));
  return { actions: of("approved"), requested: of("requested") };
}

/** What is done to whom, for people. */
function labelOf({ action, target }: Pick<ActionRow, "action" | "target">, isRelease: boolean): JsonObject {
  const { de, en } = words[action][isRelease ? "undoes" : "does"];
  return { de: `${de}: ${target}`, en: `${en}: ${target}` };
}

const approving = z.object({
  incident,
  approved: z.boolean(),
  by: z.enum(["customer", "manager"]),
  reason: optionalText,
});

/** `desk.security.approve`: what was requested is approved or refused, by the customer or by the manager in their place. */
export const approveContainment: Operation = async (context, given) => {
  const { incident: { id }, approved, by, reason } = expectInput(approving, given); // prettier-ignore
  const { tx, now } = context;
  await lockIncident(tx, id);
  const person = by === "manager" ? await completedBy(context, "U_dec") : await noteTaker(context);
  await tx.query(
    `update containment_actions set state = case when $3 then 'approved' else 'refused' end, approved_by = $4, approved_at = $5, approval = $6, reason = $7
     where tenant_id = $1 and incident_id = $2 and state = 'requested'`,
    [tx.tenantId, id, approved, person, now, by, reason],
  );
  const note = `${by}: ${approved ? "approved" : "refused"}${reason === null ? "" : `: ${reason}`}`;
  await recordEvent(tx, id, { kind: "containment", actor: person, note }, now);
  return { variables: await planned(context, id) };
};

/** Who wrote down the customer's answer: whoever completed the task of the approval that this instance called. */
async function noteTaker({ tx, instanceId }: OperationContext): Promise<string> {
  const [row] = await tx.query<{ actor: string }>(
    `select t.actor from instances i join trail t on t.tenant_id = i.tenant_id and t.stream_id = i.id::text
     where i.tenant_id = $1 and i.parent_id = $2 and i.definition_key = 'approval' and t.type = 'completeTask' order by t.at desc, t.seq desc limit 1`,
    [tx.tenantId, instanceId],
  );
  return row?.actor ?? "customer";
}

/** What the remote side calls it. */
const deeds = {
  isolate_host: "isolate",
  full_scan: "scan",
  disable_user: "disable",
  revoke_sessions: "revoke",
  wipe_device: "wipe",
} as const;
const undo = {
  isolate_host: "release",
  full_scan: "release",
  disable_user: "enable",
  revoke_sessions: "enable",
  wipe_device: null,
} as const;

/** Systems that a policy or a contract alone never isolates. */
const guarded = ["server", "dc", "firewall", "unknown"];
const authorising = z.object({ action: z.object({ id: z.uuid() }), release: z.boolean().nullish() });

/**
 * `desk.security.authorise`: the last look before something is done: approved, and for servers by somebody. `order` is what
 * the remote side is told; its key makes that it is told once.
 *
 * @throws {BpmnError} `action.refused`
 */
export const authoriseAction: Operation = async ({ tx, now }, given) => {
  const { action: { id }, release } = expectInput(authorising, given); // prettier-ignore
  const row = await lockAction(tx, id);
  const isRelease = release === true;
  refuseUnapproved(row, isRelease);
  await tx.query("update containment_actions set state = $3, detail = null where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    isRelease ? "releasing" : "sent",
  ]);
  const note = `${isRelease ? "release " : ""}${row.action} ${row.target}`;
  await recordEvent(tx, row.incident_id, { kind: "sent", actor: "system", note }, now);
  const remote = (isRelease ? undo[row.action] : null) ?? deeds[row.action];
  const remoteTarget = row.external_ref ?? row.target;
  const remoteArguments = {
    key: `${id}:${isRelease ? "release" : "run"}`,
    name: row.target,
    kind: row.target_kind,
    deed: row.action,
  };
  const label = labelOf(row, isRelease);
  return {
    variables: { order: { action: remote, target: remoteTarget, arguments: remoteArguments, reason: note, label } },
  };
};

function refuseUnapproved(row: ActionRow, isRelease: boolean): void {
  const fitting = isRelease ? ["done", "by_hand", "releasing"] : ["approved", "sent"];
  if (!fitting.includes(row.state))
    throw new BpmnError("action.refused", `Expected an action that may be done, but it is ${row.state}`);
  if (isRelease && undo[row.action] === null)
    throw new BpmnError("action.refused", `Expected an action that can be taken back, but it is ${row.action}`);
  const isGuarded =
    row.action === "wipe_device" || (row.action === "isolate_host" && guarded.includes(row.role) && !isRelease);
  if (!isGuarded || !["policy", "contract"].includes(row.approval ?? "policy")) return;
  throw new BpmnError(
    "action.refused",
    `Expected somebody to approve, but ${row.target} is a ${row.role} and nobody has`,
  );
}

/** An action as it stands. */
export interface ActionRow {
  readonly id: string;
  readonly incident_id: string;
  readonly action: ContainmentKind;
  readonly target_kind: string;
  readonly target: string;
  readonly external_ref: string | null;
  readonly role: string;
  readonly state: string;
  readonly approval: string | null;
  readonly job_id: string | null;
  readonly requested_by: string;
  readonly approved_by: string | null;
  readonly asset_id: string | null;
}

/** Locks an action. @throws {Refusal} `action.missing` */
export async function lockAction(tx: Tx, id: string): Promise<ActionRow> {
  const [row] = await tx.query<ActionRow>(
    `select id, incident_id, action, target_kind, target, external_ref, role, state, approval, job_id, requested_by,
       approved_by, asset_id from containment_actions
     where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  if (row === undefined)
    throw new Refusal("missing", "action.missing", `Expected a containment action ${id}, but there is none`);
  return row;
}

const holding = z.object({ incident });

/** `desk.security.holding`: what still holds and has to be released. */
export const holdingActions: Operation = async ({ tx }, given) => {
  const { incident: { id } } = expectInput(holding, given); // prettier-ignore
  const rows = await tx.query<{ item: JsonObject }>(
    `select jsonb_build_object('id', id, 'action', action, 'target', target) as item from containment_actions
     where tenant_id = $1 and incident_id = $2 and action in ('isolate_host','disable_user') and state in ('done','by_hand','releasing')
     order by requested_at, id`,
    [tx.tenantId, id],
  );
  return { variables: { holding: rows.map(({ item }) => item) } };
};
