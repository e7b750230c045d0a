import { newId } from "../base/id.ts";
import type { Tx } from "../db/transact.ts";

/** A mail to be written down before it leaves. */
export interface NewMail {
  /** With angle brackets (RFC 5322, 3.6.4). The same one again is the same mail. */
  readonly messageId: string;
  readonly ticketNumber: string | null;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** Whether no person wrote it (RFC 3834). */
  readonly isAutomatic: boolean;
}

/** An outgoing mail. `stored` waits to be sent, or stays so where there is no mail server. */
export interface Mail extends NewMail {
  readonly id: string;
  readonly state: "stored" | "sent" | "failed";
  /** Why it was not sent, or to whom it could not be delivered. */
  readonly error: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** Narrows a list of mails; `before` is the last one of the page before. */
export interface MailFilter {
  readonly ticketNumber?: string;
  readonly before?: Pick<Mail, "createdAt" | "id">;
  readonly limit: number;
}

const columns = `id, message_id as "messageId", ticket_number as "ticketNumber", coalesce(sender, '') as sender, recipients, subject,
  body_text as text, body_html as html, is_automatic as "isAutomatic", state, error, created_at as "createdAt", sent_at as "sentAt"`;

/**
 * Writes a mail down, once per message id: a second call changes nothing and gives the mail as it was first written.
 *
 * @param heldBecause why the mail is kept instead of sent, if it is
 */
export async function storeMail(tx: Tx, mail: NewMail, now: Date, heldBecause?: string): Promise<Mail> {
  await tx.query(
    `insert into mails (tenant_id, id, message_id, ticket_number, sender, recipients, subject, body_text, body_html,
       is_automatic, state, error, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'stored', $11, $12) on conflict (tenant_id, message_id) do nothing`,
    [
      tx.tenantId,
      newId(now),
      mail.messageId,
      mail.ticketNumber,
      mail.sender,
      mail.recipients,
      mail.subject,
      mail.text,
      mail.html,
      mail.isAutomatic,
      heldBecause ?? null,
      now,
    ],
  );
  const [stored] = await tx.query<Mail>(`select ${columns} from mails where tenant_id = $1 and message_id = $2`, [
    tx.tenantId,
    mail.messageId,
  ]);
  if (stored === undefined) throw new Error(`the mail ${mail.messageId} was written and is gone`);
  return stored;
}

/** Whether a mail is written down already. */
export async function isMailWritten(tx: Tx, messageId: string): Promise<boolean> {
  const rows = await tx.query("select 1 from mails where tenant_id = $1 and message_id = $2", [tx.tenantId, messageId]);
  return rows.length > 0;
}

/** Notes that a mail left. `error` names recipients that the server refused while it took others. */
export async function markMailSent(tx: Tx, id: string, now: Date, error: string | null = null): Promise<void> {
  await tx.query("update mails set state = 'sent', sent_at = $3, error = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    now,
    error,
  ]);
}

/** Notes that a mail could not be sent. It stays so until a later attempt sends it. */
export async function markMailFailed(tx: Tx, id: string, error: string): Promise<void> {
  await tx.query("update mails set state = 'failed', error = $3 where tenant_id = $1 and id = $2 and state <> 'sent'", [
    tx.tenantId,
    id,
    error.slice(0, 1000),
  ]);
}

/** Notes that a mail left and came back. */
export async function markMailBounced(tx: Tx, id: string, error: string): Promise<void> {
  await tx.query("update mails set state = 'failed', error = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    error.slice(0, 1000),
  ]);
}

/** The mail of ours among these message ids. */
export async function findSentMail(tx: Tx, messageIds: readonly string[]): Promise<Mail | undefined> {
  const rows = await tx.query<Mail>(
    `select ${columns} from mails where tenant_id = $1 and message_id = any($2::text[]) limit 1`,
    [tx.tenantId, messageIds],
  );
  return rows[0];
}

/** Message ids of a ticket's mails, in and out, the oldest first; at most the last twenty. */
export async function threadOf(tx: Tx, ticketNumber: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from (
       select message_id as id, created_at as at from mails where tenant_id = $1 and ticket_number = $2 and state = 'sent'
       union all select m.message_id, m.at from ticket_messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
         where m.tenant_id = $1 and t.number = $2 and m.message_id like '<%>'
       order by at desc limit 20) as last order by at`,
    [tx.tenantId, ticketNumber],
  );
  return rows.map((row) => row.id);
}

/** How many automatic mails the busiest of these addresses was meant to get since then; those held back do not count. */
export async function countAutomaticMails(tx: Tx, addresses: readonly string[], since: Date): Promise<number> {
  const [row] = await tx.query<{ most: number }>(
    `select coalesce(max(number), 0)::int as most from (
       select count(*) as number from mails, unnest(recipients) as recipient
       where tenant_id = $1 and created_at > $2 and is_automatic and not (state = 'stored' and error is not null)
         and lower(recipient) = any ($3) group by lower(recipient)) as counted`,
    [tx.tenantId, since, addresses.map((address) => address.toLowerCase())],
  );
  return row?.most ?? 0;
}

/** Outgoing mails, the newest first. */
export async function listMails(tx: Tx, { ticketNumber, before, limit }: MailFilter): Promise<Mail[]> {
  return tx.query<Mail>(
    `select ${columns} from mails where tenant_id = $1 and ($2::text is null or ticket_number = $2)
       and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
     order by created_at desc, id desc limit $5`,
    [tx.tenantId, ticketNumber ?? null, before?.createdAt ?? null, before?.id ?? null, limit],
  );
}
