import { z } from "zod";
import { kindOf } from "../frame/kind.ts";
import { purposeField, sourceField, sourceShape } from "../mail/fields.ts";

const address = /^[^\s@<>]+@[^\s@<>]+$/;

/** Addresses whose mail this server takes itself, where it listens for mail (`MAIL_PORT`). */
export const smtpIn = kindOf({
  key: "smtp-in",
  capability: "mailIn",
  label: { de: "Annahme (SMTP)", en: "Reception (SMTP)" },
  about: {
    de: "Nimmt Mails an, die ein Mailserver hierher weiterleitet. Nur für die genannten Adressen; mit „+“ erweiterte gehören dazu. Der Server muss dafür mit MAIL_PORT lauschen.",
    en: "Takes mails that a mail server forwards here. Only for the addresses named; those extended with “+” belong to them. The server has to listen with MAIL_PORT.",
  },
  fields: [
    {
      key: "recipients",
      type: "textarea",
      label: { de: "Adressen, je Zeile eine", en: "Addresses, one a line" },
      required: true,
      maxLength: 10_000,
    },
    sourceField,
    purposeField,
  ],
  secrets: [],
  address: [],
  shape: z.object({
    recipients: z
      .string()
      .max(10_000)
      .refine(
        (text) => recipientsOf(text).length > 0 && recipientsOf(text).every((each) => address.test(each)),
        "Expected addresses, one a line",
      ),
    ...sourceShape,
  }),
  open: () => ({ fetch: () => Promise.resolve({ items: [], cursor: {}, hasMore: false }) }),
  test: ({ settings }) =>
    Promise.resolve([
      {
        what: { de: "Adressen lesen", en: "Read the addresses" },
        answer: `mail is taken for ${recipientsOf(settings.recipients).join(", ")}`,
        isFine: true,
      },
    ]),
});

/** The addresses of the setting, in small letters. */
export function recipientsOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== "");
}
