import { createHash } from "node:crypto";
import type { AddressObject, Attachment, ParsedMail } from "mailparser";
import { Refusal } from "../../base/refusal.ts";
import { storableText } from "../storable.ts";
import { bounceOf } from "./bounce.ts";
import type { Bounce } from "./bounce.ts";
import { headerOf, readMail } from "./read.ts";

/** An address with the name before it. */
export type MailAddress = { readonly address: string; readonly name: string };

/** A mail as the message `mail.received` carries it. Attachments are told, their content stays with the raw mail. */
export type ReceivedMail = {
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** `no`, or what the automat that wrote it calls itself (RFC 3834); `list` mail says so in `precedence`. */
  readonly autoSubmitted: string | null;
  readonly precedence: string | null;
  readonly receivedAt: string;
  readonly attachments: readonly { name: string; contentType: string; bytes: number; sha256: string }[];
};

const longestText = 500_000;

/** A mail taken apart: what the message carries, what was attached, and what it reports if it is a report. */
export interface OpenedMail {
  readonly mail: ReceivedMail;
  /** In the order of `mail.attachments`. */
  readonly contents: readonly Uint8Array[];
  readonly bounce: Bounce | undefined;
}

/**
 * Reads a mail as it came over the wire. Without a Message-ID it gets one from its bytes, so that the same mail again is
 * still the same.
 *
 * @throws {Refusal} `mail.shape` no mail, or one without a sender
 */
export async function openMail(raw: Buffer, receivedAt: Date): Promise<OpenedMail> {
  const mail = await readMail(raw);
  const from = addressesOf(mail?.from)[0];
  if (mail === undefined || from === undefined) {
    throw new Refusal("unprocessable", "mail.shape", "Expected a mail with a sender (RFC 5322), but this is none");
  }
  return {
    mail: present(mail, from, { raw, receivedAt }),
    contents: mail.attachments.map(({ content }) => content),
    bounce: bounceOf(mail, raw),
  };
}

function present(
  mail: ParsedMail,
  from: MailAddress,
  { raw, receivedAt }: { readonly raw: Buffer; readonly receivedAt: Date },
): ReceivedMail {
  return {
    messageId: storableText(
      mail.messageId ?? `<${createHash("sha256").update(raw).digest("hex").slice(0, 32)}@unnamed>`,
      1_000,
    ),
    inReplyTo: mail.inReplyTo === undefined ? null : storableText(mail.inReplyTo, 1_000),
    references: [mail.references ?? []]
      .flat()
      .slice(0, 200)
      .map((id) => storableText(id, 1_000)),
    from,
    to: addressesOf(mail.to).slice(0, 200),
    ...contentOf(mail),
    autoSubmitted: headerOf(mail, "auto-submitted") ?? null,
    precedence: precedenceOf(mail),
    receivedAt: receivedAt.toISOString(),
    attachments: mail.attachments.map(described),
  };
}

function contentOf(mail: ParsedMail): Pick<ReceivedMail, "subject" | "text" | "html"> {
  return {
    subject: storableText(mail.subject ?? "", 1_000),
    text: storableText(mail.text ?? "", longestText),
    html: mail.html ? storableText(mail.html, longestText) : null,
  };
}

function precedenceOf(mail: ParsedMail): string | null {
  return mail.headers.has("list") ? "list" : (headerOf(mail, "precedence") ?? null);
}

function addressesOf(given: AddressObject | AddressObject[] | undefined): MailAddress[] {
  const all = [given ?? []].flat().flatMap(({ value }) => value.flatMap((each) => each.group ?? [each]));
  return all.flatMap(({ address, name }) =>
    address ? [{ address: storableText(address), name: storableText(name) }] : [],
  );
}

function described({ filename, contentType, size, checksum }: Attachment): ReceivedMail["attachments"][number] {
  return { name: storableText(filename ?? ""), contentType, bytes: size, sha256: checksum };
}
