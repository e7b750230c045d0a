import { z } from "zod";
import { expectPayload } from "../alerts/shape.ts";
import { kindOf } from "../frame/kind.ts";
import type { Link } from "../frame/kind.ts";
import type { AlertSourcePort, KnownAlert, ToldSource } from "../frame/ports.ts";
import { neededText } from "../frame/rows.ts";
import { tokenOf } from "../http/oauth.ts";
import { address, noAlerts, nothingToDo, urlField } from "./alertParts.ts";

const at = (link: Link, path: string): string => `${neededText(link, "url").replace(/\/+$/, "")}${path}`;
const port = (answer: (alert: KnownAlert) => Promise<ToldSource>): AlertSourcePort => ({ poll: noAlerts, answer });

// NinjaOne

const openAlerts = z.array(z.object({ uid: z.string().min(1).max(200), message: z.string().nullish() })).max(1_000);

async function ninjaHeaders(link: Link): Promise<Record<string, string>> {
  const scope = "monitoring management";
  const token = await tokenOf(link, {
    tokenUrl: at(link, "/ws/oauth/token"),
    clientId: neededText(link, "clientId"),
    scope,
  });
  return { authorization: `Bearer ${token}` };
}

/** A webhook tells the activity and not the alert: it is found among the open ones of its device, by what it says. */
async function answerNinja(link: Link, { answer, deviceId, title }: KnownAlert): Promise<ToldSource> {
  if (answer === "acknowledged") return nothingToDo("NinjaOne");
  if (deviceId === null) return { outcome: "over", detail: "the alert names no device" };
  const headers = await ninjaHeaders(link);
  const listed = await link.call({
    operation: "list alerts of a device",
    method: "GET",
    url: at(link, `/v2/device/${encodeURIComponent(deviceId)}/alerts`),
    headers,
  });
  const same = expectPayload(openAlerts, listed.json()).filter(({ message }) => message === title);
  for (const { uid } of same) {
    const path = `/v2/alert/${encodeURIComponent(uid)}`;
    await link.call({ operation: "reset alert", method: "DELETE", url: at(link, path), headers, expected: [404] });
  }
  return same.length === 0 ? { outcome: "over", detail: "no such alert is open there" } : { outcome: "told", detail: same.map(({ uid }) => uid).join(", ") }; // prettier-ignore
}

export const ninjaoneAnswers = kindOf({
  key: "ninjaone",
  capability: "alertSource",
  label: { de: "NinjaOne (Rückmeldung)", en: "NinjaOne (answers)" },
  about: {
    de: "Setzt Alarme zurück, wenn ihr Ticket gelöst ist. Alarme kommen weiter über den Webhook (/api/alerts/ninjaone). Quittieren kennt die Schnittstelle nicht.",
    en: "Resets alerts when their ticket is solved. Alerts still come by webhook (/api/alerts/ninjaone). The interface knows no acknowledging.",
  },
  fields: [
    urlField("https://eu.ninjarmm.com"),
    { key: "clientId", type: "text", label: { de: "Client-ID", en: "Client id" }, required: true },
  ],
  secrets: [{ key: "clientSecret", label: { de: "Client-Geheimnis", en: "Client secret" }, isRequired: true }],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  answersFor: () => ({ source: "ninjaone" }),
  shape: z.object({ url: address, clientId: z.string().min(1).max(200) }),
  open: (link) => port((alert) => answerNinja(link, alert)),
  test: async (link) => {
    await ninjaHeaders(link);
    return [{ what: { de: "Anmelden", en: "Sign in" }, answer: "token granted", isFine: true }];
  },
});

// Datto RMM

const granted = z.object({ access_token: z.string().min(1) });

/** The password grant of a client that everybody shares, as the vendor documents it (RFC 6749, 4.3). */
async function dattoHeaders(link: Link): Promise<Record<string, string>> {
  const called = await link.call({
    operation: "sign in",
    method: "POST",
    url: at(link, "/auth/oauth/token"),
    headers: { authorization: `Basic ${Buffer.from("public-client:public").toString("base64")}` },
    body: {
      kind: "form",
      form: { grant_type: "password", username: neededText(link, "key"), password: link.secrets["secret"] ?? "" },
    },
  });
  return { authorization: `Bearer ${expectPayload(granted, called.json()).access_token}` };
}

async function answerDatto(link: Link, { answer, externalId }: KnownAlert): Promise<ToldSource> {
  if (answer === "acknowledged") return nothingToDo("Datto RMM");
  await link.call({
    operation: "resolve alert",
    method: "POST",
    url: at(link, `/api/v2/alert/${encodeURIComponent(externalId)}/resolve`),
    headers: await dattoHeaders(link),
  });
  return { outcome: "told", detail: externalId };
}

export const dattoAnswers = kindOf({
  key: "datto-rmm",
  capability: "alertSource",
  label: { de: "Datto RMM (Rückmeldung)", en: "Datto RMM (answers)" },
  about: {
    de: "Löst Alarme, wenn ihr Ticket gelöst ist. Alarme kommen weiter über den Webhook (/api/alerts/datto-rmm). Quittieren kennt die Schnittstelle nicht.",
    en: "Resolves alerts when their ticket is solved. Alerts still come by webhook (/api/alerts/datto-rmm). The interface knows no acknowledging.",
  },
  fields: [
    urlField("https://pinotage-api.centrastage.net"),
    { key: "key", type: "text", label: { de: "API-Schlüssel", en: "API key" }, required: true },
  ],
  secrets: [{ key: "secret", label: { de: "API-Geheimnis", en: "API secret" }, isRequired: true }],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  answersFor: () => ({ source: "datto-rmm" }),
  shape: z.object({ url: address, key: z.string().min(1).max(200) }),
  open: (link) => port((alert) => answerDatto(link, alert)),
  test: async (link) => {
    await dattoHeaders(link);
    return [{ what: { de: "Anmelden", en: "Sign in" }, answer: "token granted", isFine: true }];
  },
});

// SentinelOne

const affected = z.object({ data: z.object({ affected: z.number() }) });
const threatStates = { acknowledged: "in_progress", closed: "resolved" } as const;

async function answerThreat(link: Link, { answer, externalId }: KnownAlert): Promise<ToldSource> {
  const called = await link.call({
    operation: "set state of threat",
    method: "POST",
    url: at(link, "/web/api/v2.1/threats/incident"),
    headers: { authorization: `ApiToken ${link.secrets["token"] ?? ""}` },
    body: {
      kind: "json",
      json: { filter: { ids: [externalId] }, data: { incidentStatus: threatStates[answer] } },
    },
  });
  const { data } = expectPayload(affected, called.json());
  return data.affected > 0
    ? { outcome: "told", detail: threatStates[answer] }
    : { outcome: "over", detail: "no threat was changed" };
}

export const sentineloneAnswers = kindOf({
  key: "sentinelone-threats",
  capability: "alertSource",
  label: { de: "SentinelOne (Rückmeldung)", en: "SentinelOne (answers)" },
  about: {
    de: "Setzt Bedrohungen auf „in Bearbeitung“, wenn jemand sie prüft, und auf „gelöst“, wenn ihr Ticket gelöst ist.",
    en: "Sets threats to “in progress” when somebody looks at them, and to “resolved” when their ticket is solved.",
  },
  fields: [urlField(undefined)],
  secrets: [{ key: "token", label: { de: "API-Token", en: "API token" }, isRequired: true }],
  address: ["url"],
  pace: { requests: 60, within: 60_000 },
  answersFor: () => ({ source: "sentinelone" }),
  shape: z.object({ url: address }),
  open: (link) => port((alert) => answerThreat(link, alert)),
  test: async (link) => {
    const called = await link.call({
      operation: "look at threats",
      method: "GET",
      url: at(link, "/web/api/v2.1/threats?limit=1"),
      headers: { authorization: `ApiToken ${link.secrets["token"] ?? ""}` },
    });
    const what = { de: "Eine Bedrohung lesen", en: "Read a threat" };
    return [{ what, answer: `answered with ${called.status}`, isFine: true }];
  },
});
