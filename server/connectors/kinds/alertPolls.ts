import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { kindOf } from "../frame/kind.ts";
import type { Link, TestStep } from "../frame/kind.ts";
import type { KnownAlert, ToldSource } from "../frame/ports.ts";
import { neededText } from "../frame/rows.ts";
import { expectPayload } from "../alerts/shape.ts";
import { address, answersField, nothingToDo, urlField } from "./alertParts.ts";
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

type Tell = (link: Link, alert: KnownAlert) => Promise<ToldSource>;

/** Huntress: `POST /v1/incident_reports/{id}/resolution`; it refuses while remediations are open. */
const tellHuntress: Tell = async ({ settings, secrets, call }, { answer, externalId }) => {
  if (answer === "acknowledged") return nothingToDo("Huntress");
  const path = `/v1/incident_reports/${encodeURIComponent(externalId)}/resolution`;
  const basic = Buffer.from(`${secrets["key"] ?? ""}:${secrets["secret"] ?? ""}`).toString("base64");
  await call({
    operation: "resolve incident report",
    method: "POST",
    url: new URL(path, neededText({ settings }, "url")).href,
    headers: { authorization: `Basic ${basic}` },
  });
  return { outcome: "told", detail: externalId };
};

/** Microsoft Graph: `PATCH /v1.0/security/alerts_v2/{id}` (SecurityAlert.ReadWrite.All). */
const tellGraph: Tell = async (link, { answer, externalId }) => {
  const place = new URL(`/v1.0/security/alerts_v2/${encodeURIComponent(externalId)}`, neededText(link, "url"));
  const status = answer === "closed" ? "resolved" : "inProgress";
  await link.call({
    operation: "set state of alert",
    method: "PATCH",
    url: place.href,
    headers: { authorization: `Bearer ${await microsoftToken(link, `${place.origin}/.default`)}` },
    body: { kind: "json", json: { status } },
  });
  return { outcome: "told", detail: status };
};

const opened = (source: string, ask: Ask, tell?: Tell) => (link: Link) => ({
  poll: (given: JsonObject | undefined) => askOn(link, source, { given, ask: (since, page) => ask(link, since, page) }),
  ...(tell === undefined ? {} : { answer: (alert: KnownAlert) => tell(link, alert) }),
});
const answersWhenTold = (source: string) => (settings: JsonObject) =>
  settings["answers"] === true ? { source } : undefined;
const asking =
  (ask: Ask) =>
  async (link: Link): Promise<readonly TestStep[]> => {
    const { alerts } = await ask(link, new Date(link.now().getTime() - 3_600_000), null);
    const what = { de: "Alarme der letzten Stunde holen", en: "Fetch the alerts of the last hour" };
    return [{ what, answer: `${alerts.length} alerts`, isFine: true }];
  };
const secret = (key: string, de: string, en: string) => ({ key, label: { de, en }, isRequired: true });

/** RocketCyber has no webhook: it is asked. */
export const rocketcyberPoll = kindOf({
  key: "rocketcyber",
  capability: "alertSource",
  label: { de: "RocketCyber", en: "RocketCyber" },
  about: {
    de: "Holt Vorfälle jede Minute und gleicht die letzten 15 Minuten ab. Die Schnittstelle liest nur; wer zurückmelden will, richtet „Rückmeldung nach Vorlage“ ein.",
    en: "Fetches incidents every minute and reconciles the last 15 minutes. The interface only reads; whoever wants to answer sets up “Answers by template”.",
  },
  fields: [urlField("https://api-eu.rocketcyber.com")],
  secrets: [secret("token", "API-Token", "API token")],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  pollEvery: everyMinute,
  shape: z.object({ url: address }),
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
  fields: [urlField("https://api.huntress.io"), answersField],
  secrets: [secret("key", "API-Schlüssel", "API key"), secret("secret", "API-Geheimnis", "API secret")],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  pollEvery: everyMinute,
  answersFor: answersWhenTold("huntress"),
  shape: z.object({ url: address, answers: z.boolean().default(false) }),
  open: opened("huntress", askHuntress, tellHuntress),
  test: asking(askHuntress),
});

/** Microsoft Graph pushes no alerts: it is asked. */
export const graphPoll = kindOf({
  key: "ms-graph",
  capability: "alertSource",
  label: { de: "Microsoft Defender XDR (Alarme)", en: "Microsoft Defender XDR (alerts)" },
  about: {
    de: "Holt Alarme über Microsoft Graph; die Anwendung braucht SecurityAlert.Read.All, zum Rückmelden SecurityAlert.ReadWrite.All.",
    en: "Fetches alerts by Microsoft Graph; the application needs SecurityAlert.Read.All, and SecurityAlert.ReadWrite.All to answer.",
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
    answersField,
  ],
  secrets: [secret("clientSecret", "Geheimer Clientschlüssel", "Client secret")],
  address: ["url", "loginUrl", "directory"],
  pace: { requests: 60, within: 60_000 },
  pollEvery: everyMinute,
  shape: z.object({
    url: address,
    loginUrl: address,
    directory: z.string().regex(/^[\w.-]{1,100}$/),
    clientId: z.string().max(100),
    answers: z.boolean().default(false),
  }),
  answersFor: answersWhenTold("ms-graph"),
  open: opened("ms-graph", askGraph, tellGraph),
  test: asking(askGraph),
});
