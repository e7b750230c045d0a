import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { kindOf } from "../frame/kind.ts";
import type { Link, TestStep } from "../frame/kind.ts";
import { neededText } from "../frame/rows.ts";
import { expectPayload } from "../alerts/shape.ts";
import { askOn, everyMinute } from "./asked.ts";
import type { AskedPage } from "./asked.ts";
import { microsoftToken } from "./microsoft.ts";

type Ask = (link: Link, since: Date, page: string | null) => Promise<AskedPage>;

const rocketPage = z.object({ data: z.array(z.unknown()).max(1_000), currentPage: z.number(), totalPages: z.number() });

/** RocketCyber: `GET /v3/incidents`, pages by number, a bearer token. */
const askRocket: Ask = async ({ settings, secrets, call }, since, page) => {
  const url = new URL("/v3/incidents", neededText({ settings }, "url"));
  url.search = new URLSearchParams({ page: page ?? "1", pageSize: "100", startDate: since.toISOString() }).toString();
  const headers = { authorization: `Bearer ${secrets["token"] ?? ""}` };
  const answer = await call({ operation: "list incidents", method: "GET", url: url.href, headers });
  const { data, currentPage, totalPages } = expectPayload(rocketPage, answer.json());
  return { alerts: data, next: currentPage < totalPages ? String(currentPage + 1) : null };
};

const huntressPage = z.object({
  incident_reports: z.array(z.unknown()).max(1_000),
  pagination: z.object({ next_page_token: z.string().nullish() }).nullish(),
});

/** Huntress: `GET /v1/incident_reports`, pages by token, Basic. */
const askHuntress: Ask = async ({ settings, secrets, call }, since, page) => {
  const url = new URL("/v1/incident_reports", neededText({ settings }, "url"));
  const turn: Record<string, string> = page === null ? {} : { page_token: page };
  url.search = new URLSearchParams({ limit: "100", updated_at_min: since.toISOString(), ...turn }).toString();
  const basic = Buffer.from(`${secrets["key"] ?? ""}:${secrets["secret"] ?? ""}`).toString("base64");
  const headers = { authorization: `Basic ${basic}` };
  const answer = await call({ operation: "list incident reports", method: "GET", url: url.href, headers });
  const { incident_reports: alerts, pagination } = expectPayload(huntressPage, answer.json());
  return { alerts, next: pagination?.next_page_token ?? null };
};

const graphPage = z.object({ value: z.array(z.unknown()).max(2_000), "@odata.nextLink": z.string().nullish() });

/** Microsoft Defender XDR: `GET /v1.0/security/alerts_v2` (SecurityAlert.Read.All), pages by link. */
const askGraph: Ask = async (link, since, page) => {
  const base = neededText(link, "url");
  const first = new URL("/v1.0/security/alerts_v2", base);
  first.search = new URLSearchParams({
    $filter: `lastUpdateDateTime ge ${since.toISOString()}`,
    $top: "100",
  }).toString();
  // only a page of the address that the secret is meant for
  const url = page?.startsWith(first.origin) === true ? page : first.href;
  const headers = { authorization: `Bearer ${await microsoftToken(link, `${first.origin}/.default`)}` };
  const answer = await link.call({ operation: "list alerts", method: "GET", url, headers });
  const { value, "@odata.nextLink": next = null } = expectPayload(graphPage, answer.json());
  return { alerts: value, next };
};

const url = z.url({ protocol: /^https?$/ }).max(500);
const opened = (source: string, ask: Ask) => (link: Link) => ({
  poll: (given: JsonObject | undefined) => askOn(link, source, { given, ask: (since, page) => ask(link, since, page) }),
});
const asking =
  (ask: Ask) =>
  async (link: Link): Promise<readonly TestStep[]> => {
    const { alerts } = await ask(link, new Date(link.now().getTime() - 3_600_000), null);
    const what = { de: "Alarme der letzten Stunde holen", en: "Fetch the alerts of the last hour" };
    return [{ what, answer: `${alerts.length} alerts`, isFine: true }];
  };
const urlField = (value: string) =>
  ({ key: "url", type: "text", label: { de: "Adresse", en: "Address" }, required: true, default: value }) as const;
const secret = (key: string, de: string, en: string) => ({ key, label: { de, en }, isRequired: true });

/** RocketCyber has no webhook: it is asked. */
export const rocketcyberPoll = kindOf({
  key: "rocketcyber",
  capability: "alertSource",
  label: { de: "RocketCyber", en: "RocketCyber" },
  about: {
    de: "Holt Vorfälle jede Minute und gleicht die letzten 15 Minuten ab.",
    en: "Fetches incidents every minute and reconciles the last 15 minutes.",
  },
  fields: [urlField("https://api-eu.rocketcyber.com")],
  secrets: [secret("token", "API-Token", "API token")],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  pollEvery: everyMinute,
  shape: z.object({ url }),
  open: opened("rocketcyber", askRocket),
  test: asking(askRocket),
});

/** Huntress allows 60 requests a minute. */
export const huntressPoll = kindOf({
  key: "huntress",
  capability: "alertSource",
  label: { de: "Huntress", en: "Huntress" },
  about: {
    de: "Holt Berichte jede Minute und gleicht die letzten 15 Minuten ab.",
    en: "Fetches reports every minute and reconciles the last 15 minutes.",
  },
  fields: [urlField("https://api.huntress.io")],
  secrets: [secret("key", "API-Schlüssel", "API key"), secret("secret", "API-Geheimnis", "API secret")],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  pollEvery: everyMinute,
  shape: z.object({ url }),
  open: opened("huntress", askHuntress),
  test: asking(askHuntress),
});

/** Microsoft Graph pushes no alerts: it is asked. */
export const graphPoll = kindOf({
  key: "ms-graph",
  capability: "alertSource",
  label: { de: "Microsoft Defender XDR (Alarme)", en: "Microsoft Defender XDR (alerts)" },
  about: {
    de: "Holt Alarme über Microsoft Graph; die Anwendung braucht SecurityAlert.Read.All.",
    en: "Fetches alerts by Microsoft Graph; the application needs SecurityAlert.Read.All.",
  },
  fields: [
    urlField("https://graph.microsoft.com"),
    {
      key: "loginUrl",
      type: "text",
      label: { de: "Anmeldung", en: "Sign-in" },
      required: true,
      default: "https://login.microsoftonline.com",
    },
    { key: "directory", type: "text", label: { de: "Verzeichnis-ID", en: "Directory id" }, required: true },
    { key: "clientId", type: "text", label: { de: "Anwendungs-ID", en: "Application id" }, required: true },
  ],
  secrets: [secret("clientSecret", "Geheimer Clientschlüssel", "Client secret")],
  address: ["url", "loginUrl", "directory"],
  pace: { requests: 60, within: 60_000 },
  pollEvery: everyMinute,
  shape: z.object({
    url,
    loginUrl: url,
    directory: z.string().regex(/^[\w.-]{1,100}$/),
    clientId: z.string().max(100),
  }),
  open: opened("ms-graph", askGraph),
  test: asking(askGraph),
});
