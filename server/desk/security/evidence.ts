import { createHash } from "node:crypto";
import { newId } from "../../base/id.ts";
import { canonical } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** A piece of evidence to be kept. */
export interface NewEvidence {
  readonly kind: "alert" | "ticket" | "file" | "log" | "note" | "action";
  readonly title: string;
  /** What is hashed, unless a file is. */
  readonly content?: string;
  readonly sha256?: string;
  readonly fileId?: string;
  /** Where it comes from: a product, a person, a system. */
  readonly source: string;
  readonly collectedBy: string;
}

const start = "0".repeat(64);

/** Keeps a piece of evidence with its hash and begins its chain of custody. The same piece of a source is kept once. */
export async function keepEvidence(tx: Tx, incidentId: string, piece: NewEvidence, now: Date): Promise<string | null> {
  const content = piece.content ?? "";
  const sha256 = piece.sha256 ?? createHash("sha256").update(content).digest("hex");
  const id = newId(now);
  const [row] = await tx.query<{ id: string }>(
    `insert into security_evidence (tenant_id, id, incident_id, no, kind, title, content, sha256, file_id, source, collected_by, collected_at)
     select $1, $2, $3, coalesce(max(no), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11 from security_evidence where tenant_id = $1 and incident_id = $3
     having not coalesce(bool_or(sha256 = $7 and source = $9 and kind = $4), false) returning id`,
    [tx.tenantId, id, incidentId, piece.kind, piece.title.slice(0, 250), content, sha256, piece.fileId ?? null, piece.source,
      piece.collectedBy, now], // prettier-ignore
  );
  if (row === undefined) return null;
  await addCustody(tx, id, { action: "collected", person: piece.collectedBy, toPerson: null, note: "" }, now);
  return id;
}

/** A piece of evidence changes hands, or is looked at. */
export interface Custody {
  readonly action: "collected" | "examined" | "handed_over" | "returned" | "sealed";
  readonly person: string;
  readonly toPerson: string | null;
  readonly note: string;
}

/**
 * Adds to the chain of custody: each entry carries the hash of the one before it, the first the hash of nothing, so that none
 * can be taken out or put in later.
 *
 * @throws {Refusal} `evidence.missing`, `evidence.sealed`
 */
export async function addCustody(tx: Tx, evidenceId: string, entry: Custody, now: Date): Promise<void> {
  const [evidence] = await tx.query<{ sha256: string }>(
    "select sha256 from security_evidence where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, evidenceId],
  );
  if (evidence === undefined)
    throw new Refusal("missing", "evidence.missing", `Expected evidence ${evidenceId}, but there is none`);
  const [last] = await tx.query<{ no: number; hash: string; action: string }>(
    "select no, hash, action from security_custody where tenant_id = $1 and evidence_id = $2 order by no desc limit 1",
    [tx.tenantId, evidenceId],
  );
  if (last?.action === "sealed")
    throw new Refusal(
      "conflict",
      "evidence.sealed",
      "Expected evidence in somebody's hands, but it is sealed for good",
    );
  const previous = last?.hash ?? start;
  const no = (last?.no ?? 0) + 1;
  await tx.query(
    `insert into security_custody (tenant_id, evidence_id, no, action, person, to_person, note, at, previous, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tx.tenantId, evidenceId, no, entry.action, entry.person, entry.toPerson, entry.note, now, previous,
      custodyHash({ ...entry, no, at: now, sha256: evidence.sha256, previous })], // prettier-ignore
  );
}

interface Hashed extends Custody {
  readonly no: number;
  readonly at: Date;
  readonly sha256: string;
  readonly previous: string;
}

function custodyHash({ no, action, person, toPerson, note, at, sha256, previous }: Hashed): string {
  const text = canonical({ no, action, person, toPerson, note, at: at.toISOString(), sha256, previous });
  return createHash("sha256").update(text).digest("hex");
}

/** A piece of evidence with its chain, and whether the chain is whole. */
export interface EvidenceRecord {
  readonly id: string;
  readonly no: number;
  readonly kind: string;
  readonly title: string;
  readonly content: string;
  readonly sha256: string;
  readonly fileId: string | null;
  readonly source: string;
  readonly collectedBy: string;
  readonly collectedAt: Date;
  readonly custody: readonly (Custody & { readonly no: number; readonly at: Date; readonly hash: string })[];
  readonly isWhole: boolean;
}

type CustodyRow = Custody & { evidenceId: string; no: number; at: Date; previous: string; hash: string };

/** The evidence of an incident, in the order it was collected. */
export async function listEvidence(tx: Tx, incidentId: string): Promise<EvidenceRecord[]> {
  const rows = await tx.query<Omit<EvidenceRecord, "custody" | "isWhole">>(
    `select id, no, kind, title, content, sha256, file_id as "fileId", source, collected_by as "collectedBy", collected_at as "collectedAt"
     from security_evidence where tenant_id = $1 and incident_id = $2 order by no limit 1000`,
    [tx.tenantId, incidentId],
  );
  const chain = await tx.query<CustodyRow>(
    `select evidence_id as "evidenceId", no, action, person, to_person as "toPerson", note, at, previous, hash from security_custody
     where tenant_id = $1 and evidence_id = any ($2::uuid[]) order by no`,
    [tx.tenantId, rows.map(({ id }) => id)],
  );
  return rows.map((row) => {
    const own = chain.filter(({ evidenceId }) => evidenceId === row.id);
    const isWhole = own.every((entry, index) => {
      const previous = own[index - 1]?.hash ?? start;
      return entry.previous === previous && entry.hash === custodyHash({ ...entry, sha256: row.sha256 });
    });
    const custody = own.map(({ no, action, person, toPerson, note, at, hash }) => ({ no, action, person, toPerson, note, at, hash })); // prettier-ignore
    return { ...row, custody, isWhole };
  });
}
