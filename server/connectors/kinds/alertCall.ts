import { z } from "zod";
import type { Json, JsonObject } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import { alertSources } from "../alerts/alert.ts";
import { filled } from "../alerts/fill.ts";
import { kindOf } from "../frame/kind.ts";
import type { Link } from "../frame/kind.ts";
import type { KnownAlert, ToldSource } from "../frame/ports.ts";
import { neededText, settingText } from "../frame/rows.ts";
import type { Called } from "../http/client.ts";
import { address, noAlerts, urlField } from "./alertParts.ts";

/** One call: where to, how, and what is said. Texts hold pointers into the alert, `{/externalId}`. */
const call = z.strictObject({
  method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).default("POST"),
  path: z.string().startsWith("/").max(2_000),
  body: z.json().optional(),
});
type GivenCall = z.output<typeof call>;

const callText = z
  .string()
  .max(20_000)
  .refine((text) => text.trim() === "" || readCall(text) !== undefined, "Expected a call as JSON: {method, path, body}")
  .default("");
const identifier = z.string().regex(/^[\w-]{0,60}$/, "Expected the name of a header");

function readCall(text: string): GivenCall | undefined {
  try {
    return call.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // no JSON
  }
}

const callField = (key: string, de: string, en: string) =>
  ({
    key,
    type: "textarea",
    label: { de, en },
    help: {
      de: 'JSON, etwa {"method": "PUT", "path": "/api/alerts/{/externalId}", "body": {"state": "closed", "ticket": "{/ticketNumber}"}}. Leer: es wird nichts gemeldet.',
      en: 'JSON such as {"method": "PUT", "path": "/api/alerts/{/externalId}", "body": {"state": "closed", "ticket": "{/ticketNumber}"}}. Empty: nothing is told.',
    },
    maxLength: 20_000,
  }) as const;

/** Tells a product what became of its alerts by calls of one's own: for all of which no way to do so is known for certain. */
export const alertCall = kindOf({
  key: "alert-call",
  capability: "alertSource",
  label: { de: "Rückmeldung nach Vorlage", en: "Answers by template" },
  about: {
    de: "Meldet einem beliebigen Produkt zurück, dass jemand an einem Alarm arbeitet oder dass er erledigt ist. Wohin und was, sagt je eine Vorlage; Felder des Alarms stehen in geschweiften Klammern.",
    en: "Tells any product that somebody is at an alert, or that it is dealt with. A template each says where and what; fields of the alert stand in braces.",
  },
  fields: [
    {
      key: "source",
      type: "enum",
      label: { de: "Alarme von", en: "Alerts from" },
      required: true,
      options: alertSources.map((value) => ({ value, label: { de: value, en: value } })),
    },
    {
      key: "connection",
      type: "text",
      label: { de: "Nur von der Anbindung", en: "Only by the connection" },
      help: {
        de: "Kennung des Anschlusses, über den die Alarme kommen; leer: alle",
        en: "Id of the connector by which the alerts come; empty: all",
      },
    },
    urlField(undefined),
    callField("acknowledge", "Wenn jemand daran arbeitet", "When somebody is at it"),
    callField("close", "Wenn es erledigt ist", "When it is dealt with"),
    {
      key: "header",
      type: "text",
      label: { de: "Kopfzeile des Geheimnisses", en: "Header of the secret" },
      default: "Authorization",
    },
    { key: "prefix", type: "text", label: { de: "Davor steht", en: "Before it stands" }, default: "Bearer" },
    {
      key: "testPath",
      type: "text",
      label: { de: "Zum Testen lesen", en: "Read for a test" },
      help: { de: "Pfad, der nur liest", en: "A path that only reads" },
      default: "/",
    },
  ],
  secrets: [{ key: "secret", label: { de: "Token oder Schlüssel", en: "Token or key" }, isRequired: false }],
  address: ["url", "header"],
  pace: { requests: 60, within: 60_000 },
  answersFor: (settings) => ({
    source: neededText({ settings }, "source"),
    connectionId: settingText({ settings }, "connection"),
  }),
  shape: z.object({
    source: z.enum(alertSources),
    connection: z.string().max(100).default(""),
    url: address,
    acknowledge: callText,
    close: callText,
    header: identifier.default("Authorization"),
    prefix: z.string().max(60).default("Bearer"),
    testPath: z.string().startsWith("/").max(2_000).default("/"),
  }),
  open: (link) => ({ poll: noAlerts, answer: (alert, key) => tell(link, alert, key) }),
  test: async (link) => {
    const { status } = await asked(link, { operation: "test", method: "GET", path: link.settings.testPath });
    const what = { de: `${link.settings.testPath} lesen`, en: `Read ${link.settings.testPath}` };
    return [{ what, answer: `answered with ${status}`, isFine: true }];
  },
});

async function tell(link: Link, alert: KnownAlert, key: string): Promise<ToldSource> {
  const given = readCall(neededText(link, alert.answer === "closed" ? "close" : "acknowledge"));
  if (given === undefined) return { outcome: "over", detail: "no call is set for it" };
  const facts: JsonObject = { ...alert };
  const path = filled(given.path, facts, encodeURIComponent) ?? "/";
  const body = given.body === undefined ? undefined : filledIn(given.body, facts);
  const { status } = await asked(link, { operation: "answer alert", method: given.method, path, body, key });
  return { outcome: "told", detail: `answered with ${status}` };
}

interface Asking {
  readonly operation: string;
  readonly method: GivenCall["method"] | "GET";
  readonly path: string;
  readonly body?: Json | undefined;
  readonly key?: string;
}

function asked(link: Link, { operation, method, path, body, key }: Asking): Promise<Called> {
  const secret = link.secrets["secret"];
  const name = neededText(link, "header");
  const value = `${neededText(link, "prefix")} ${secret ?? ""}`.trim();
  return link.call({
    operation,
    method,
    url: `${neededText(link, "url").replace(/\/+$/, "")}${path}`,
    headers: secret === undefined || name === "" ? {} : { [name.toLowerCase()]: value },
    ...(body === undefined ? {} : { body: { kind: "json", json: body } }),
    ...(key === undefined ? {} : { key }),
  });
}

/** Texts are filled wherever they stand; everything else stays. */
function filledIn(body: Json, facts: JsonObject): Json {
  if (typeof body === "string") return filled(body, facts) ?? "";
  if (Array.isArray(body)) return (body as readonly Json[]).map((each) => filledIn(each, facts)); // isArray forgets readonly
  if (!isObject(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, each]) => [name, filledIn(each ?? null, facts)]));
}
