import { z } from "zod";
import { kindOf } from "../frame/kind.ts";
import { passwordField, serverFields, serverShape } from "../mail/fields.ts";
import { guardedSender, verifySender } from "../mail/smtp.ts";

const sender = z
  .string()
  .trim()
  .min(3)
  .max(320)
  .regex(/^(?:[^<>\r\n]*<)?[^\s@<>]+@[^\s@<>]+>?$/, "Expected an address, with or without a name");

/** A mail server that takes our mails. */
export const smtpOut = kindOf({
  key: "smtp",
  capability: "mailOut",
  label: { de: "Postausgang (SMTP)", en: "Outgoing mail (SMTP)" },
  about: {
    de: "Verschickt die Mails der Prozesse. Antworten finden mit einem Kennzeichen zu ihrem Ticket zurück, auch wenn der Betreff geändert wurde. Ohne diesen Anschluss gilt SMTP_URL.",
    en: "Sends the mails of processes. A token leads answers back to their ticket, even when the subject was changed. Without this connector SMTP_URL is used.",
  },
  fields: [
    ...serverFields,
    { key: "from", type: "text", label: { de: "Absender", en: "Sender" }, required: true, maxLength: 320 },
    {
      key: "replyTo",
      type: "text",
      label: { de: "Antworten an", en: "Replies to" },
      help: {
        de: "Kann der Server „+“-Adressen, dann etwa desk+{token}@msp.example",
        en: "If the server knows “+” addresses, for example desk+{token}@msp.example",
      },
      maxLength: 320,
    },
    {
      key: "withToken",
      type: "boolean",
      label: { de: "Kennzeichen ans Ende der Mail setzen", en: "Put the token at the end of the mail" },
      default: true,
    },
  ],
  secrets: [passwordField],
  address: ["host", "port", "security"],
  shape: z.object({
    ...serverShape,
    from: sender,
    replyTo: z.union([z.literal(""), sender]).default(""),
    withToken: z.boolean().default(true),
  }),
  open: guardedSender,
  test: verifySender,
});
