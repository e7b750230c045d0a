import { z } from "zod";
import { expectPayload } from "../alerts/shape.ts";
import { kindOf } from "../frame/kind.ts";
import type { Link } from "../frame/kind.ts";
import type { CountedLicence, LicenceCountPort } from "../frame/ports.ts";
import { neededText } from "../frame/rows.ts";
import { microsoftToken } from "./microsoft.ts";

/** Microsoft Graph, `subscribedSku`: units that are bought, and those that somebody has. */
const skus = z.object({
  value: z.array(
    z.object({
      skuPartNumber: z.string(),
      consumedUnits: z.number().int(),
      prepaidUnits: z.object({ enabled: z.number().int() }),
    }),
  ),
});

const url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .transform((text) => text.replace(/\/+$/, ""));
const source = "microsoft365";

const shape = z.object({
  directory: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/)
    .max(100),
  clientId: z.string().min(1).max(100),
  loginUrl: url.default("https://login.microsoftonline.com"),
  graphUrl: url.default("https://graph.microsoft.com"),
});

/** Licences of one directory of Microsoft's; a licence is known there as `directory/SKU_PART_NUMBER`. */
export const microsoftLicences = kindOf({
  key: "licences-microsoft",
  capability: "licenceCount",
  label: { de: "Microsoft 365: Lizenzen zählen", en: "Microsoft 365: count licences" },
  about: {
    de: "Liest zweimal am Tag, wie viele Lizenzen ein Kunde gekauft und vergeben hat. Ob jemand sie nutzt, sagt Microsoft damit nicht: Als genutzt gilt, was vergeben ist. Eine Lizenz heißt dort „Verzeichnis/Artikel“, etwa muster.onmicrosoft.com/SPB; ihre Quelle ist microsoft365.",
    en: "Reads twice a day how many licences a customer has bought and assigned. Whether anybody uses them Microsoft does not say with that: what is assigned counts as in use. A licence is called “directory/product” there, such as muster.onmicrosoft.com/SPB; its source is microsoft365.",
  },
  fields: [
    {
      key: "directory",
      type: "text",
      label: { de: "Verzeichnis des Kunden (Mandanten-ID)", en: "Customer's directory (tenant id)" },
      required: true,
      maxLength: 100,
    },
    {
      key: "clientId",
      type: "text",
      label: { de: "Anwendungs-ID", en: "Application id" },
      help: {
        de: "Mit der Anwendungsberechtigung Organization.Read.All.",
        en: "With the application permission Organization.Read.All.",
      },
      required: true,
      maxLength: 100,
    },
    {
      key: "loginUrl",
      type: "text",
      label: { de: "Anmeldedienst", en: "Sign-in service" },
      default: "https://login.microsoftonline.com",
      maxLength: 500,
    },
    {
      key: "graphUrl",
      type: "text",
      label: { de: "Microsoft Graph", en: "Microsoft Graph" },
      default: "https://graph.microsoft.com",
      maxLength: 500,
    },
  ],
  secrets: [{ key: "clientSecret", label: { de: "Geheimer Clientschlüssel", en: "Client secret" }, isRequired: true }],
  address: ["loginUrl", "graphUrl"],
  counts: source,
  pollEvery: 12 * 3_600_000,
  shape,
  open: counting,
  test: async (link) => [
    {
      what: { de: "Anmelden und Lizenzen lesen", en: "Sign in and read licences" },
      answer: (await readSkus(link)).map(({ externalId, purchased }) => `${externalId}: ${purchased}`).join(", "),
      isFine: true,
    },
  ],
});

function counting(link: Link<z.output<typeof shape>>): LicenceCountPort {
  return {
    source,
    count: async (asked) => {
      const wanted = new Map(asked.map(({ externalId }) => [externalId.toLowerCase(), externalId]));
      return (await readSkus(link)).flatMap((each) => {
        const externalId = wanted.get(each.externalId.toLowerCase());
        return externalId === undefined ? [] : [{ ...each, externalId }];
      });
    },
  };
}

async function readSkus(link: Link<z.output<typeof shape>>): Promise<readonly CountedLicence[]> {
  const directory = neededText({ settings: link.settings }, "directory");
  const graph = neededText({ settings: link.settings }, "graphUrl");
  const token = await microsoftToken(link, `${graph}/.default`);
  const answer = await link.call({
    operation: "read licences",
    method: "GET",
    url: `${graph}/v1.0/subscribedSkus`,
    headers: { authorization: `Bearer ${token}` },
  });
  return expectPayload(skus, answer.json()).value.map(({ skuPartNumber, consumedUnits, prepaidUnits }) => ({
    externalId: `${directory}/${skuPartNumber}`,
    purchased: prepaidUnits.enabled,
    assigned: consumedUnits,
    active: consumedUnits,
  }));
}
