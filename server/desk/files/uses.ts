import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import type { Subject } from "./files.ts";

/** Who keeps a file from being deleted: a comment, a completed task, a mail. */
export interface FileUser {
  readonly kind: string;
  readonly id: string;
}

/**
 * Says that files of a subject are used. Saying it again changes nothing.
 *
 * @throws {Refusal} `file.missing` when the subject has no such file
 */
export async function useFiles(tx: Tx, user: FileUser, subject: Subject, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  const wanted = [...new Set(fileIds)];
  const found = await tx.query<{ id: string }>(
    `select id from files where tenant_id = $1 and id = any ($2::uuid[]) and subject_kind = $3 and subject_id = $4
     order by id for key share`,
    [tx.tenantId, wanted, subject.kind, subject.id],
  );
  const missing = wanted.find((id) => !found.some((row) => row.id === id));
  if (missing !== undefined)
    throw new Refusal("unprocessable", "file.missing", `Expected a file of ${subject.id}, but ${missing} is none`);
  await tx.query(
    `insert into file_uses (tenant_id, file_id, kind, user_id)
     select $1, id, $3, $4 from unnest($2::uuid[]) as given (id) on conflict do nothing`,
    [tx.tenantId, wanted, user.kind, user.id],
  );
}

/** Says that files went with a mail, whatever they belong to: what was sent stays. Saying it again changes nothing. */
export async function keepSent(tx: Tx, mailId: string, fileIds: readonly string[]): Promise<void> {
  await tx.query(
    `insert into file_uses (tenant_id, file_id, kind, user_id)
     select $1, id, 'mail', $3 from files where tenant_id = $1 and id = any ($2::uuid[]) on conflict do nothing`,
    [tx.tenantId, fileIds, mailId],
  );
}

/** Deletes a file that nothing uses. @throws {Refusal} `file.used`, `file.missing` */
export async function deleteFile(tx: Tx, id: string): Promise<void> {
  try {
    const rows = await tx.query("delete from files where tenant_id = $1 and id = $2 returning id", [tx.tenantId, id]);
    if (rows.length > 0) return;
  } catch (error) {
    if (!isReferred(error)) throw error;
    throw new Refusal("conflict", "file.used", "Expected a file that nothing uses, but something does");
  }
  throw new Refusal("missing", "file.missing", `Expected a known file, but ${id} is none`);
}

/** PostgreSQL refuses to delete what a foreign key points at (23503), whichever table it is. */
function isReferred(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23503";
}
