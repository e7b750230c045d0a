import { z } from "zod";
import { kindOf } from "../frame/kind.ts";
import { passwordField, serverFields, serverShape, purposeField, sourceField, sourceShape } from "../mail/fields.ts";
import { imapMailbox, openImap } from "../mail/imap.ts";

/** A mailbox that is read with IMAP4rev1 (RFC 3501): asked every minute, and told of news by IDLE (RFC 2177). */
export const imap = kindOf({
  key: "imap",
  capability: "mailIn",
  label: { de: "Postfach (IMAP)", en: "Mailbox (IMAP)" },
  about: {
    de: "Liest ein Postfach und macht aus jeder Mail einen Vorgang oder eine Antwort. Nichts wird gelöscht oder als gelesen markiert. Microsoft 365 verlangt statt eines Passworts eine App mit Client-Secret.",
    en: "Reads a mailbox and makes of every mail a ticket or an answer. Nothing is deleted or marked as read. Microsoft 365 wants an app with a client secret instead of a password.",
  },
  fields: [
    ...serverFields,
    { key: "folder", type: "text", label: { de: "Ordner", en: "Folder" }, default: "INBOX", maxLength: 200 },
    sourceField,
    purposeField,
    {
      key: "tokenUrl",
      type: "text",
      label: { de: "Token-Adresse (OAuth 2)", en: "Token address (OAuth 2)" },
      help: {
        de: "Leer bei Anmeldung mit Passwort. Microsoft 365: https://login.microsoftonline.com/<Mandant>/oauth2/v2.0/token",
        en: "Empty when signing in with a password. Microsoft 365: https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token",
      },
      maxLength: 500,
    },
    { key: "clientId", type: "text", label: { de: "Client-ID", en: "Client id" }, maxLength: 200 },
  ],
  secrets: [
    passwordField,
    { key: "clientSecret", label: { de: "Client-Secret", en: "Client secret" }, isRequired: false },
  ],
  address: ["host", "port", "security", "tokenUrl"],
  pollEvery: 60_000,
  shape: z.object({
    ...serverShape,
    ...sourceShape,
    folder: z.string().min(1).max(200).default("INBOX"),
    tokenUrl: z.string().max(500).default(""),
    clientId: z.string().max(200).default(""),
  }),
  open: imapMailbox,
  test: async (link) => {
    const client = await openImap(link);
    try {
      const found = await client.status(link.settings.folder, { messages: true, uidNext: true });
      const answer = found === false ? "no such folder" : `${found.messages ?? 0} mails, next UID ${found.uidNext}`;
      return [
        {
          what: { de: "Anmelden und den Ordner ansehen", en: "Sign in and look at the folder" },
          answer,
          isFine: found !== false,
        },
      ];
    } finally {
      await client.logout().catch(() => client.close());
    }
  },
});
