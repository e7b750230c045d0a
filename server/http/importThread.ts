import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "../base/refusal.ts";
import type { Entry } from "../definitions/exchange/report.ts";
import { understand } from "../definitions/exchange/understand.ts";
import type { Understanding } from "../definitions/exchange/understand.ts";
import { isArchive, unzip } from "../definitions/exchange/unzip.ts";
import { xmlOf } from "../definitions/parts.ts";
import { standardJobTypes } from "../lint/jobTypes.ts";
import { lint } from "../lint/lint.ts";
import type { Handed, Told } from "./takeIn.ts";
import { decodeXml } from "./xml.ts";

/** What {@link takeIn} starts: reads what was handed in, once. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
parentPort?.postMessage(await told(workerData as Handed)); // whoever starts this thread hands over exactly this

async function told({ name, bytes }: Handed): Promise<Told> {
  const body = Buffer.from(bytes);
  try {
    const files = isArchive(body) ? unzip(body) : [{ path: name, bytes: body }];
    const { parts, entries } = await understand(files, decodeXml);
    const found = await Promise.all(parts.map(findingsOf));
    return { kind: "understood", understanding: { parts, entries: [...entries, ...found.flat()] } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "refused", refusal: error.kind, code: error.code, message: error.message };
  }
}

/** What of a process would not run as it is: it is in the draft and waits there to be mended. */
async function findingsOf({ kind, body, file }: Understanding["parts"][number]): Promise<Entry[]> {
  if (kind !== "process") return [];
  const findings = await lint(xmlOf(body), { jobTypes: standardJobTypes });
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ elementId, code, message }) => ({ outcome: "ignored", file, elementId, code, message }));
}
