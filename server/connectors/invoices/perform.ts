import { z } from "zod";
import { BpmnError } from "../../base/bpmnError.ts";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { provisionalDocument, readDocument, totalsOf } from "../../desk/invoices/document.ts";
import { listFiles, storeFile } from "../../desk/files/files.ts";
import type { LeasedJob } from "../../jobs/lease.ts";
import type { Performer } from "../../runtime/performer.ts";
import type { World } from "../frame/world.ts";
import { expectInput } from "../input.ts";
import { readFonts } from "../../base/fonts/arimo.ts";
import { Refusal } from "../../base/refusal.ts";
import { isAcceptable, sentence } from "../../documents/breach.ts";
import { checkFile } from "../../documents/checkFile.ts";
import type { Fonts } from "../../documents/pdf/paper.ts";
import type { FullDocument } from "../../desk/invoices/document.ts";
import { objectionsTo, structured } from "../../desk/invoices/einvoice.ts";
import { renderDocument } from "../../desk/invoices/letter.ts";

const part = z.object({ run: z.object({ id: z.uuid() }), customer: z.object({ id: z.uuid() }) });
const whole = z.object({ invoice: z.object({ id: z.uuid() }) });

/**
 * `invoice.check` tries an invoice out before its number is drawn; what its receiver would decline is the BPMN error
 * `einvoice.invalid`, with what of the customer's record puts it right. `invoice.documents` makes what is sent of a final one and keeps it as its files.
 */
export function invoiceWork(world: World): Performer {
  let fonts: Promise<Fonts> | undefined;
  return {
    types: ["invoice.check", "invoice.documents"],
    perform: {
      kind: "outside",
      run: (job) => (job.type === "invoice.check" ? check(world, job) : documents(world, (fonts ??= openFonts()), job)),
    },
  };
}

/** Read once and not for each of the fifty letters of a run. */
async function openFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([readFonts(400), readFonts(700)]);
  return { regular, bold };
}

async function check({ database, now }: World, job: LeasedJob): Promise<JsonObject> {
  const { run, customer } = expectInput(part, job.input);
  const day = now().toISOString().slice(0, 10);
  const document = await transact(database, job.tenantId, (tx) =>
    provisionalDocument(tx, { runId: run.id, customerId: customer.id, day }),
  );
  const objections = objectionsTo(document);
  if (objections.length === 0) return { dryRun: totalsOf(document) };
  const message = objections.map(({ text }) => text).join("\n");
  const invoiceNeeds = [...new Set(objections.flatMap(({ needs }) => needs))];
  throw new BpmnError("einvoice.invalid", message, { invoiceError: message, invoiceNeeds });
}

/**
 * Made once: a document never changes, so neither do its files. The letter is read back before it leaves.
 *
 * @throws {Refusal} `einvoice.invalid` when its receiver would decline it
 */
async function documents({ database, now }: World, fonts: Promise<Fonts>, job: LeasedJob): Promise<JsonObject> {
  const { invoice } = expectInput(whole, job.input);
  const subject = { kind: "invoice", id: invoice.id };
  const document = await transact(database, job.tenantId, (tx) => readDocument(tx, invoice.id));
  const wanted = await filesOf(document, await fonts);
  return transact(database, job.tenantId, async (tx) => {
    const made = await listFiles(tx, subject);
    const files: JsonObject[] = [];
    for (const each of wanted) {
      const known = made.find((file) => file.name === each.name);
      const file = known ?? (await storeFile(tx, { ...each, subject, createdBy: "system" }, now()));
      files.push({ id: file.id, name: file.name });
    }
    return { documents: { files } };
  });
}

async function filesOf(
  document: FullDocument,
  fonts: Fonts,
): Promise<{ readonly name: string; readonly body: Buffer }[]> {
  const beside = structured(document);
  const files = [
    { name: `${document.number}.pdf`, body: Buffer.from(await renderDocument(document, fonts)) },
    ...(beside === undefined ? [] : [{ name: beside.name, body: Buffer.from(beside.bytes) }]),
  ];
  const breaches = files.flatMap(({ name, body }) => checkFile(body, name).breaches);
  if (isAcceptable(breaches)) return files;
  const reasons = breaches.map((each) => `${sentence(each, "de")} / ${sentence(each, "en")}`).join("\n");
  throw new Refusal(
    "unprocessable",
    "einvoice.invalid",
    `Expected a document that its receiver takes, but: ${reasons}`,
  );
}
