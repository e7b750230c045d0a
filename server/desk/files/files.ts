import { createHash } from "node:crypto";
import { idOf, newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { safeFileName } from "./fileName.ts";
import { mediaTypeOf, sniffed } from "./mediaType.ts";

/** What a file belongs to; who may see that may see the file. */
export interface Subject {
  /** `case`, `invoice`, `evidence` … */
  readonly kind: string;
  /** A business key, a number, an id. */
  readonly id: string;
}

/** A file as it is known, without what it holds. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Without one, only whoever created the file sees it. */
  readonly subject: Subject | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** A file to be stored. */
export interface NewFile {
  readonly name: string;
  readonly body: Buffer | AsyncIterable<Buffer>;
  readonly subject?: Subject;
  readonly createdBy: string;
}

/** A piece of a file has at most this many bytes. */
export const pieceSize = 256 * 1024;

/**
 * Stores a file for good: it never changes. What it is, is seen from its first bytes; its name is made safe. A stream must
 * not be slow: the transaction is open as long as it flows.
 */
export function storeFile(tx: Tx, file: NewFile, now: Date): Promise<StoredFile> {
  return write(tx, newId(now), file, now);
}

/** What makes a file: one wait of an instance for a job. */
export interface Maker {
  readonly instanceId: string;
  readonly waitId: string;
}

/**
 * Stores a file that a job makes. The job is done again when its answer was lost, or its lease ran out: then the file of
 * the first time is found, whatever was made meanwhile.
 */
export async function storeOnce(tx: Tx, { instanceId, waitId }: Maker, file: NewFile, now: Date): Promise<StoredFile> {
  const id = idOf(`${tx.tenantId}/${instanceId}/${waitId}/${file.name}`);
  // two workers at the same moment: the second waits and finds the first one's
  await tx.query("select pg_advisory_xact_lock(hashtextextended('file/' || $1, 0))", [id]);
  const [row] = await tx.query<FileRow>(`${selectFiles} where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
  return row === undefined ? write(tx, id, file, now) : fromRow(row);
}

async function write(tx: Tx, id: string, file: NewFile, now: Date): Promise<StoredFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  let no = 0;
  let head: Buffer = Buffer.alloc(0);
  for await (const piece of piecesOf(file.body)) {
    if (head.length < sniffed) head = Buffer.concat([head, piece.subarray(0, sniffed)]);
    hash.update(piece);
    bytes += piece.length;
    await tx.query("insert into file_pieces (tenant_id, file_id, no, body) values ($1, $2, $3, $4)", [
      tx.tenantId,
      id,
      no,
      piece,
    ]);
    no += 1;
  }
  const name = safeFileName(file.name);
  const { subject = null, createdBy } = file;
  const stored = { id, name, mediaType: mediaTypeOf(name, head), bytes, sha256: hash.digest("hex"), subject };
  await insertFile(tx, { ...stored, createdAt: now, createdBy });
  return { ...stored, createdAt: now, createdBy };
}

async function* piecesOf(body: NewFile["body"]): AsyncIterable<Buffer> {
  if (!Buffer.isBuffer(body)) return yield* body;
  for (let from = 0; from < body.length; from += pieceSize) yield body.subarray(from, from + pieceSize);
}

async function insertFile(tx: Tx, file: StoredFile): Promise<void> {
  await tx.query(
    `insert into files (tenant_id, id, name, media_type, bytes, sha256, subject_kind, subject_id, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tx.tenantId, file.id, file.name, file.mediaType, file.bytes, file.sha256, file.subject?.kind ?? null,
      file.subject?.id ?? null, file.createdAt, file.createdBy], // prettier-ignore
  );
}

/** What is known of a file. @throws {Refusal} `file.missing` */
export async function findFile(tx: Tx, id: string): Promise<StoredFile> {
  const [row] = await tx.query<FileRow>(`${selectFiles} where tenant_id = $1 and id = $2`, [tx.tenantId, id]);
  if (row === undefined) throw new Refusal("missing", "file.missing", `Expected a known file, but ${id} is none`);
  return fromRow(row);
}

/** A file with all it holds, for what is made or sent inside the server. @throws {Refusal} `file.missing` */
export async function readFile(tx: Tx, id: string): Promise<StoredFile & { readonly body: Buffer }> {
  const file = await findFile(tx, id);
  const rows = await tx.query<{ body: Buffer }>(
    "select body from file_pieces where tenant_id = $1 and file_id = $2 order by no",
    [tx.tenantId, id],
  );
  return { ...file, body: Buffer.concat(rows.map((row) => row.body)) };
}

/** One piece of a file, from 0; undefined behind the last. Pieces never change, so each may be read in its own time. */
export async function readPiece(tx: Tx, id: string, no: number): Promise<Buffer | undefined> {
  const [row] = await tx.query<{ body: Buffer }>(
    "select body from file_pieces where tenant_id = $1 and file_id = $2 and no = $3",
    [tx.tenantId, id, no],
  );
  return row?.body;
}

/** The files of a subject, the oldest first. A ticket's are also those that came with the mails on it. */
export async function listFiles(tx: Tx, { kind, id }: Subject): Promise<StoredFile[]> {
  const rows = await tx.query<FileRow>(
    `${selectFiles} where tenant_id = $1 and subject_kind = $2 and subject_id = $3
     union all ${selectFiles} where $2 in ('case', 'ticket') and tenant_id = $1 and subject_kind = 'mail'
       and (subject_id, id) in (select i.id::text, (a->>'id')::uuid from tickets t
         join ticket_messages m on m.tenant_id = t.tenant_id and m.ticket_id = t.id
         join inbound_mails i on i.tenant_id = m.tenant_id and i.message_id = m.message_id
         cross join jsonb_array_elements(i.mail->'attachments') a where t.tenant_id = $1 and t.number = $3)
     order by "createdAt", id limit 500`,
    [tx.tenantId, kind, id],
  );
  return rows.map(fromRow);
}

interface FileRow extends Omit<StoredFile, "bytes" | "subject"> {
  readonly bytes: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
}

const selectFiles = `select id, name, media_type as "mediaType", bytes, sha256, subject_kind as "subjectKind",
  subject_id as "subjectId", created_at as "createdAt", created_by as "createdBy" from files`;

function fromRow({ subjectKind, subjectId, ...row }: FileRow): StoredFile {
  const subject = subjectKind === null || subjectId === null ? null : { kind: subjectKind, id: subjectId };
  return { ...row, bytes: Number(row.bytes), subject };
}
