import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { expectInput } from "../operation.ts";
import type { OperationContext } from "../operation.ts";
import { byAddress } from "./contacts.ts";

const mailShape = z.object({
  messageId: z.string().min(1).max(1000),
  inReplyTo: z.string().nullish(),
  references: z.array(z.string()).max(200).nullish(),
  from: z.object({ address: z.email(), name: z.string().nullish() }),
  subject: z.string().max(2000).nullish(),
  text: z.string().max(1_000_000).nullish(),
  autoSubmitted: z.string().nullish(),
  precedence: z.string().nullish(),
  /** The ticket whose token the mail shows; whoever received the mail has checked it. */
  ticketToken: z.string().nullish(),
});
type Mail = z.output<typeof mailShape>;

/** A mail: whose ticket it answers, else who writes. What was quoted is left out. */
export async function fromMail(context: OperationContext, given: unknown): Promise<JsonObject> {
  const mail = expectInput(mailShape, given);
  const whom = await byAddress(context.tx, mail.from.address);
  const replyToTicket =
    (await byToken(context, mail)) ?? (await byThread(context, mail)) ?? (await bySubject(context, mail));
  return {
    title: mail.subject?.trim() || "(ohne Betreff)",
    description: withoutQuotes(mail.text ?? ""),
    ...whom,
    kind: "request",
    confidence: 0.4,
    replyToTicket,
    replyToken: replyToTicket !== null,
    messageId: mail.messageId,
    sender: mail.from.address,
    senderName: mail.from.name ?? null,
    senderKind: isAutomatic(mail)
      ? "system"
      : (await isVendor(context, replyToTicket, mail.from.address))
        ? "vendor"
        : "customer",
  };
}

/** RFC 3834: what an automat wrote must never be answered. */
export function isAutomatic(mail: Pick<Mail, "autoSubmitted" | "precedence" | "from">): boolean {
  const submitted = mail.autoSubmitted?.toLowerCase() ?? "no";
  const bulk = ["bulk", "junk", "list", "auto_reply"].includes(mail.precedence?.toLowerCase() ?? "");
  return (
    (submitted !== "no" && submitted !== "") ||
    bulk ||
    /^(mailer-daemon|postmaster|no-?reply)@/i.test(mail.from.address)
  );
}

async function byToken({ tx }: OperationContext, { ticketToken }: Mail): Promise<string | null> {
  if (!ticketToken) return null;
  const [row] = await tx.query<{ number: string }>("select number from tickets where tenant_id = $1 and number = $2", [
    tx.tenantId,
    ticketToken,
  ]);
  return row?.number ?? null;
}

/** In-Reply-To and References name a mail of ours or one that opened the ticket. */
async function byThread({ tx }: OperationContext, mail: Mail): Promise<string | null> {
  const ids = [mail.inReplyTo, ...(mail.references ?? [])].flatMap((id) => (id ? [id] : []));
  const [row] = await tx.query<{ number: string }>(
    `select ticket_number as number from mails where tenant_id = $1 and message_id = any($2::text[]) and ticket_number is not null
     union all select t.number from ticket_messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
     where m.tenant_id = $1 and m.message_id = any($2::text[]) limit 1`,
    [tx.tenantId, ids],
  );
  return row?.number ?? null;
}

/** A ticket number in the subject counts only when the sender belongs to the ticket's customer: anyone can write a number. */
async function bySubject({ tx }: OperationContext, mail: Mail): Promise<string | null> {
  const number = /\[#?([A-Z]{1,4}-?\d{4}-\d{1,10})\]/.exec(mail.subject ?? "")?.[1];
  if (number === undefined) return null;
  const [row] = await tx.query<{ number: string }>(
    `select t.number from tickets t where t.tenant_id = $1 and t.number = $2 and (
       exists (select 1 from contacts p where p.tenant_id = t.tenant_id and p.customer_id = t.customer_id and lower(p.email) = lower($3))
       or exists (select 1 from ticket_messages m where m.tenant_id = t.tenant_id and m.ticket_id = t.id and lower(m.author) = lower($3)))`,
    [tx.tenantId, number, mail.from.address],
  );
  return row?.number ?? null;
}

/** Somebody outside the customer who answers on a ticket that waits for its vendor. */
async function isVendor({ tx }: OperationContext, number: string | null, address: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from tickets t where t.tenant_id = $1 and t.number = $2 and t.status = 'waiting_vendor' and not exists
       (select 1 from contacts p where p.tenant_id = t.tenant_id and p.customer_id = t.customer_id and lower(p.email) = lower($3))`,
    [tx.tenantId, number, address],
  );
  return rows.length > 0;
}

/** Cuts a reply where the quoted mail begins. */
export function withoutQuotes(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const from = lines.findIndex((line) =>
    /^\s*(>|-{3,}\s*(Original|Ursprüngliche)|(Am|On)\s.{5,120}(schrieb|wrote).*:\s*$|Bitte oberhalb dieser Zeile antworten)/i.test(
      line,
    ),
  );
  const own = (from < 0 ? lines : lines.slice(0, from)).join("\n").trim();
  return own === "" ? text.trim() : own;
}
