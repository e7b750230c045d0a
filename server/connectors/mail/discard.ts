import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { emptyInbound, findInbound } from "./inbound.ts";
import type { InboundMail } from "./inbound.ts";

/**
 * Deletes what a mail holds that was put aside. Its sender, its subject and that it came in stay.
 *
 * @throws {Refusal} `mail.missing`, `mail.released` it is with a process, which rests on it
 */
export async function discardMail(tx: Tx, id: string, reason: string): Promise<InboundMail> {
  const kept = await lockAside(tx, id);
  await emptyInbound(tx, id, reason);
  return kept;
}

/** @throws {Refusal} `mail.missing` */
export async function readInbound(tx: Tx, id: string): Promise<InboundMail> {
  const kept = await findInbound(tx, id);
  if (kept !== undefined) return kept;
  throw new Refusal("missing", "mail.missing", `Expected the id of a mail that came in, but ${id} is none`);
}

/** A mail that was put aside, locked. @throws {Refusal} `mail.missing`, `mail.released` */
export async function lockAside(tx: Tx, id: string): Promise<InboundMail> {
  await tx.query("select id from inbound_mails where tenant_id = $1 and id = $2 for update", [tx.tenantId, id]);
  const kept = await readInbound(tx, id);
  if (kept.state === "quarantined" || kept.state === "ignored") return kept;
  throw new Refusal("conflict", "mail.released", `Expected a mail that was put aside, but this one is ${kept.state}`);
}
