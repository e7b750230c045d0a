import type { JsonObject } from "../../base/json.ts";
import { anywhere } from "../../db/pattern.ts";
import type { Tx } from "../../db/transact.ts";

/** What became of a mail that came in. */
export type InboundState = "received" | "taken" | "alert" | "bounce" | "ignored" | "quarantined" | "deleted";

/** A mail that came in, as it is kept. */
export interface InboundMail {
  readonly id: string;
  readonly connectorId: string | null;
  readonly mailbox: string;
  readonly messageId: string;
  readonly sender: string;
  readonly subject: string;
  readonly isAutomatic: boolean;
  readonly receivedAt: Date;
  readonly sha256: string;
  /** Null when it was deleted. */
  readonly rawFileId: string | null;
  /** Null when nobody could read it, or it was deleted. */
  readonly mail: JsonObject | null;
  readonly state: InboundState;
  readonly reason: string | null;
}

const columns = `id, connector_id as "connectorId", mailbox, message_id as "messageId", sender, subject, is_automatic as "isAutomatic",
  received_at as "receivedAt", sha256, raw_file_id as "rawFileId", mail, state, reason`;

export async function findByMessage(tx: Tx, messageId: string, sender: string): Promise<InboundMail | undefined> {
  const rows = await tx.query<InboundMail>(
    `select ${columns} from inbound_mails where tenant_id = $1 and message_id = $2 and sender = $3`,
    [tx.tenantId, messageId, sender],
  );
  return rows[0];
}

export async function findInbound(tx: Tx, id: string): Promise<InboundMail | undefined> {
  return (
    await tx.query<InboundMail>(`select ${columns} from inbound_mails where tenant_id = $1 and id = $2`, [
      tx.tenantId,
      id,
    ])
  )[0];
}

export async function insertInbound(tx: Tx, mail: InboundMail): Promise<void> {
  await tx.query(
    `insert into inbound_mails (tenant_id, id, connector_id, mailbox, message_id, sender, subject, is_automatic, received_at, sha256,
       raw_file_id, mail, state, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      tx.tenantId,
      mail.id,
      mail.connectorId,
      mail.mailbox,
      mail.messageId,
      mail.sender,
      mail.subject,
      mail.isAutomatic,
      mail.receivedAt,
      mail.sha256,
      mail.rawFileId,
      mail.mail,
      mail.state,
      mail.reason,
    ],
  );
}

export async function settleInbound(tx: Tx, id: string, state: InboundState, reason: string | null): Promise<void> {
  await tx.query("update inbound_mails set state = $3, reason = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    state,
    reason?.slice(0, 500) ?? null,
  ]);
}

/** How many mails of a sender were let in since then, automatic ones or others. */
export async function countLetIn(
  tx: Tx,
  { sender, isAutomatic, since }: { readonly sender: string; readonly isAutomatic: boolean; readonly since: Date },
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from inbound_mails
     where tenant_id = $1 and sender = $2 and received_at > $3 and is_automatic = $4 and state in ('received', 'taken')`,
    [tx.tenantId, sender, since, isAutomatic],
  );
  return row?.count ?? 0;
}

/** Takes away what a mail holds: its text, its bytes and what was attached. That it came in stays known, so that it is not taken again. */
export async function emptyInbound(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.query(
    "update inbound_mails set state = 'deleted', mail = null, raw_file_id = null, reason = $3 where tenant_id = $1 and id = $2",
    [tx.tenantId, id, reason],
  );
  await tx.query("delete from files where tenant_id = $1 and subject_kind = 'mail' and subject_id = $2", [
    tx.tenantId,
    id,
  ]);
}

/** Mails that came in, the newest first. `before` is the last one of the page before. */
export function listInbound(
  tx: Tx,
  filter: {
    readonly state: string | undefined;
    /** In sender, subject or mailbox. */
    readonly text?: string | undefined;
    readonly before: { readonly at: Date; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<InboundMail[]> {
  return tx.query<InboundMail>(
    `select ${columns} from inbound_mails where tenant_id = $1 and ($2::text is null or state = $2)
       and ($3::timestamptz is null or (received_at, id) < ($3, $4::uuid))
       and ($6::text is null or concat_ws(' ', sender, subject, mailbox) ilike $6)
     order by received_at desc, id desc limit $5`,
    [
      tx.tenantId,
      filter.state ?? null,
      filter.before?.at ?? null,
      filter.before?.id ?? null,
      filter.limit,
      filter.text === undefined ? null : anywhere(filter.text),
    ],
  );
}
