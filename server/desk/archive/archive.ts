import { createHash } from "node:crypto";
import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import { newId } from "../../base/id.ts";
import { canonical } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockAsset } from "../assets/asset.ts";
import { lockProject } from "../projects/project.ts";
import { lockQuote } from "../sales/quote.ts";
import { lockIncident } from "../security/incident.ts";
import { lockTicket } from "../tickets/ticket.ts";
import { lockReview } from "../qbr/review.ts";
import { assetFile } from "./assetFile.ts";
import { batchFile, invoiceFile, lockExportBatch, lockInvoice } from "./billingFiles.ts";
import { incidentFile } from "./incidentFile.ts";
import { projectFile } from "./projectFile.ts";
import { quoteFile } from "./quoteFile.ts";
import { reviewFile } from "./reviewFile.ts";
import { ticketFile } from "./ticketFile.ts";

/** What is archived of each kind of subject. A project is kept as long as the order it carries out, an asset as long as other evidence. */
const subjects = {
  ticket: { lock: lockTicket, file: ticketFile, docType: "ticket" },
  project: { lock: lockProject, file: projectFile, docType: "order" },
  asset: { lock: lockAsset, file: assetFile, docType: "audit_log" },
  quote: { lock: lockQuote, file: quoteFile, docType: "quote" },
  review: { lock: lockReview, file: reviewFile, docType: "business_mail" },
  security_incident: { lock: lockIncident, file: incidentFile, docType: "security_incident" },
  invoice: { lock: lockInvoice, file: invoiceFile, docType: "invoice" },
  export_batch: { lock: lockExportBatch, file: batchFile, docType: "export_batch" },
} as const;

const kinds = [
  "ticket",
  "project",
  "asset",
  "quote",
  "review",
  "security_incident",
  "invoice",
  "export_batch",
] as const;
const build = z.object({ subject: z.object({ kind: z.enum(kinds), id: z.uuid() }) });

/** `desk.archive.build`: the file of a subject as canonical JSON with its SHA-256. The same content is one object. */
export const buildArchive: Operation = async ({ tx, now }, given) => {
  const { subject } = expectInput(build, given);
  const { kind } = subject;
  await subjects[kind].lock(tx, subject.id);
  const file = await subjects[kind].file(tx, subject.id);
  const body = canonical(file.content);
  const sha256 = hashOf(body);
  const [last] = await tx.query<{ id: string; version: number; sha256: string }>(
    "select id, version, sha256 from archive_objects where tenant_id = $1 and kind = $2 and ref = $3 order by version desc limit 1",
    [tx.tenantId, kind, file.number],
  );
  const isSame = last?.sha256 === sha256;
  const id = isSame ? last.id : newId(now);
  if (!isSame) {
    await tx.query(
      `insert into archive_objects (tenant_id, id, kind, ref, version, media_type, body, bytes, sha256, state, created_at)
       values ($1, $2, $3, $4, $5, 'application/json', $6, $7, $8, 'built', $9)`,
      [tx.tenantId, id, kind, file.number, (last?.version ?? 0) + 1, body, Buffer.byteLength(body), sha256, now],
    );
  }
  const { docType } = subjects[kind];
  return { variables: { archive: { ...(await archiveVariable(tx, id)), docType, customerId: file.customerId } } };
};

const archive = z.object({ archive: z.object({ id: z.uuid() }).catchall(z.json()) });
const seal = archive.extend({
  retention: z.object({ years: z.number().int().min(0).max(100), class: z.string().min(1).max(100) }).loose(),
});

/**
 * `desk.archive.seal`: binds the object to the one sealed before it and says how long it is kept: whole years from the end
 * of the year (§ 147 AO, § 132 BAO).
 */
export const sealArchive: Operation = async (context, given) => {
  const { tx } = context;
  const { archive: object, retention } = expectInput(seal, given);
  const year = Number((await businessDay(context)).slice(0, 4)) + retention.years;
  // One after the other in a tenant: the chain must not fork.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('archive/' || $1, 0))", [tx.tenantId]);
  await tx.query(
    `with last as (select sealed_no, sha256 from archive_objects where tenant_id = $1 and sealed_no is not null order by sealed_no desc limit 1)
     update archive_objects set state = 'sealed', retention_class = $3, retain_until = $4,
       sealed_no = coalesce((select sealed_no from last), 0) + 1, previous_sha256 = (select sha256 from last)
     where tenant_id = $1 and id = $2 and sealed_no is null`,
    [tx.tenantId, object.id, retention.class, `${year}-12-31`],
  );
  return { variables: { archive: { ...object, ...(await archiveVariable(tx, object.id)) } } };
};

/** `desk.archive.defer`: queued for a stamp over many objects at once. */
export const deferTimestamp: Operation = ({ tx }, given) => change(tx, given, "awaits_timestamp = true");

/** An object as it goes to its target. */
export interface ArchivedObject {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly version: number;
  readonly mediaType: string;
  readonly body: string;
  readonly sha256: string;
  readonly retainUntil: string | null;
  /** The connector to its target; null while it only lies here. */
  readonly connectorId: string | null;
}

/** @throws {BpmnError} `archive.failed` there is no such object, or it is not what was hashed */
export async function readArchived(tx: Tx, id: string): Promise<ArchivedObject> {
  const [row] = await tx.query<ArchivedObject>(
    `select id, kind, ref, version, media_type as "mediaType", body, sha256, retain_until::text as "retainUntil",
       connector_id as "connectorId" from archive_objects where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  if (row !== undefined && hashOf(row.body) === row.sha256) return row;
  throw new BpmnError(
    "archive.failed",
    `Expected archived object ${id} to have the hash it was sealed with, but it has not`,
  );
}

/** Where an object lies besides here, and whether the target itself keeps it from being changed. */
export interface Stored {
  readonly connectorId: string;
  readonly location: string;
  readonly isLocked: boolean;
}

/** Notes that the object lies at its target from now on; without one it lies in the append-only store here. */
export async function markStored(tx: Tx, id: string, at: Stored | undefined): Promise<JsonObject> {
  await tx.query(
    `update archive_objects set state = 'stored', connector_id = $3, location = $4, is_locked = $5 where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, at?.connectorId ?? null, at?.location ?? null, at?.isLocked ?? null],
  );
  return archiveVariable(tx, id);
}

/** Notes that it was read back and is what was hashed. */
export async function markVerified(tx: Tx, id: string): Promise<JsonObject> {
  await tx.query("update archive_objects set state = 'verified' where tenant_id = $1 and id = $2", [tx.tenantId, id]);
  return archiveVariable(tx, id);
}

/** @param assignment a constant of this file, never input */
async function change(tx: Tx, given: unknown, assignment: string): Promise<{ variables: JsonObject }> {
  const { archive: object } = expectInput(archive, given);
  await tx.query(`update archive_objects set ${assignment} where tenant_id = $1 and id = $2`, [tx.tenantId, object.id]);
  return { variables: { archive: { ...object, ...(await archiveVariable(tx, object.id)) } } };
}

/** An object as processes see it. */
export async function archiveVariable(tx: Tx, id: string): Promise<JsonObject> {
  const [row] = await tx.query<{ archive: JsonObject }>(
    `select jsonb_build_object('id', o.id, 'kind', o.kind, 'ref', o.ref, 'version', o.version, 'sha256', o.sha256, 'bytes', o.bytes,
       'state', o.state, 'retentionClass', o.retention_class, 'retainUntil', o.retain_until, 'awaitsTimestamp', o.awaits_timestamp,
       'location', o.location, 'isLocked', o.is_locked,
       'stampedAt', (select stamped_at from archive_time_stamps z where z.tenant_id = o.tenant_id and z.object_id = o.id),
       'country', (select country from sellers where tenant_id = o.tenant_id)) as archive
     from archive_objects o where o.tenant_id = $1 and o.id = $2`,
    [tx.tenantId, id],
  );
  return row?.archive ?? {};
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
