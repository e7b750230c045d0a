import { createHash } from "node:crypto";
import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { attachFile, readDocument } from "../../desk/documents/documents.ts";
import type { DocumentRow } from "../../desk/documents/documents.ts";
import { readFile, storeOnce } from "../../desk/files/files.ts";
import { quoteFacts } from "../../documents/quote/facts.ts";
import { renderQuote } from "../../documents/quote/render.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import type { World } from "../frame/world.ts";
import { expectInput } from "../input.ts";
import { readFonts } from "./fonts.ts";

/** A document of a kind: its file. */
interface Made {
  readonly name: string;
  readonly body: Buffer;
}

/** How each kind of document is made from its facts. */
const makers: Readonly<Record<string, (document: DocumentRow) => Promise<Made>>> = {
  quote: async ({ facts, ref, version }) => ({
    name: `${ref}-v${version}.pdf`,
    body: await renderQuote(expectInput(quoteFacts, facts), await readFonts()),
  }),
};

const input = z.object({ document: z.object({ documentId: z.uuid() }).catchall(z.json()) });

/**
 * `document.render` makes a document of its frozen facts and stores it as a file; run again, it finds the file of the first
 * run. `document.check` reads the file back. What is no document is the BPMN error `document.invalid`.
 */
export function documents(world: World): Performer {
  return {
    types: ["document.render", "document.check"],
    perform: { kind: "outside", run: (job) => (job.type === "document.render" ? make(world, job) : check(world, job)) },
  };
}

async function make({ database, now }: World, job: LeasedJob): Promise<JsonObject> {
  const { tenantId } = job;
  const { document } = expectInput(input, job.input);
  const row = await transact(database, tenantId, (tx) => readDocument(tx, document.documentId));
  const maker = makers[row.kind];
  if (maker === undefined)
    throw new BpmnError("document.invalid", `Expected a known kind of document, but ${row.kind} is none`);
  const made = row.fileId === null ? await maker(row) : undefined;
  const file = await transact(database, tenantId, async (tx) => {
    if (made === undefined) return readFile(tx, row.fileId ?? "");
    const stored = await storeOnce(
      tx,
      job,
      { ...made, subject: { kind: row.kind, id: row.ref }, createdBy: "system" },
      now(),
    );
    await attachFile(tx, row.id, stored.id);
    return stored;
  });
  return { document: { ...document, fileId: file.id, fileName: file.name, sha256: file.sha256, bytes: file.bytes } };
}

async function check({ database }: World, { tenantId, input: given }: LeasedJob): Promise<JsonObject> {
  const { document } = expectInput(input, given);
  const { fileId } = await transact(database, tenantId, (tx) => readDocument(tx, document.documentId));
  if (fileId === null) throw new BpmnError("document.invalid", "Expected a file, but there is none");
  const file = await transact(database, tenantId, (tx) => readFile(tx, fileId));
  const pages = pagesOf(file.body);
  const isWhole = createHash("sha256").update(file.body).digest("hex") === file.sha256;
  if (!isWhole || pages === 0)
    throw new BpmnError("document.invalid", `Expected a PDF with pages, but ${file.name} is none`);
  return { document: { ...document, pages } };
}

/** Pages of a PDF that we made (its page objects are not packed); 0 when it is none. */
function pagesOf(body: Buffer): number {
  const text = body.toString("latin1");
  if (!text.startsWith("%PDF-") || !text.trimEnd().endsWith("%%EOF")) return 0;
  return [...text.matchAll(/\/Type \/Page\b(?!s)/g)].length;
}
