import { randomUUID } from "node:crypto";
import { transact } from "../../db/transact.ts";
import { storeMail } from "../../desk/mails.ts";
import type { ConnectorOptions } from "../performers.ts";
import { wayOut } from "./way.ts";

/** A mail that no process writes. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends letters of a tenant. */
export type Post = (tenantId: string, letter: Letter) => Promise<void>;

/**
 * Sends a mail that may hold a secret: where it can leave, nothing of it is written down. In a house without a way out it is
 * kept like all mails, so that somebody can give it on.
 */
export function poster(options: ConnectorOptions): Post {
  return async (tenantId, { to, subject, text }) => {
    const { database, now } = options;
    const way = await wayOut(options, tenantId);
    const domain = /@([^\s<>]+)>?\s*$/.exec(way.from)?.[1] ?? "localhost";
    const mail = {
      messageId: `<${randomUUID()}@${domain}>`,
      sender: way.from,
      recipients: [to],
      subject,
      text,
      html: null,
      isAutomatic: true,
    };
    if (way.port === undefined) {
      const stored = { ...mail, ticketNumber: null };
      await transact(database, tenantId, (tx) => storeMail(tx, stored, now(), "no way out of the house"));
      return;
    }
    await way.port.send({
      ...mail,
      createdAt: now(),
      inReplyTo: undefined,
      references: [],
      replyTo: undefined,
      attachments: [],
      calendar: undefined,
    });
  };
}
