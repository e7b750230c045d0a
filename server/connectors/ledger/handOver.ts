import { createHash } from "node:crypto";
import type { ArchivePort, LedgerTransferPort } from "../frame/ports.ts";

/**
 * Hands ledger files over by putting them somewhere: the file under its own name, then `NAME.sha256` (as `sha256sum -c` reads it),
 * which says that the file is whole and stays as the receipt when the accounting takes the file away. The accounting answers with
 * `NAME.ok` or, with a reason in it, `NAME.error`; whoever does not answers in the desk.
 */
export function handOver(target: ArchivePort): LedgerTransferPort {
  const put = (key: string, bytes: Buffer, mediaType: string) =>
    target.put({ key, bytes, mediaType, sha256: hashOf(bytes), retainUntil: null });
  return {
    transfer: async ({ name, bytes, mediaType }) => {
      const receipt = Buffer.from(`${hashOf(bytes)}  ${name}\n`);
      const given = await target.get(`${name}.sha256`);
      if (given?.equals(receipt) !== true) {
        await put(name, bytes, mediaType);
        await put(`${name}.sha256`, receipt, "text/plain");
      }
      return { reference: name };
    },
    state: async (reference) => {
      const refused = await target.get(`${reference}.error`);
      if (refused !== undefined) return { state: "rejected", reason: refused.toString("utf8").trim().slice(0, 1_000) };
      const taken = await target.get(`${reference}.ok`);
      return { state: taken === undefined ? "waiting" : "confirmed", reason: "" };
    },
  };
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
