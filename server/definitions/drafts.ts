import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { Part, PartKey, PartKind } from "./parts.ts";
import { refuseBody, sha256Of, sha256OfAll } from "./parts.ts";

/** Where a draft stands. Any edit leads back to `draft`. */
export type DraftState = "draft" | "checked" | "approved" | "published" | "discarded";

/** A change set as stored: a title, parts, and what was said about exactly this content. */
export interface DraftRow {
  readonly id: string;
  readonly title: string;
  readonly state: DraftState;
  readonly revision: number;
  readonly checkedHash: string | null;
  readonly approvedHash: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly approvalReason: string | null;
  readonly rejectedBy: string | null;
  readonly rejectedAt: Date | null;
  readonly rejectionReason: string | null;
  readonly releaseId: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A part of a draft, without what it holds. */
export interface DraftPart {
  readonly kind: PartKind;
  readonly key: string;
  readonly revision: number;
  readonly sha256: string;
  readonly baseVersion: number | null;
  readonly mergedVersion: number | null;
  readonly savedBy: string;
  readonly savedAt: Date;
}

/** A part of a draft with what it holds. */
export interface DraftPartBody extends DraftPart {
  readonly body: Json;
}

const columns = `d.id, d.title, d.state, d.revision::int as revision, d.checked_hash as "checkedHash",
  d.approved_hash as "approvedHash", d.approved_by as "approvedBy", d.approved_at as "approvedAt",
  d.approval_reason as "approvalReason", d.rejected_by as "rejectedBy", d.rejected_at as "rejectedAt",
  d.rejection_reason as "rejectionReason", d.release_id as "releaseId", d.created_by as "createdBy",
  d.created_at as "createdAt", d.updated_at as "updatedAt"`;
const partColumns = `p.kind, p.key, p.revision, p.sha256, p.base_version as "baseVersion",
  p.merged_version as "mergedVersion", p.saved_by as "savedBy", p.saved_at as "savedAt"`;

/** One draft. @throws {Refusal} `draft.missing` */
export function readDraft(tx: Tx, id: string): Promise<DraftRow> {
  return one(tx, id, "");
}

/** One draft, locked until the transaction ends: its parts do not change under it. @throws {Refusal} `draft.missing` */
export function lockDraft(tx: Tx, id: string): Promise<DraftRow> {
  return one(tx, id, "for update");
}

async function one(tx: Tx, id: string, lock: string): Promise<DraftRow> {
  const [row] = await tx.query<DraftRow>(`select ${columns} from drafts d where tenant_id = $1 and id = $2 ${lock}`, [
    tx.tenantId,
    id,
  ]);
  if (row !== undefined) return row;
  throw new Refusal("missing", "draft.missing", `Expected a draft with id ${id}, but there is none`);
}

/** One draft that may still be worked on, locked. @throws {Refusal} `draft.missing`, `draft.closed` */
export async function lockOpenDraft(tx: Tx, id: string): Promise<DraftRow> {
  const draft = await lockDraft(tx, id);
  if (draft.state !== "published" && draft.state !== "discarded") return draft;
  throw new Refusal("conflict", "draft.closed", `Expected an open draft, but it is ${draft.state}`);
}

/** A page of drafts, the last changed first. */
export function listDrafts(
  tx: Tx,
  filter: { readonly states: readonly DraftState[]; readonly part?: PartKey | undefined; readonly limit: number },
): Promise<DraftRow[]> {
  return tx.query<DraftRow>(
    `select ${columns} from drafts d where d.tenant_id = $1 and d.state = any ($2) and ($3::text is null or exists (
       select from draft_parts p where p.tenant_id = d.tenant_id and p.draft_id = d.id and p.kind = $3 and p.key = $4))
     order by d.updated_at desc, d.id desc limit $5`,
    [tx.tenantId, filter.states, filter.part?.kind ?? null, filter.part?.key ?? null, filter.limit],
  );
}

/** The parts of several drafts, by kind and key. */
export function listParts(tx: Tx, draftIds: readonly string[]): Promise<(DraftPart & { readonly draftId: string })[]> {
  return tx.query<DraftPart & { readonly draftId: string }>(
    `select p.draft_id as "draftId", ${partColumns} from draft_parts p where tenant_id = $1 and draft_id = any ($2)
     order by kind, key`,
    [tx.tenantId, draftIds],
  );
}

/** All parts of a draft with what they hold. */
export function readParts(tx: Tx, draftId: string): Promise<DraftPartBody[]> {
  return tx.query<DraftPartBody>(
    `select ${partColumns}, p.body from draft_parts p where tenant_id = $1 and draft_id = $2 order by kind, key`,
    [tx.tenantId, draftId],
  );
}

/** One part of a draft, if it has it. */
export async function findPart(tx: Tx, draftId: string, part: PartKey): Promise<DraftPartBody | undefined> {
  const [row] = await tx.query<DraftPartBody>(
    `select ${partColumns}, p.body from draft_parts p
     where tenant_id = $1 and draft_id = $2 and kind = $3 and key = $4`,
    [tx.tenantId, draftId, part.kind, part.key],
  );
  return row;
}

/** The same. @throws {Refusal} `draft.part` */
export async function readPart(tx: Tx, draftId: string, part: PartKey): Promise<DraftPartBody> {
  const found = await findPart(tx, draftId, part);
  if (found !== undefined) return found;
  throw new Refusal("missing", "draft.part", `Expected the draft to hold ${part.kind} ${part.key}, but it does not`);
}

/** Who has changed a draft, the first one first. */
export function listEditors(
  tx: Tx,
  draftIds: readonly string[],
): Promise<{ readonly draftId: string; readonly login: string }[]> {
  return tx.query<{ draftId: string; login: string }>(
    `select draft_id as "draftId", login from draft_editors where tenant_id = $1 and draft_id = any ($2)
     order by first_at, login`,
    [tx.tenantId, draftIds],
  );
}

/** Writes a new draft without parts. */
export async function insertDraft(
  tx: Tx,
  draft: { readonly id: string; readonly title: string; readonly createdBy: string },
  now: Date,
): Promise<void> {
  await tx.query(
    "insert into drafts (tenant_id, id, title, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
    [tx.tenantId, draft.id, draft.title, draft.createdBy, now],
  );
}

/** A part as it is to be kept, and by whom. */
export interface Saved extends Part {
  readonly login: string;
  readonly baseVersion?: number | undefined;
  readonly mergedVersion?: number | undefined;
}

/**
 * Writes a part of a locked draft and tells its new revision. What was checked or approved before is void.
 *
 * @throws {Refusal} `draft.body`
 */
export async function savePart(tx: Tx, draftId: string, part: Saved, now: Date): Promise<DraftPart> {
  refuseBody(part.kind, part.body);
  const { kind, key, body, login } = part;
  const [row] = await tx.query<DraftPart>(
    `insert into draft_parts as p (tenant_id, draft_id, kind, key, revision, body, sha256, base_version, merged_version, saved_by, saved_at)
     values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10)
     on conflict (tenant_id, draft_id, kind, key) do update set revision = p.revision + 1, body = excluded.body,
       sha256 = excluded.sha256, merged_version = coalesce(excluded.merged_version, p.merged_version),
       base_version = coalesce(excluded.base_version, p.base_version),
       saved_by = excluded.saved_by, saved_at = excluded.saved_at
     returning ${partColumns}`,
    [
      tx.tenantId,
      draftId,
      kind,
      key,
      JSON.stringify(body),
      sha256Of(kind, body),
      part.baseVersion ?? null,
      part.mergedVersion ?? null,
      login,
      now,
    ],
  );
  await reopen(tx, draftId, login, now);
  return row!; // an upsert returns its row
}

/** Takes a part out of a locked draft. */
export async function deletePart(
  tx: Tx,
  draftId: string,
  part: PartKey & { readonly login: string },
  now: Date,
): Promise<void> {
  await tx.query("delete from draft_parts where tenant_id = $1 and draft_id = $2 and kind = $3 and key = $4", [
    tx.tenantId,
    draftId,
    part.kind,
    part.key,
  ]);
  await reopen(tx, draftId, part.login, now);
}

async function reopen(tx: Tx, draftId: string, login: string, now: Date): Promise<void> {
  await tx.query(
    `with edited as (
       insert into draft_editors (tenant_id, draft_id, login, first_at, last_at) values ($1, $2, $3, $4, $4)
       on conflict (tenant_id, draft_id, login) do update set last_at = excluded.last_at)
     update drafts set state = 'draft', revision = revision + 1, checked_hash = null, approved_hash = null,
       approved_by = null, approved_at = null, approval_reason = null, updated_at = $4
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, draftId, login, now],
  );
}

/** What identifies everything a draft holds now. */
export async function contentHash(tx: Tx, draftId: string): Promise<string> {
  return sha256OfAll(await listParts(tx, [draftId]));
}
