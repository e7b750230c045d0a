import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ModelReport } from "../../http/wire.ts";
import { Refused } from "./client.ts";
import type { Client } from "./client.ts";
import { Mismatch } from "./test.ts";
import type { Test } from "./test.ts";

/** A file of some vendor's, and whether it can be read at all. */
export interface ImportFile {
  readonly file: string;
  readonly group?: string;
  readonly encoding?: string;
  readonly bpmnModdle: { readonly ok: boolean };
}

/**
 * What cannot be read is refused cleanly. Everything else goes in, comes out and goes in again: the text is the same to
 * the last character but for the name of its encoding, and so is what the server says of it. What may run is published
 * and comes back the same. Drawing is the browser's, and tested there.
 */
export function importTest(folder: string, { file, group = "import", bpmnModdle }: ImportFile): Test {
  return {
    id: file,
    features: [group],
    run: async (stage) => {
      const guest = await stage.admit();
      const bytes = await readFile(path.join(folder, file));
      try {
        const report = await guest.client.send<ModelReport>("/api/models/check", bytes);
        if (!bpmnModdle.ok) return "expected to be refused, but it was read";
        return await roundTrip(guest.client, bytes, report);
      } catch (error) {
        if (!(error instanceof Refused) || error.status >= 500) throw error;
        return bpmnModdle.ok ? `expected to be read, but ${error.message}` : undefined;
      } finally {
        await guest.leave();
      }
    },
  };
}

async function roundTrip(client: Client, bytes: Buffer, report: ModelReport): Promise<string | undefined> {
  const original = contentOf(decode(bytes));
  if (contentOf(report.xml) !== original)
    throw new Mismatch("expected the text that was sent, but it came back changed");
  const again = await client.send<ModelReport>("/api/models/check", Buffer.from(report.xml));
  if (JSON.stringify(again) !== JSON.stringify(report))
    throw new Mismatch("expected the same report the second time, but it differs");
  const canRun =
    report.problems.every(({ severity }) => severity !== "error") &&
    report.processes.some(({ isExecutable }) => isExecutable);
  if (!canRun) return undefined;
  const { definitions } = await client.send<{ definitions: { id: string }[] }>("/api/definitions", bytes);
  for (const { id } of definitions) {
    const published = await client.text(`/api/definitions/${id}/xml`);
    if (contentOf(published) !== original)
      throw new Mismatch("expected the published text to be the one that was sent, but it differs");
  }
  return undefined;
}

/** As XML 1.0 says in appendix F, for the encodings that such files have; some say UTF-8 and are windows-1252. */
function decode(bytes: Buffer): string {
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/.exec(
    bytes.subarray(0, 200).toString("latin1"),
  )?.[1];
  try {
    return new TextDecoder(declared ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function contentOf(xml: string): string {
  return xml.replace(/^\uFEFF?<\?xml[^>]*\?>/, "");
}
