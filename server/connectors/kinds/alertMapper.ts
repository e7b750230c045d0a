import { z } from "zod";
import { alertMapping } from "../alerts/mapping.ts";
import { kindOf } from "../frame/kind.ts";

/** The mapping is written as JSON, since it has as many members as the alert. */
const mapping = z
  .string()
  .max(50_000)
  .refine((text) => readMappingText(text) !== undefined, "Expected a mapping as JSON: members of the alert with paths");

/** Alerts of a product that nobody knows, by a mapping of one's own: paths, constants and tables of words. */
export const alertMapper = kindOf({
  key: "alert-mapper",
  capability: "alertSource",
  label: { de: "Alarme nach Vorlage", en: "Alerts by template" },
  about: {
    de: "Nimmt Alarme eines beliebigen Produkts unter einer eigenen Adresse an (/api/alert-hooks/ und die Kennung dieses Anschlusses), als JSON, XML, Formular oder Mail. Die Vorlage sagt, woher jedes Feld kommt: Pfade in geschweiften Klammern, feste Texte, Wertetabellen.",
    en: "Takes alerts of any product at an address of its own (/api/alert-hooks/ and the id of this connector), as JSON, XML, form or mail. The template says where each field comes from: paths in braces, constants, tables of values.",
  },
  fields: [
    {
      key: "mapping",
      type: "textarea",
      label: { de: "Vorlage (JSON)", en: "Template (JSON)" },
      required: true,
      maxLength: 50_000,
    },
    {
      key: "scheme",
      type: "enum",
      label: { de: "Nachweis", en: "Proof" },
      required: true,
      default: "token",
      options: [
        { value: "token", label: { de: "Token (Authorization: Bearer)", en: "Token (Authorization: Bearer)" } },
        {
          value: "hmac",
          label: { de: "Unterschrift (X-Signature, HMAC-SHA-256)", en: "Signature (X-Signature, HMAC-SHA-256)" },
        },
      ],
    },
    {
      key: "timeZone",
      type: "text",
      label: { de: "Zeitzone ohne Angabe", en: "Time zone where none is told" },
      default: "UTC",
    },
  ],
  secrets: [{ key: "secret", label: { de: "Token oder Schlüssel", en: "Token or key" }, isRequired: true }],
  address: [],
  shape: z.object({
    mapping,
    scheme: z.enum(["token", "hmac"]).default("token"),
    timeZone: z.string().max(60).default("UTC"),
  }),
  open: () => ({ poll: () => Promise.resolve({ items: [], cursor: {}, hasMore: false }) }),
  test: ({ settings }) =>
    Promise.resolve([
      {
        what: { de: "Vorlage lesen", en: "Read the template" },
        answer: Object.keys(readMappingText(settings.mapping) ?? {}).join(", "),
        isFine: true,
      },
    ]),
});

/** The mapping that a text holds; undefined when it holds none. */
export function readMappingText(text: string): object | undefined {
  try {
    const result = alertMapping.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined; // no JSON
  }
}
