import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** What somebody decided about mails of a sender: nobody is told of them, or more of them are let in. */
export type SenderVerdict = "blocked" | "allowed";

/** A decision about a sender. */
export interface Sender {
  /** An address, or `@` and a domain. */
  readonly address: string;
  readonly verdict: SenderVerdict;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** What is decided about a sender. An address may be written in any case. */
export const senderShape = z.strictObject({
  address: z
    .string()
    .trim()
    .toLowerCase()
    .max(320)
    .regex(
      /^[^\s@]{0,200}@[^\s@]+\.[^\s@]+$/,
      "Expected an address such as erika@muster.example, or @muster.example for all of a domain",
    ),
  verdict: z.enum(["blocked", "allowed"]),
  reason: z.string().trim().min(1).max(500),
});

const columns = `address, verdict, reason, decided_by as "decidedBy", decided_at as "decidedAt"`;

/** What was decided about senders, in the order of addresses. */
export function listSenders(tx: Tx): Promise<Sender[]> {
  return tx.query<Sender & Record<string, unknown>>(
    `select ${columns} from mail_senders where tenant_id = $1 order by address limit 5000`,
    [tx.tenantId],
  );
}

/** @throws {Refusal} `mailSender.missing` */
export async function readSender(tx: Tx, address: string): Promise<Sender> {
  const [sender] = await tx.query<Sender & Record<string, unknown>>(
    `select ${columns} from mail_senders where tenant_id = $1 and address = lower($2)`,
    [tx.tenantId, address],
  );
  if (sender !== undefined) return sender;
  throw new Refusal(
    "missing",
    "mailSender.missing",
    `Expected a sender that was decided about, but ${address} is none`,
  );
}

/** What holds for a mail of this address: what was decided about it, else about its domain. */
export async function verdictOn(tx: Tx, address: string): Promise<SenderVerdict | undefined> {
  const domain = address.slice(address.lastIndexOf("@"));
  const rows = await tx.query<{ verdict: SenderVerdict }>(
    "select verdict from mail_senders where tenant_id = $1 and address = any ($2) order by length(address) desc limit 1",
    [tx.tenantId, [address.toLowerCase(), domain.toLowerCase()]],
  );
  return rows[0]?.verdict;
}

/** Decides about a sender, or anew. */
export async function decideSender(
  tx: Tx,
  { address, verdict, reason }: z.output<typeof senderShape>,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into mail_senders (tenant_id, address, verdict, reason, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant_id, address) do update set verdict = excluded.verdict, reason = excluded.reason,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [tx.tenantId, address, verdict, reason, by, now],
  );
}

/** Takes a decision back. @throws {Refusal} `mailSender.missing` */
export async function forgetSender(tx: Tx, address: string): Promise<Sender> {
  const sender = await readSender(tx, address);
  await tx.query("delete from mail_senders where tenant_id = $1 and address = $2", [tx.tenantId, sender.address]);
  return sender;
}
