import type { Tx } from "../../db/transact.ts";
import { latestCheck } from "../../definitions/checks.ts";
import { listEditors, listParts, readDraft } from "../../definitions/drafts.ts";
import type { DraftRow } from "../../definitions/drafts.ts";
import { listMerges } from "../../definitions/merges.ts";
import { sha256OfAll } from "../../definitions/parts.ts";
import { permissionsOf } from "../../identity/person.ts";
import type { Person } from "../../identity/person.ts";
import { listPeople } from "../../identity/users.ts";
import { involvedIn } from "../../runtime/commands/drafts/decide.ts";
import type { Call } from "../route.ts";
import type * as wire from "../wireDrafts.ts";
import { presentDraft, presentMerge } from "./lifecycle.ts";

/** A draft with all that its page shows. @throws {Refusal} `draft.missing` */
export async function presentWholeDraft(tx: Tx, id: string, call: Call<unknown>): Promise<wire.Draft> {
  const draft = await readDraft(tx, id);
  const parts = await listParts(tx, [id]);
  const editors = (await listEditors(tx, [id])).map(({ login }) => login);
  const involved = await involvedIn(tx, draft, editors);
  const people = await listPeople(tx, undefined);
  const { approvedBy, approvedAt, rejectedBy, rejectedAt } = draft;
  return {
    ...presentDraft(draft, parts, editors),
    contentHash: sha256OfAll(parts),
    checkedHash: draft.checkedHash,
    approval: said(approvedBy, approvedAt, draft.approvalReason),
    rejection: said(rejectedBy, rejectedAt, draft.rejectionReason),
    report: (await latestCheck(tx, id)) ?? null,
    merges: (await listMerges(tx, { draftId: id })).map(presentMerge),
    actions: actionsOf(draft, involved, call.person),
    approvers: people.filter((one) => mayApprove(one) && !involved.has(one.login)).map(({ name }) => name),
  };
}

function mayApprove({
  roles,
  granted,
}: {
  readonly roles: readonly string[];
  readonly granted: readonly string[];
}): boolean {
  return permissionsOf(roles).has("definitions.approve") || granted.includes("definitions.approve");
}

function said(by: string | null, at: Date | null, reason: string | null): wire.Draft["approval"] {
  return by === null || at === null ? null : { by, at: at.toISOString(), reason };
}

/** What a person may do with a draft now. */
function actionsOf(
  { state }: DraftRow,
  involved: ReadonlySet<string>,
  { kind, login, permissions }: Person,
): wire.Draft["actions"] {
  if (state === "published" || state === "discarded") return [];
  const isStranger = kind === "user" && !involved.has(login);
  const all: readonly (readonly [wire.Draft["actions"][number], boolean])[] = [
    ["edit", permissions.has("definitions.edit")],
    ["check", permissions.has("definitions.edit")],
    ["approve", permissions.has("definitions.approve") && state === "checked" && isStranger],
    ["reject", permissions.has("definitions.approve") && state !== "draft"],
    ["publish", permissions.has("definitions.publish") && state === "approved"],
    ["discard", permissions.has("definitions.edit")],
  ];
  return all.filter(([, may]) => may).map(([action]) => action);
}
