import { createHash } from "node:crypto";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { storeFile } from "../../desk/files/files.ts";
import { isAutomatic } from "../../desk/intake/fromMail.ts";
import type { House } from "../../runtime/house.ts";
import type { Delivery } from "../frame/ports.ts";
import type { World } from "../frame/world.ts";
import { lockAside } from "./discard.ts";
import { findByMessage, findInbound, insertInbound, settleInbound } from "./inbound.ts";
import type { InboundMail } from "./inbound.ts";
import { judge } from "./judge.ts";
import { settle, tellMail } from "./settle.ts";
import { readApart } from "./readApart.ts";
import type { ToldMail } from "./readApart.ts";
import { ticketOfToken } from "./token.ts";

/** Where a mail came in, and what it is there for. */
export interface Mailbox {
  readonly tenantId: string;
  readonly connectorId: string | null;
  /** As people call it: an address, a folder. */
  readonly name: string;
  /** Addresses that are the house itself: what comes from them came round. */
  readonly own: readonly string[];
  /** The monitoring product that writes here; without one people do. */
  readonly alertSource: string | undefined;
}

/**
 * Takes a mail in: its bytes are kept first, whatever it is. Then it is told to the processes, or put aside with the reason.
 * The same mail again (a second mailbox, a crash in between) is told once.
 */
export async function takeMail(house: House, world: World, mailbox: Mailbox, delivery: Delivery): Promise<InboundMail> {
  const receivedAt = world.now();
  const told: ToldMail =
    delivery.cutBecause === undefined
      ? await readApart(delivery.raw, receivedAt)
      : { kind: "unreadable", reason: delivery.cutBecause };
  const kept = await transact(world.database, mailbox.tenantId, (tx) =>
    keep(tx, world, mailbox, { delivery, told, receivedAt }),
  );
  if (kept.state === "received")
    await settle(house, mailbox, kept, told.kind === "read" ? told.opened.bounce : undefined);
  return transact(world.database, mailbox.tenantId, async (tx) => (await findInbound(tx, kept.id)) ?? kept);
}

interface Arrival {
  readonly delivery: Delivery;
  readonly told: ToldMail;
  readonly receivedAt: Date;
}

async function keep(tx: Tx, world: World, mailbox: Mailbox, arrival: Arrival): Promise<InboundMail> {
  const sha256 = createHash("sha256").update(arrival.delivery.raw).digest("hex");
  const { messageId, sender } = identityOf(arrival.told, sha256);
  // two deliveries at the same moment: the second waits and finds the first
  await tx.query("select pg_advisory_xact_lock(hashtextextended('mail/' || $1 || $2, 0))", [tx.tenantId, messageId]);
  const known = await findByMessage(tx, messageId, sender);
  if (known !== undefined) return known;
  const id = newId(arrival.receivedAt);
  const subject = { kind: "mail", id };
  const raw = { name: "mail.eml", body: arrival.delivery.raw, subject, createdBy: "system" };
  const { id: rawFileId } = await storeFile(tx, raw, arrival.receivedAt);
  const mail = await described(tx, world, arrival, { id, rawFileId, sha256 });
  const fresh = {
    id,
    connectorId: mailbox.connectorId,
    mailbox: mailbox.name,
    messageId,
    sender,
    subject: arrival.told.kind === "read" ? arrival.told.opened.mail.subject : "",
    isAutomatic: arrival.told.kind === "read" && isAutomatic(arrival.told.opened.mail),
    receivedAt: arrival.receivedAt,
    sha256,
    rawFileId,
    mail,
  };
  const inbound: InboundMail = { ...fresh, ...(await judge(tx, mailbox, fresh, arrival.told)) };
  await insertInbound(tx, inbound);
  return inbound;
}

function identityOf(told: ToldMail, sha256: string): { readonly messageId: string; readonly sender: string } {
  if (told.kind === "unreadable") return { messageId: `<${sha256.slice(0, 32)}@unreadable>`, sender: "" };
  return { messageId: told.opened.mail.messageId, sender: told.opened.mail.from.address.toLowerCase() };
}

/** What processes see of it: attachments are files by now, and a token of ours is checked. */
async function described(
  tx: Tx,
  world: World,
  { delivery, told, receivedAt }: Arrival,
  { id, rawFileId, sha256 }: { readonly id: string; readonly rawFileId: string; readonly sha256: string },
): Promise<JsonObject | null> {
  if (told.kind === "unreadable") return null;
  const { mail, contents } = told.opened;
  const attachments: JsonObject[] = [];
  for (const [index, attachment] of mail.attachments.entries()) {
    const body = Buffer.from(contents[index] ?? []);
    const file = {
      name: attachment.name || `attachment-${index + 1}`,
      body,
      subject: { kind: "mail", id },
      createdBy: "system",
    };
    attachments.push({ ...attachment, id: (await storeFile(tx, file, receivedAt)).id });
  }
  const places = [...delivery.recipients, ...mail.to.map(({ address }) => address), mail.text];
  const ticketToken = await ticketOfToken(world.vault, tx.tenantId, places);
  return {
    ...mail,
    to: mail.to.map((each) => ({ ...each })),
    from: { ...mail.from },
    attachments,
    ticketToken,
    raw: { fileId: rawFileId, sha256 },
  };
}

/**
 * Tells the processes of a mail that was put aside, because a person says so. It is locked until they are told: whoever deletes
 * it at the same moment comes too late, or was faster.
 *
 * @throws {Refusal} `mail.missing`, `mail.released` it was not put aside, or is deleted; `mail.shape` nobody can read it
 */
export async function releaseMail(house: House, tx: Tx, id: string): Promise<void> {
  const kept = await lockAside(tx, id);
  if (kept.mail === null)
    throw new Refusal(
      "unprocessable",
      "mail.shape",
      `Expected a mail that can be read, but: ${kept.reason ?? "nobody can"}`,
    );
  const { state, reason } = await tellMail(house, { tenantId: tx.tenantId, alertSource: undefined }, kept);
  await settleInbound(tx, id, state, reason);
}
