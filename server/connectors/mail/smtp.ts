import { createTransport } from "nodemailer";
import type { Mail } from "../../desk/mails.ts";

/**
 * Sends a mail and tells which recipients the server refused while it took others.
 *
 * @throws when nobody could be reached or the server refused all
 */
export type Sender = (mail: Mail, inReplyTo?: string) => Promise<readonly string[]>;

/** Milliseconds; together they stay below the lease of a job. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** Sends by a mail server (`smtp://` or `smtps://`, with user and password if it asks for them). Opens a connection for each mail. */
export function smtpSender(url: string): Sender {
  const transport = createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true });
  return async (mail, inReplyTo) => {
    const sent = await transport.sendMail({
      from: mail.sender,
      to: [...mail.recipients],
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === null ? {} : { html: mail.html }),
      messageId: mail.messageId,
      date: mail.createdAt,
      ...(inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo }),
      headers: mail.isAutomatic ? { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" } : {},
    });
    return sent.rejected;
  };
}
