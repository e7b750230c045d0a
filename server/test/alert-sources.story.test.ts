import { createHmac } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { openCaseStage } from "./caseStage.ts";
import type { CaseStage } from "./caseStage.ts";

let stage: CaseStage;
let admin: Client;
test.before(async () => {
  stage = await openCaseStage();
  admin = await stage.as("admin");
});
test.after.always(() => stage.close());

const mapping = {
  externalId: "{/event/id}",
  title: "{/event/host}: {/event/text}",
  condition: "{/event/rule}",
  domain: "capacity",
  severity: { from: "{/event/level}", values: { red: "critical", green: "info" }, otherwise: "moderate" },
  kind: { from: "{/event/state}", values: { on: "triggered", off: "reset" } },
  customerName: "Muster GmbH",
  deviceName: "{/event/host}",
};
const event = (id: string, more: object = {}) => ({ event: { id, host: "SERVER-01", text: "voll", rule: "disk", level: "red", state: "on", ...more } }); // prettier-ignore

async function hook(scheme: "token" | "hmac", given: object = mapping): Promise<string> {
  const settings = { mapping: JSON.stringify(given), scheme, timeZone: "Europe/Vienna" };
  const name = `Hausmonitor ${scheme} ${JSON.stringify(given).length}`;
  const made = await admin.send<{ id: string }>("POST", "/api/connectors", { kind: "alert-mapper", name, settings, mode: "live", simulation: {} }); // prettier-ignore
  const { id } = made.body;
  await admin.send("PUT", `/api/connectors/${id}/secrets/secret`, { value: "geheim" });
  await admin.send("PATCH", `/api/connectors/${id}`, { isEnabled: true });
  return id;
}

function push(id: string, body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${stage.url}/api/alert-hooks/${id}`, { method: "POST", body, headers });
}

const openOf = (title: string) =>
  stage.rows("select number, status, parent_id from tickets where title = $1 order by number", [title]);

test.serial("an unknown product's alerts become tickets by a template, with a token or a signature", async (t) => {
  const byToken = await hook("token");
  const body = JSON.stringify(event("1"));
  const json = { "content-type": "application/json" };

  t.is((await push(byToken, body, json)).status, 401);
  t.is((await push(byToken, body, { ...json, authorization: "Bearer falsch" })).status, 401);
  t.is((await push(byToken, body, { ...json, authorization: "Bearer geheim" })).status, 200);
  const bySignature = await hook("hmac", { ...mapping, condition: "{/event/rule} hmac" });
  const signature = createHmac("sha256", "geheim").update(body).digest("hex");
  t.is((await push(bySignature, `${body} `, { ...json, "x-signature": `sha256=${signature}` })).status, 401);
  t.is((await push(bySignature, body, { ...json, "x-signature": `sha256=${signature}` })).status, 200);
  await eventually("two tickets", async () => ((await openOf("SERVER-01: voll")).length === 2 ? true : undefined));
});

const attempt = (payload: string, contentType: string, given: object) =>
  admin.send<{ alert?: { title: string; severity: string; occurredAt: string }; complaints?: { place: string }[] }>(
    "POST",
    "/api/alert-mappings/try",
    { mapping: given, payload, contentType, timeZone: "Europe/Vienna" },
  );

test.serial("a template is tried out on JSON, XML, a form or a mail, and says what is wrong with it", async (t) => {
  const flat = { externalId: "{/id}", title: "{/what}", severity: "{/level}", occurredAt: "{/at}" };

  const json = await attempt(JSON.stringify(event("1")), "application/json", mapping);
  const xml = await attempt(
    "<a><id>7</id><what>Aus</what><level>major</level><at>2026-11-23 10:00</at></a>",
    "application/xml",
    flat,
  );
  const form = await attempt("id=8&what=Lüfter&level=minor", "application/x-www-form-urlencoded", { ...flat, occurredAt: undefined }); // prettier-ignore
  const mail = await attempt("Message-ID: <m@x>\r\nSubject: Band voll\r\n\r\nText", "message/rfc822", {
    externalId: "{/messageId}",
    title: "{/subject}",
  });
  const wrong = await attempt("{}", "application/json", { title: "{/x}" });

  t.like(json.body.alert, { title: "SERVER-01: voll", severity: "critical" });
  t.like(xml.body.alert, { title: "Aus", severity: "major", occurredAt: "2026-11-23T09:00:00.000Z" });
  t.like(form.body.alert, { title: "Lüfter", severity: "minor" });
  t.like(mail.body.alert, { title: "Band voll" });
  t.like(wrong, { status: 400, body: { complaints: [{ place: "/externalId" }] } });
  t.is((await (await stage.as("blang")).send("POST", "/api/alert-mappings/try", {})).status, 403);
});

test.serial("every payload of every product is taken", async (t) => {
  const fixtures = join(import.meta.dirname, "../connectors/alerts/fixtures");
  const sources: Readonly<Record<string, string>> = {
    atera: "atera", "cw-automate": "cw-automate", "datto-rmm-alert": "datto-rmm", generic: "mail", huntress: "huntress",
    "ms-graph": "ms-graph", "n-sight": "n-sight", ncentral: "n-central", ninjaone: "ninjaone", rocketcyber: "rocketcyber",
    sentinelone: "sentinelone", tacticalrmm: "tactical-rmm",
  }; // prettier-ignore
  const types: Readonly<Record<string, string>> = {
    json: "application/json",
    xml: "application/xml",
    eml: "message/rfc822",
  };
  const files = (await readdir(fixtures)).filter((name) => !name.startsWith("normalized"));
  const answers = new Map<string, number>();
  for (const file of files) {
    const source = Object.entries(sources).find(([prefix]) => file.startsWith(prefix))?.[1] ?? "generic";
    const headers = { authorization: "Bearer abl_demo_rmm", "content-type": types[file.split(".").at(-1) ?? ""] ?? "" };
    const body = await readFile(join(fixtures, file));
    answers.set(file, (await fetch(`${stage.url}/api/alerts/${source}`, { method: "POST", body, headers })).status);
  }

  t.is(answers.size, 15);
  // one is the template of a webhook and no alert, one comes from a product without a reader of its own: those need a template
  const others = ["datto-rmm-webhook-template.json", "psa-platform-security-alert.json"];
  t.deepEqual(
    [...answers].filter(([, status]) => status !== 200).map(([file]) => file),
    others,
  );
  const psa = await readFile(join(fixtures, "psa-platform-security-alert.json"), "utf8");
  const datto = (await readFile(join(fixtures, "datto-rmm-webhook-template.json"), "utf8")).replaceAll(
    /\[(\w+)\]/g,
    "$1 1",
  );
  const filled = await fetch(`${stage.url}/api/alerts/datto-rmm`, { method: "POST", body: datto, headers: { authorization: "Bearer abl_demo_rmm", "content-type": "application/json" } }); // prettier-ignore
  t.is(filled.status, 200);
  const given = { externalId: "{/alert_id}", title: "{/threat_type} on {/affected_asset}", domain: "security" };
  const tried = await admin.send("POST", "/api/alert-mappings/try", { mapping: given, payload: psa, contentType: "application/json" }); // prettier-ignore
  t.is(tried.status, 200, JSON.stringify(tried.body));
});

const generic = (alert: object) => stage.alarm({ domain: "availability", severity: "critical", ...alert });

test.serial(
  "from the fifth device of a site on, one collective ticket stands for all, and a reset of one does not close it",
  async (t) => {
    t.timeout(120_000);
    const titles = Array.from({ length: 8 }, (_, index) => `AP-${index} offline`);
    for (const [index, title] of titles.entries()) {
      await generic({ title, deviceName: `AP-${index}`, condition: "offline", customerName: "Bäcker Müller KG" });
      await eventually(`${title} to be settled`, async () => {
        const settled = await stage.rows(
          "select 1 from alerts a join alert_conditions c on c.tenant_id = a.tenant_id and c.dedup_key = a.dedup_key where a.title = $1 and c.ticket_id is not null",
          [title],
        );
        return settled.length > 0 ? true : undefined;
      });
    }
    const collective = await eventually("the collective ticket", async () => (await stage.rows("select id, number, status from tickets where title like 'Sammelst%'"))[0]); // prettier-ignore

    const alone = await stage.rows("select 1 from tickets where title like 'AP-% offline'");
    t.true(alone.length <= 4, `${alone.length} tickets of single devices`);
    t.is((await stage.rows("select 1 from tickets where title like 'Sammelst%'")).length, 1);
    await eventually("the children", async () => ((await stage.rows("select 1 from tickets where parent_id = $1", [collective["id"]])).length === alone.length ? true : undefined)); // prettier-ignore
    await generic({
      title: "AP-7 online",
      kind: "reset",
      deviceName: "AP-7",
      condition: "offline",
      customerName: "Bäcker Müller KG",
    });
    await eventually("the word of the reset", async () => ((await stage.rows("select 1 from ticket_messages where body like 'AP-7 online%'")).length === 1 ? true : undefined)); // prettier-ignore
    const [still] = await stage.rows("select status from tickets where id = $1", [collective["id"]]);
    t.not(still?.["status"], "cancelled");
  },
);

test.serial("a maintenance window hides an outage and never a security alert", async (t) => {
  await stage.rows(
    `insert into maintenance_windows (tenant_id, id, customer_id, from_at, to_at, reason)
     select tenant_id, gen_random_uuid(), id, now() - interval '1 hour', now() + interval '1 hour', 'Update' from customers where name = 'Muster GmbH'`,
  );
  await generic({ title: "FW-01 nicht erreichbar", deviceName: "FW-01", condition: "ping" });
  const title = "Angriff während der Wartung";
  await stage.alarm({ title, severity: "critical", verdict: "malicious", deviceName: "FW-01", condition: "ips" });

  await stage.incident(title);
  t.is((await openOf("FW-01 nicht erreichbar")).length, 0);
  const [window] = await stage.rows(
    "select 1 from intakes where payload::text like '%FW-01 nicht erreichbar%' and action = 'suppress'",
  );
  t.truthy(window);
});
