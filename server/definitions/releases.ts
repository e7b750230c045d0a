import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import type { PartKey } from "./parts.ts";

/** Exactly which version something was tested with. */
export interface Pin extends PartKey {
  readonly version: number;
  readonly sha256: string;
  /** Whether the release published it itself. */
  readonly isOwn: boolean;
}

/** What was published together, and by whom. */
export interface ReleaseRow {
  readonly id: string;
  readonly title: string;
  readonly draftId: string | null;
  readonly author: string;
  readonly approver: string | null;
  readonly reason: string | null;
  readonly contentHash: string | null;
  readonly at: Date;
}

const columns = `r.id, r.title, r.draft_id as "draftId", r.author, r.approver, r.reason, r.content_hash as "contentHash",
  r.created_at as at`;

/** The pins of a release, by kind and key. */
export function readPins(tx: Tx, releaseId: string, tenantId: string = tx.tenantId): Promise<Pin[]> {
  return tx.query<Pin>(
    `select kind, key, version, sha256, is_own as "isOwn" from release_pins where tenant_id = $1 and release_id = $2
     order by kind, key`,
    [tenantId, releaseId],
  );
}

/** One release. @throws {Refusal} `release.missing` */
export async function readRelease(tx: Tx, id: string, tenantId: string = tx.tenantId): Promise<ReleaseRow> {
  const [row] = await tx.query<ReleaseRow>(`select ${columns} from releases r where tenant_id = $1 and id = $2`, [
    tenantId,
    id,
  ]);
  if (row !== undefined) return row;
  throw new Refusal("missing", "release.missing", `Expected a release with id ${id}, but there is none`);
}

/** The newest releases, at most `limit`. */
export function listReleases(tx: Tx, limit: number): Promise<ReleaseRow[]> {
  return tx.query<ReleaseRow>(
    `select ${columns} from releases r where tenant_id = $1 order by position desc limit $2`,
    [tx.tenantId, limit],
  );
}

/** Writes a release. A known one is left as it is: versions deployed one after the other may share it. */
export async function insertRelease(tx: Tx, release: ReleaseRow): Promise<void> {
  await tx.query(
    `insert into releases (tenant_id, id, title, draft_id, author, approver, reason, content_hash, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, id) do nothing`,
    [
      tx.tenantId,
      release.id,
      release.title,
      release.draftId,
      release.author,
      release.approver,
      release.reason,
      release.contentHash,
      release.at,
    ],
  );
}

/** Writes pins of a release; what it has pinned before stays. */
export async function insertPins(tx: Tx, releaseId: string, pins: readonly Pin[]): Promise<void> {
  const column = <K extends keyof Pin>(name: K) => pins.map((pin) => pin[name]);
  await tx.query(
    `insert into release_pins (tenant_id, release_id, kind, key, version, sha256, is_own)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::boolean[])
     on conflict (tenant_id, release_id, kind, key) do nothing`,
    [tx.tenantId, releaseId, column("kind"), column("key"), column("version"), column("sha256"), column("isOwn")],
  );
}
