import type { Tx } from "../../db/transact.ts";
import { verdictOn } from "../../desk/intake/senders.ts";
import { countLetIn } from "./inbound.ts";
import type { InboundMail } from "./inbound.ts";
import type { ToldMail } from "./readApart.ts";
import type { Mailbox } from "./take.ts";

/** Mails of one sender within an hour. Of automats more are a loop, of people a flood. */
const most = { automatic: 3, people: 30 };
const hour = 3_600_000;
/** So many times more of senders that somebody allowed; without any limit two automats would write to each other for ever. */
const patience = 10;

type Judged = Pick<InboundMail, "state" | "reason">;

/** Whether a mail may come in, or why it is put aside. */
export async function judge(
  tx: Tx,
  mailbox: Mailbox,
  mail: Pick<InboundMail, "sender" | "isAutomatic" | "receivedAt">,
  told: ToldMail,
): Promise<Judged> {
  if (told.kind === "unreadable") return { state: "quarantined", reason: told.reason };
  if (isOwn(mailbox, mail.sender)) return { state: "ignored", reason: "It comes from the house's own address" };
  // a mailbox for alerts is written by automats, and many of them; the intake of alerts has its own way with storms
  if (told.opened.bounce !== undefined || mailbox.alertSource !== undefined) return { state: "received", reason: null };
  const { sender, isAutomatic, receivedAt } = mail;
  const verdict = await verdictOn(tx, sender);
  if (verdict === "blocked") return { state: "ignored", reason: "Its sender is blocked" };
  const limit = (isAutomatic ? most.automatic : most.people) * (verdict === "allowed" ? patience : 1);
  const count = await countLetIn(tx, { sender, isAutomatic, since: new Date(receivedAt.getTime() - hour) });
  if (count < limit) return { state: "received", reason: null };
  const what = isAutomatic ? "automatic mails" : "mails";
  return { state: "quarantined", reason: `More than ${limit} ${what} of this sender within an hour` };
}

function isOwn({ own }: Mailbox, sender: string): boolean {
  return own.some((address) => address.toLowerCase() === sender);
}
