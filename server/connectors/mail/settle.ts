import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { readFile } from "../../desk/files/files.ts";
import { findSentMail, markMailBounced } from "../../desk/mails.ts";
import type { Mail } from "../../desk/mails.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { House } from "../../runtime/house.ts";
import { publishAlert } from "../alerts/publish.ts";
import type { Bounce } from "./bounce.ts";
import { settleInbound } from "./inbound.ts";
import type { InboundMail, InboundState } from "./inbound.ts";
import { isForSales, tellLead } from "./lead.ts";
import type { Mailbox } from "./take.ts";

/** A bounce is kept as long as a process may take to wait for it. Milliseconds. */
const bounceTimeToLive = 86_400_000;

type Whose = Pick<Mailbox, "tenantId" | "alertSource">;
/** What became of a mail, and why. */
export type Settled = { readonly state: InboundState; readonly reason: string | null };

/** Tells the processes of a mail, each kind in its way, and notes that this was done. */
export async function settle(house: House, whose: Whose, mail: InboundMail, bounce: Bounce | undefined): Promise<void> {
  const settled = bounce === undefined ? await tellMail(house, whose, mail) : await tellBounce(house, whose, bounce);
  await transact(house.database, whose.tenantId, (tx) => settleInbound(tx, mail.id, settled.state, settled.reason));
}

/** Tells the processes of a mail that is no bounce; whoever calls notes that this was done. The same mail again is told once. */
export async function tellMail(house: House, { tenantId, alertSource }: Whose, mail: InboundMail): Promise<Settled> {
  if (alertSource !== undefined) return tellAlert(house, tenantId, alertSource, mail);
  const isLead = await transact(house.database, tenantId, (tx) => isForSales(tx, mail));
  if (isLead) return tellLead(house, tenantId, mail);
  await publishMessage(
    house,
    { tenantId, actor: "system" },
    {
      name: "mail.received",
      correlationKey: mail.messageId,
      variables: { mail: mail.mail ?? {} },
      idempotencyKey: `mail:${mail.id}`,
      fingerprint: mail.sha256,
    },
  );
  return { state: "taken", reason: null };
}

async function tellAlert(house: House, tenantId: string, source: string, mail: InboundMail): Promise<Settled> {
  const { rawFileId } = mail;
  if (rawFileId === null) return { state: mail.state, reason: mail.reason }; // nothing of it is left to tell
  const { body: raw } = await transact(house.database, tenantId, (tx) => readFile(tx, rawFileId));
  const given = { source, connectionId: mail.connectorId ?? "default", raw, contentType: "message/rfc822" };
  try {
    await publishAlert(house, { tenantId, actor: "system" }, given);
    return { state: "alert", reason: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { state: "quarantined", reason: error.message };
  }
}

/** `mail.bounced` goes to whoever waits for what became of a mail; that it failed stands with the mail. */
async function tellBounce(house: House, { tenantId }: Whose, bounce: Bounce): Promise<Settled> {
  const mail = await transact(house.database, tenantId, (tx) => findSentMail(tx, bounce.messageIds));
  if (mail === undefined) return { state: "ignored", reason: "It reports on a mail that is not ours" };
  if (bounce.action !== "failed") return { state: "bounce", reason: `${bounce.action} ${bounce.status}`.trim() };
  const { recipient, status, diagnostic } = bounce;
  const reason = `bounced: ${[recipient, status, diagnostic].filter((part) => part !== "").join(" ")}`;
  await transact(house.database, tenantId, (tx) => markMailBounced(tx, mail.id, reason));
  await publishMessage(
    house,
    { tenantId, actor: "system" },
    {
      name: "mail.bounced",
      correlationKey: mail.messageId,
      variables: { bounce: { ...told(mail), recipient, status, diagnostic, isPermanent: !status.startsWith("4") } },
      idempotencyKey: `bounce:${mail.messageId}:${recipient}`,
      fingerprint: mail.messageId,
      timeToLive: bounceTimeToLive,
    },
  );
  return { state: "bounce", reason };
}

function told({ messageId, ticketNumber, subject }: Mail) {
  return { messageId, ticketNumber, subject };
}
