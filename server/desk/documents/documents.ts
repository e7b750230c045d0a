import { createHash } from "node:crypto";
import { z } from "zod";
import { newId } from "../../base/id.ts";
import { canonical } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput, optionalId } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { quoteFactsOf } from "../sales/quoteFacts.ts";

/** A document that was asked for, as processes pass it on. */
export const documentShape = z.object({
  kind: z.string().min(1).max(60),
  ref: z.string().min(1).max(100),
  version: z.int().min(1).default(1),
  language: z.enum(["de", "en"]).default("de"),
  /** The record whose facts are taken, where `facts` are not given. */
  id: optionalId,
  facts: z.record(z.string(), z.json()).nullish(),
});

/** How the facts of each kind of record are found. */
const collectors: Readonly<Record<string, (tx: Tx, id: string, today: string) => Promise<object>>> = {
  quote: quoteFactsOf,
};

const freezing = z.object({ document: documentShape.catchall(z.json()) });

/**
 * `desk.document.freeze`: writes down what a document will say, with its hash, before it is made.
 *
 * @throws {Refusal} `document.facts` when there are none and nobody knows where to find them
 */
export const freezeDocument: Operation = async (context, given) => {
  const { document } = expectInput(freezing, given);
  const { tx, now } = context;
  const facts = document.facts ?? (await collect(tx, document, await businessDay(context)));
  const body = canonical(facts as Json); // what collectors give is JSON by their types
  const factsSha256 = createHash("sha256").update(body).digest("hex");
  const id = newId(now);
  await tx.query(
    `insert into documents (tenant_id, id, kind, ref, version, language, facts, facts_sha256, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.tenantId, id, document.kind, document.ref, document.version, document.language, body, factsSha256, now],
  );
  const { facts: _, id: recordId, ...rest } = document;
  return { variables: { document: { ...rest, recordId, documentId: id, factsSha256 } } };
};

async function collect(tx: Tx, document: z.output<typeof documentShape>, today: string): Promise<object> {
  const collector = collectors[document.kind];
  if (collector !== undefined && document.id !== null) return collector(tx, document.id, today);
  throw new Refusal(
    "unprocessable",
    "document.facts",
    `Expected facts for a document of kind ${document.kind}, but none are given and nobody collects them`,
  );
}

/** A document's row, as it is made from. */
export interface DocumentRow {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly version: number;
  readonly language: "de" | "en";
  readonly facts: JsonObject;
  readonly fileId: string | null;
}

/** @throws {Refusal} `document.missing` */
export async function readDocument(tx: Tx, id: string): Promise<DocumentRow> {
  const [row] = await tx.query<DocumentRow>(
    `select id, kind, ref, version, language, facts, file_id as "fileId" from documents where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  if (row === undefined)
    throw new Refusal("missing", "document.missing", `Expected a document ${id}, but there is none`);
  return row;
}

/** Says which file a document became; the first one counts. */
export async function attachFile(tx: Tx, id: string, fileId: string): Promise<void> {
  await tx.query("update documents set file_id = $3 where tenant_id = $1 and id = $2 and file_id is null", [
    tx.tenantId,
    id,
    fileId,
  ]);
}

const storing = z.object({ document: z.object({ documentId: z.uuid() }).catchall(z.json()) });

/** `desk.document.store`: the document is final; facts and file never change from now on. */
export const storeDocument: Operation = async ({ tx }, given) => {
  const { document } = expectInput(storing, given);
  await tx.query("update documents set state = 'stored' where tenant_id = $1 and id = $2 and state = 'frozen'", [
    tx.tenantId,
    document.documentId,
  ]);
  return { variables: { document } };
};
