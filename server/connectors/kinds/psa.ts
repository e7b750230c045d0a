import { z } from "zod";
import type { FormField } from "../../tasks/form.ts";
import { kindOf } from "../frame/kind.ts";
import type { TestStep } from "../frame/kind.ts";
import { psaEntities } from "../frame/ports.ts";
import type { PsaEntity, PsaPort } from "../frame/ports.ts";
import { autotask } from "../psa/autotask.ts";
import { connectwise } from "../psa/connectwise.ts";
import { halo } from "../psa/halo.ts";
import { tanss } from "../psa/tanss.ts";
import { wrongLines } from "../psa/words.ts";
import { url, urlField } from "./archives.ts";

const entityLabels: Readonly<Record<PsaEntity, { de: string; en: string }>> = {
  tickets: { de: "Tickets", en: "Tickets" },
  time: { de: "Zeiten", en: "Time" },
  customers: { de: "Kunden", en: "Customers" },
  contacts: { de: "Kontakte", en: "Contacts" },
  contracts: { de: "Verträge", en: "Contracts" },
  assets: { de: "Geräte", en: "Devices" },
};

const shared = {
  entities: z.array(z.enum(psaEntities)).default([]),
  mapping: z
    .string()
    .max(20_000)
    .refine((text) => wrongLines(text).length === 0, {
      error: ({ input }) => `Expected lines such as “priority P1 = 4”, but one is ${wrongLines(String(input))[0]}`,
    })
    .default(""),
};
const sharedFields: readonly FormField[] = [
  {
    key: "entities",
    type: "multi",
    label: { de: "Führend für", en: "System of record for" },
    help: {
      de: "Je Art von Datensatz führt ein System. Besser zu übersehen unter Verwaltung → Führende Systeme.",
      en: "One system leads for each kind of record. Easier to see under Administration → Systems of record.",
    },
    options: psaEntities.map((value) => ({ value, label: entityLabels[value] })),
  },
  {
    key: "mapping",
    type: "textarea",
    label: { de: "Übersetzung", en: "Translation" },
    help: {
      de: "Je Zeile „priority P1 = 4“ oder, wenn nichts gesagt ist, „type = 1“",
      en: "A line each: “priority P1 = 4” or, where nothing is said, “type = 1”",
    },
    maxLength: 20_000,
  },
];

/** Looks for customers, which every one of them can do that can be asked at all. */
async function search(port: PsaPort): Promise<readonly TestStep[]> {
  const found = await port.find("customers", "a");
  return [
    {
      what: { de: "Anmelden und Kunden suchen", en: "Sign in and look for customers" },
      answer: `${found.length} found`,
      isFine: true,
    },
  ];
}

const about = {
  de: "Legt Datensätze an, ändert und kommentiert sie und fragt alle 15 Minuten, was sich geändert hat. Für jede Art von Datensatz führt nur ein System.",
  en: "Creates, changes and comments records and asks every 15 minutes what changed. For each kind of record only one system leads.",
};
const pollEvery = 15 * 60_000;
/** What the other system shows when it tells of news. */
const hookToken = {
  key: "hookToken",
  label: { de: "Token für Webhooks", en: "Token of webhooks" },
  help: {
    de: "Wenn die PSA Neues meldet, statt alle 15 Minuten gefragt zu werden: POST an /api/psa-hooks/ und die Kennung dieser Verbindung, mit „Authorization: Bearer“ und diesem Token.",
    en: "For a PSA that tells of news instead of being asked every 15 minutes: POST to /api/psa-hooks/ and the id of this connector, with “Authorization: Bearer” and this token.",
  },
  isRequired: false,
};

export const haloKind = kindOf({
  key: "psa-halo",
  capability: "psa",
  label: { de: "HaloPSA", en: "HaloPSA" },
  about,
  fields: [
    urlField,
    {
      key: "authUrl",
      type: "text",
      label: { de: "Anmeldeadresse", en: "Sign-in address" },
      required: true,
      maxLength: 500,
    },
    { key: "tenant", type: "text", label: { de: "Mandant", en: "Tenant" }, maxLength: 100 },
    { key: "clientId", type: "text", label: { de: "Client-ID", en: "Client id" }, required: true, maxLength: 200 },
    ...sharedFields,
  ],
  secrets: [{ key: "clientSecret", label: { de: "Client-Secret", en: "Client secret" }, isRequired: true }, hookToken],
  address: ["url", "authUrl"],
  pace: { requests: 450, within: 180_000 },
  pollEvery,
  shape: z.object({
    url,
    authUrl: url,
    tenant: z.string().max(100).default(""),
    clientId: z.string().min(1).max(200),
    ...shared,
  }),
  open: halo,
  test: (_, port) => search(port),
});

export const autotaskKind = kindOf({
  key: "psa-autotask",
  capability: "psa",
  label: { de: "Autotask", en: "Autotask" },
  about,
  fields: [
    { ...urlField, default: "https://webservices.autotask.net" },
    { key: "user", type: "text", label: { de: "API-Benutzer", en: "API user" }, required: true, maxLength: 254 },
    ...sharedFields,
  ],
  secrets: [
    { key: "secret", label: { de: "Secret", en: "Secret" }, isRequired: true },
    { key: "integrationCode", label: { de: "Integrationscode", en: "Integration code" }, isRequired: true },
    hookToken,
  ],
  address: ["url"],
  pollEvery,
  shape: z.object({
    url: url.default("https://webservices.autotask.net"),
    user: z.string().min(1).max(254),
    ...shared,
  }),
  open: autotask,
  test: (_, port) => search(port),
});

export const connectwiseKind = kindOf({
  key: "psa-connectwise",
  capability: "psa",
  label: { de: "ConnectWise PSA", en: "ConnectWise PSA" },
  about,
  fields: [
    urlField,
    { key: "company", type: "text", label: { de: "Firma", en: "Company" }, required: true, maxLength: 100 },
    {
      key: "publicKey",
      type: "text",
      label: { de: "Öffentlicher Schlüssel", en: "Public key" },
      required: true,
      maxLength: 200,
    },
    { key: "clientId", type: "text", label: { de: "Client-ID", en: "Client id" }, required: true, maxLength: 200 },
    ...sharedFields,
  ],
  secrets: [{ key: "privateKey", label: { de: "Privater Schlüssel", en: "Private key" }, isRequired: true }, hookToken],
  address: ["url"],
  pollEvery,
  shape: z.object({
    url,
    company: z.string().min(1).max(100),
    publicKey: z.string().min(1).max(200),
    clientId: z.string().min(1).max(200),
    ...shared,
  }),
  open: connectwise,
  test: (_, port) => search(port),
});

export const tanssKind = kindOf({
  key: "psa-tanss",
  capability: "psa",
  label: { de: "TANSS", en: "TANSS" },
  about: {
    de: "Legt Tickets an. Mehr ist von TANSS nur aus Programmen anderer bekannt und wird erst angeboten, wenn es an einer Installation geprüft ist.",
    en: "Creates tickets. More of TANSS is known from programs of others only and is offered once it was tried on an installation.",
  },
  fields: [urlField, ...sharedFields],
  secrets: [{ key: "apiToken", label: { de: "API-Token", en: "API token" }, isRequired: true }],
  address: ["url"],
  shape: z.object({ url, ...shared }),
  open: tanss,
  test: async ({ call, settings, secrets }) => {
    const headers = { apitoken: secrets["apiToken"] ?? "" };
    const called = await call({
      operation: "look at tickets",
      method: "GET",
      url: `${settings.url.replace(/\/+$/, "")}/api/v1/tickets/own`,
      headers,
    });
    return [
      {
        what: { de: "Eigene Tickets lesen", en: "Read one's own tickets" },
        answer: `answered with ${called.status}`,
        isFine: true,
      },
    ];
  },
});
