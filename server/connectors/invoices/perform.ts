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
import { isAcceptable, sentence } from "../../documents/breach.ts";
import { complaintsAbout } from "./complaints.ts";
import { objections, structured } from "./einvoice.ts";
import { invoicePdf } from "./pdf.ts";

const part = z.object({ run: z.object({ id: z.uuid() }), customer: z.object({ id: z.uuid() }) });
const whole = z.object({ invoice: z.object({ id: z.uuid() }) });

/**
 * `invoice.check` tries an invoice out before its number is drawn; what its receiver would decline is the BPMN error
 * `einvoice.invalid`. `invoice.documents` makes what is sent of a final one and keeps it as its files.
 */
export function invoiceWork(world: World): Performer {
  return {
    types: ["invoice.check", "invoice.documents"],
    perform: {
      kind: "outside",
      run: (job) => (job.type === "invoice.check" ? check(world, job) : documents(world, job)),
    },
  };
}

async function check({ database, now }: World, job: LeasedJob): Promise<JsonObject> {
  const { run, customer } = expectInput(part, job.input);
  const day = now().toISOString().slice(0, 10);
  const document = await transact(database, job.tenantId, (tx) =>
    provisionalDocument(tx, { runId: run.id, customerId: customer.id, day }),
  );
  const complaints = complaintsAbout(document);
  const breaches = complaints.length > 0 ? [] : objections(structured(document));
  if (complaints.length === 0 && isAcceptable(breaches)) return { dryRun: totalsOf(document) };
  const message = [...complaints, ...breaches.map((each) => sentence(each, "de"))].join("\n");
  throw new BpmnError("einvoice.invalid", message, { invoiceError: message });
}

/** Made once: a document never changes, so neither do its files. The structured part is what the law wants kept. */
async function documents({ database, now }: World, job: LeasedJob): Promise<JsonObject> {
  const { invoice } = expectInput(whole, job.input);
  const subject = { kind: "invoice", id: invoice.id };
  const document = await transact(database, job.tenantId, (tx) => readDocument(tx, invoice.id));
  const { name, bytes } = structured(document);
  const wanted = [
    { name: `${document.number}.pdf`, body: await invoicePdf(document) },
    { name, body: Buffer.from(bytes) },
  ];
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
