import { isObject } from "../../base/json.ts";
import type { InboundMail } from "../../connectors/mail/inbound.ts";
import type { MailCase } from "../../desk/reads/intakes.ts";
import type { Both } from "../../documents/breach.ts";

/** A mail that came in, as lists tell of it. */
export function presentInbound(mail: InboundMail, at: MailCase | undefined) {
  const { id, mailbox, messageId, sender, subject, isAutomatic, receivedAt, state, reason, rawFileId } = mail;
  const isReadable = mail.mail !== null;
  const why = reason === null ? null : whyOf(reason);
  return {
    id,
    mailbox,
    messageId,
    sender,
    subject,
    isAutomatic,
    receivedAt,
    state,
    reason,
    why,
    rawFileId,
    isReadable,
    ticketNumber: at?.ticketNumber ?? null,
    incidentNumber: at?.incidentNumber ?? null,
  };
}

/** Characters of a mail that are shown; the rest is in the mail as it came. */
const longest = 20_000;

/** The same with what it says, as text: nothing of it is run, fetched or followed. */
export function presentWhole(mail: InboundMail, at: MailCase | undefined) {
  const said = mail.mail ?? {};
  const text = typeof said["text"] === "string" ? said["text"] : "";
  const attachments = Array.isArray(said["attachments"]) ? said["attachments"].filter(isObject) : [];
  const to = Array.isArray(said["to"]) ? said["to"].filter(isObject) : [];
  const from = isObject(said["from"]) ? said["from"] : {};
  return {
    ...presentInbound(mail, at),
    senderName: textOf(from["name"]),
    to: to.map((each) => textOf(each["address"])).join(", "),
    text: text.length > longest ? `${text.slice(0, longest)} …` : text,
    attachments: attachments.map((each) => ({
      name: textOf(each["name"]),
      contentType: textOf(each["contentType"]),
      bytes: typeof each["bytes"] === "number" ? each["bytes"] : 0,
    })),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const reasons: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [
    /^More than (\d+) automatic mails/,
    ([, count]) => `Mehr als ${count} automatische Mails dieses Absenders in einer Stunde`,
  ],
  [/^More than (\d+) mails/, ([, count]) => `Mehr als ${count} Mails dieses Absenders in einer Stunde`],
  [/^It comes from the house's own address/, () => "Sie kommt von der eigenen Adresse"],
  [/^Its sender is blocked/, () => "Ihr Absender ist gesperrt"],
  [/^It reports on a mail that is not ours/, () => "Sie berichtet von einer Mail, die nicht von uns ist"],
  [/takes too much of it or of memory/, () => "Sie zu lesen braucht zu lange oder zu viel Speicher"],
  [/^Expected a mail with a sender/, () => "Sie ist keine Mail, oder hat keinen Absender"],
  [/^bounced: (.*)/s, ([, what]) => `Unzustellbar: ${what}`],
];

/** Why a mail was put aside, in both languages; what a person wrote stays as it is. */
function whyOf(reason: string): Both {
  for (const [pattern, german] of reasons) {
    const found = pattern.exec(reason);
    if (found !== null) return { de: german(found), en: reason };
  }
  return { de: reason, en: reason };
}
