import { createTransport } from "nodemailer";
import type { Link, TestStep } from "../frame/kind.ts";
import type { MailOutPort, OutgoingMail } from "../frame/ports.ts";
import { guardedAddress } from "../http/guard.ts";

/** What a mail server is reached with. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "none";
  readonly user: string;
}

/** Milliseconds; together they stay below the lease of a job. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };
const closed = { disableFileAccess: true, disableUrlAccess: true };

/** Sends by the house's mail server (`smtp://` or `smtps://`, with user and password if it asks for them). Opens a connection for each mail. */
export function houseSender(url: string): MailOutPort {
  const transport = createTransport({ url, ...patience, ...closed });
  return { send: async (mail) => (await transport.sendMail(messageOf(mail))).rejected };
}

/** Sends by a tenant's mail server, whose address the guard has seen. */
export function guardedSender(link: Link<SmtpSettings>): MailOutPort {
  return {
    send: (mail) =>
      link.record("send mail", `smtp ${link.settings.host}`, async () => {
        const transport = await transportOf(link);
        return (await transport.sendMail(messageOf(mail))).rejected;
      }),
  };
}

/** Connects and signs in, without sending. */
export async function verifySender(link: Link<SmtpSettings>): Promise<readonly TestStep[]> {
  const transport = await transportOf(link);
  await transport.verify();
  const what = { de: "Verbinden und anmelden", en: "Connect and sign in" };
  return [{ what, answer: `${link.settings.host} takes mail`, isFine: true }];
}

async function transportOf({ settings, secrets, allowedHosts }: Link<SmtpSettings>) {
  const { host, port, security, user } = settings;
  return createTransport({
    host: await guardedAddress(host, port, allowedHosts),
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { servername: host },
    ...(user === "" ? {} : { auth: { user, pass: secrets["password"] ?? "" } }),
    ...patience,
    ...closed,
  });
}

function messageOf(mail: OutgoingMail) {
  return {
    from: mail.sender,
    to: [...mail.recipients],
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    messageId: mail.messageId,
    date: mail.createdAt,
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references.length === 0 ? {} : { references: [...mail.references] }),
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    attachments: mail.attachments.map(({ name, bytes, mediaType }) => ({
      filename: name,
      content: bytes,
      contentType: mediaType,
    })),
    ...(mail.calendar === undefined
      ? {}
      : { icalEvent: { method: "REQUEST", filename: "invite.ics", content: mail.calendar } }),
    headers: mail.isAutomatic ? { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" } : {},
  };
}
