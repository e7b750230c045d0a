import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { normalizedAlert } from "./alert.ts";
import type { NormalizedAlert } from "./alert.ts";
import type { AlertMapping } from "./mapping.ts";
import { normaliseAlert } from "./normalise.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const context = { connectionId: "default", receivedAt: new Date("2026-11-22T10:05:00.000Z") };
const examples = z
  .array(normalizedAlert)
  .parse(JSON.parse(await readFile(join(fixtures, "normalized.examples.json"), "utf8")));

/** Which product sends which file. The two that have no product of their own come by mapping or are no alert at all. */
const files: Readonly<Record<string, string>> = {
  "atera-alert.json": "atera",
  "cw-automate-alert.json": "cw-automate",
  "datto-rmm-alert.json": "datto-rmm",
  "generic-monitoring-mail.eml": "mail",
  "huntress-incident.json": "huntress",
  "ms-graph-alert_v2.json": "ms-graph",
  "n-sight-mail.eml": "n-sight",
  "ncentral-notification.xml": "n-central",
  "ninjaone-webhook-reset.json": "ninjaone",
  "ninjaone-webhook.json": "ninjaone",
  "rocketcyber-incident.json": "rocketcyber",
  "sentinelone-threat.json": "sentinelone",
  "tacticalrmm-alert.json": "tactical-rmm",
};
const types: Readonly<Record<string, string>> = {
  json: "application/json",
  xml: "application/xml",
  eml: "message/rfc822",
};

for (const example of examples) {
  test(`normalised to the last member: ${example.source} ${example.externalId}`, async (t) => {
    const [file] = await filesWith(example.raw.sha256);

    t.deepEqual(await normalised(file!), example);
  });
}

test("all payloads are known to these tests", async (t) => {
  const names = (await readdir(fixtures)).filter((name) => !name.startsWith("normalized"));

  t.is(names.length, 15);
  t.deepEqual(
    names.filter((name) => !(name in files)),
    ["datto-rmm-webhook-template.json", "psa-platform-security-alert.json"],
  );
  t.is(examples.length, 11);
});

test("triggered and reset have one key; another device, customer or connection has another", async (t) => {
  const [triggered, reset] = [
    await normalised("ninjaone-webhook.json"),
    await normalised("ninjaone-webhook-reset.json"),
  ];

  t.is(reset.kind, "reset");
  t.is(reset.dedupKey, triggered.dedupKey);
  t.is(
    await keyOf({ activityId: 999, activityTime: 1_795_339_999, severity: "MINOR", message: "Disk C: 2 % left" }),
    triggered.dedupKey,
  );
  const others = [
    await keyOf({ deviceId: 78 }),
    await keyOf({ organizationId: 501 }),
    await keyOf({ statusCode: "CPU" }),
  ];
  t.is(new Set([triggered.dedupKey, ...others]).size, 4);
  const elsewhere = await normaliseAlert("ninjaone", await raw("ninjaone-webhook.json"), "application/json", {
    ...context,
    connectionId: "b",
  });
  t.not(elsewhere.dedupKey, triggered.dedupKey);
});

test("a separator in a name does not make two conditions one", async (t) => {
  const one = await ninja({ organizationId: "a|b", deviceId: "c" });
  const other = await ninja({ organizationId: "a", deviceId: "b|c" });

  t.not(one.dedupKey, other.dedupKey);
});

test("N-sight says in headers which device it is about", async (t) => {
  t.like(await normalised("n-sight-mail.eml"), {
    source: "mail",
    externalId: "<123456.98765432@n-sight.example>",
    kind: "triggered",
    domain: "backup",
    severity: "major",
    title: "ALERT: Muster GmbH - SERVER-01 - Backup Check failed",
    customerRef: { externalId: "78909", name: "Muster GmbH" },
    deviceRef: { externalId: "98765432", name: "SERVER-01", ip: null },
    condition: "check:123456",
    occurredAt: "2026-11-22T10:05:00.000Z",
  });
});

test("a mail of an unknown system is read by its lines, and its good news resets the same condition", async (t) => {
  const failed = await normalised("generic-monitoring-mail.eml");
  const text = (await raw("generic-monitoring-mail.eml")).toString();
  const fine = text
    .replace("[Failed]", "[Success]")
    .replace("0 of 3", "3 of 3")
    .replace("Severity: error", "Severity: info");
  const reset = await normaliseAlert("mail", Buffer.from(fine.replace("001@", "002@")), "message/rfc822", context);

  t.like(failed, {
    source: "mail",
    externalId: "<job-20261122-001@backup.example>",
    kind: "triggered",
    domain: "backup",
    severity: "major",
    sourceSeverity: "error",
    customerRef: { externalId: null, name: "Muster GmbH" },
    deviceRef: { externalId: null, name: "SERVER-01", ip: null },
    condition: "Backup",
    occurredAt: "2026-11-22T09:00:00.000Z",
  });
  t.true(failed.description?.includes("Der Auftrag ist fehlgeschlagen."));
  t.like(reset, { kind: "reset", severity: "info", dedupKey: failed.dedupKey });
});

test("without lines the subject is the condition, without what counts up", async (t) => {
  const [first, second, fine] = [
    await monitoringMail("PROBLEM: Disk 91 % (3rd time)"),
    await monitoringMail("PROBLEM: Disk 97 %"),
    await monitoringMail("OK: Disk 40 %"),
  ];

  t.is(first.dedupKey, second.dedupKey);
  t.is(fine.dedupKey, first.dedupKey);
  t.deepEqual([first.kind, fine.kind], ["triggered", "reset"]);
  t.is((await t.throwsAsync(monitoringMail(" "), { instanceOf: Refusal }))?.complaints[0]?.place, "Subject");
});

test("a webhook of Datto RMM is an alert once its placeholders are filled", async (t) => {
  const template = (await raw("datto-rmm-webhook-template.json")).toString();
  const refusal = await t.throwsAsync(normalised("datto-rmm-webhook-template.json", "datto-rmm"), {
    instanceOf: Refusal,
  });
  const filled = template
    .replace("[alert_uid]", "u-1")
    .replace("[alert_message]", "Disk C: 97 %")
    .replace("[alert_priority]", "Critical")
    .replace("[sitename]", "Muster GmbH")
    .replace("[platform]", "zinfandel");

  t.is(refusal?.code, "alert.shape");
  t.true(refusal?.complaints.some(({ place }) => place === "/alert_uid"));
  t.like(await normaliseAlert("datto-rmm", Buffer.from(filled), "application/json", context), {
    externalId: "u-1",
    kind: "triggered",
    domain: "capacity",
    severity: "critical",
    title: "Disk C: 97 %",
    customerRef: { externalId: null, name: "Muster GmbH" },
    occurredAt: "2026-11-22T10:05:00.000Z",
  });
});

test("resets and acknowledgements of the other products", async (t) => {
  const edited = async (file: string, from: string, to: string) => {
    const text = (await raw(file)).toString();
    t.true(text.includes(from), file);
    const alert = await normaliseAlert(files[file]!, Buffer.from(text.replace(from, to)), "application/json", context);
    t.is(alert.dedupKey, (await normalised(file)).dedupKey, file);
    return alert.kind;
  };

  t.is(await edited("datto-rmm-alert.json", '"resolved": false', '"resolved": true'), "reset");
  t.is(await edited("huntress-incident.json", '"status": "sent"', '"status": "closed"'), "reset");
  t.is(await edited("rocketcyber-incident.json", '"status": "open"', '"status": "resolved"'), "reset");
  t.is(await edited("ms-graph-alert_v2.json", '"status": "new"', '"status": "inProgress"'), "acknowledged");
  t.is(await edited("ms-graph-alert_v2.json", '"status": "new"', '"status": "resolved"'), "reset");
  t.is(await edited("sentinelone-threat.json", '"unresolved"', '"resolved"'), "reset");
  t.is(await edited("tacticalrmm-alert.json", '"trigger"', '"resolve"'), "reset");
  t.is(await edited("cw-automate-alert.json", '"Open"', '"Fixed"'), "reset");
  t.is(
    await edited("ncentral-notification.xml", "<QualitativeNewState>Failed", "<QualitativeNewState>Normal"),
    "reset",
  );
  t.is(await edited("ninjaone-webhook.json", '"TRIGGERED"', '"ACKNOWLEDGED"'), "acknowledged");
});

test("a threat that nobody stopped is critical, one that an analyst cleared is not", async (t) => {
  t.like(await threat(['"mitigated"', '"not_mitigated"']), { severity: "critical", mitigation: "none" });
  t.like(await threat(['"mitigated"', '"not_mitigated"'], ['"success"', '"failed"']), {
    severity: "critical",
    mitigation: "failed",
  });
  t.like(await threat(['"undefined"', '"false_positive"']), { severity: "info", verdict: "benign" });
});

test("the device of a Defender alert comes from its evidence", async (t) => {
  const device =
    '[{"x": 1}, 5, {"@odata.type": "#microsoft.graph.security.deviceEvidence", "mdeDeviceId": "d1", "deviceDnsName": "ws1.muster.example", "lastIpAddress": "10.0.0.5"}]';
  const text = (await raw("ms-graph-alert_v2.json")).toString().replace('"evidence": []', `"evidence": ${device}`);

  const alert = await normaliseAlert("ms-graph", Buffer.from(text), "application/json", context);

  t.deepEqual(alert.deviceRef, { externalId: "d1", name: "ws1.muster.example", ip: "10.0.0.5" });
});

test("N-central tells local time, and the connection says whose", async (t) => {
  const alert = await normaliseAlert("n-central", await raw("ncentral-notification.xml"), "text/xml; charset=utf-8", {
    ...context,
    timeZone: "Europe/Berlin",
  });

  t.is(alert.occurredAt, "2026-11-22T09:00:00.000Z");
  t.is(alert.raw.contentType, "text/xml");
});

const mapping: AlertMapping = {
  externalId: "{/alert_id}",
  title: "{/threat_type} on {/affected_asset}",
  condition: "threat:{/threat_type}",
  domain: "security",
  severity: { from: "{/severity}", values: { high: "critical" }, otherwise: "moderate" },
  sourceSeverity: "{/severity}",
  verdict: "unknown",
  customerId: "{/customer_id}",
  deviceName: "{/affected_asset}",
  remediation: "{/action}",
};

test("a product that nobody knows is read by a mapping", async (t) => {
  const alert = await normaliseAlert("generic", await raw("psa-platform-security-alert.json"), "application/json", {
    ...context,
    mapping,
  });

  t.like(alert, {
    source: "generic",
    externalId: "rc-55012",
    kind: "triggered",
    domain: "security",
    severity: "critical",
    sourceSeverity: "high",
    verdict: "unknown",
    title: "malware on WS-MUELLER",
    remediation: "isolate",
    customerRef: { externalId: "c-0001", name: null },
    deviceRef: { externalId: null, name: "WS-MUELLER", ip: null },
    condition: "threat:malware",
    occurredAt: "2026-11-22T10:05:00.000Z",
  });
  t.notThrows(() => normalizedAlert.parse(alert));
});

test("mappings read XML and mail as well, and reach no prototypes", async (t) => {
  const named: AlertMapping = {
    externalId: "{/id}",
    title: "{/name}",
    description: "{/constructor}{/__proto__}{/name/length}{/list/1}",
  };
  const xml = Buffer.from("<a><id>1</id><name>Fire &amp; water</name></a>");
  const json = Buffer.from('{"id": 2, "name": "x", "list": ["a", "b"]}');
  const mail = Buffer.from("Subject: Help\r\nMessage-ID: <1@a.example>\r\n\r\nText");

  t.like(await normaliseAlert("generic", xml, "application/xml", { ...context, mapping: named }), {
    externalId: "1",
    title: "Fire & water",
  });
  t.like(await normaliseAlert("generic", json, "application/json", { ...context, mapping: named }), {
    description: "b",
  });
  const byMail = { externalId: "{/messageId}", title: "{/subject}" };
  t.like(await normaliseAlert("generic", mail, "message/rfc822", { ...context, mapping: byMail }), { title: "Help" });
});

test("without a mapping, generic reads members named like its own", async (t) => {
  const payload = {
    externalId: "1",
    title: "Backup failed",
    severity: "critical",
    kind: "reset",
    customerName: "Muster GmbH",
    occurredAt: "2026-11-22T09:00:00+01:00",
  };

  t.like(await normaliseAlert("generic", Buffer.from(JSON.stringify(payload)), "application/json", context), {
    kind: "reset",
    domain: "backup",
    severity: "critical",
    customerRef: { externalId: null, name: "Muster GmbH" },
    condition: "Backup failed",
    occurredAt: "2026-11-22T08:00:00.000Z",
  });
});

test("a mapping that is wrong is told apart from a payload that is", async (t) => {
  const refused = async (wrong: unknown) => {
    const refusal = await t.throwsAsync(mapped(wrong), { instanceOf: Refusal });
    return `${refusal?.code} ${refusal?.complaints[0]?.place}`;
  };

  t.is(await refused({ title: "{/a}" }), "alert.mapping /externalId");
  t.is(await refused({ externalId: "1", title: "{/a}", colour: "red" }), "alert.mapping /");
  t.is(await refused({ externalId: "1", title: "{/b}" }), "alert.shape title");
  t.is(await refused({ externalId: "1", title: "{/a}", kind: "{/a}" }), "alert.shape kind");
  t.is(await refused({ externalId: "1", title: "{/a}", occurredAt: "{/a}" }), "alert.shape occurredAt");
});

test("what is no alert is refused with its place", async (t) => {
  const places: readonly (readonly [string, string, string])[] = [
    ["ninjaone", "{", "/"],
    ["ninjaone", "[]", "/"],
    ["ninjaone", "null", "/"],
    ["ninjaone", '{"activityId": 1, "activityTime": "x", "statusCode": "A", "status": "RESET"}', "/activityTime"],
    ["ninjaone", '{"activityId": 1, "activityTime": 1795338000, "statusCode": "A", "status": "BORED"}', "/status"],
    ["ninjaone", '{"activityId": {}, "activityTime": 1795338000, "statusCode": "A", "status": "RESET"}', "/activityId"],
    ["sentinelone", '{"data": {"threatInfo": {"threatName": "x"}}}', "/data/threatInfo/threatId"],
    ["ms-graph", '{"id": "1", "title": "x", "createdDateTime": "yesterday"}', "/createdDateTime"],
    ["n-central", "<notification><AffectedService>Disk</AffectedService></notification>", "QualitativeNewState"],
    ["n-central", "{}", "line 1"],
    ["mail", "", "Subject"],
  ];
  for (const [source, payload, place] of places) {
    const refusal = await t.throwsAsync(normaliseAlert(source, Buffer.from(payload), "", context), {
      instanceOf: Refusal,
    });
    t.is(refusal?.code, "alert.shape", payload);
    t.is(refusal?.complaints[0]?.place, place, payload);
  }
});

test("unknown sources, bytes that are no text and payloads that are too long", async (t) => {
  const code = async (source: string, payload: Buffer) =>
    (await t.throwsAsync(normaliseAlert(source, payload, "application/json", context), { instanceOf: Refusal }))?.code;

  for (const source of ["nagios", "portal", "constructor", "__proto__", ""])
    t.is(await code(source, Buffer.from("{}")), "alert.source");
  t.is(await code("ninjaone", Buffer.from([0x7b, 0xff, 0x7d])), "alert.shape");
  t.is(await code("ninjaone", Buffer.alloc(1_048_577, 32)), "alert.size");
});

test("nothing comes through that the database could not keep", async (t) => {
  const alert = await ninja({ message: "a\u0000b\ud800c", severity: "x\u0000" });

  t.is(alert.title, "ab\ufffdc");
  t.is(alert.sourceSeverity, "x");
  t.is((await ninja({ message: "ä".repeat(300) })).title.length, 250);
});

test("the schema says what the published JSON schema says", async (t) => {
  const published: unknown = JSON.parse(await readFile(join(fixtures, "normalized-alert.schema.json"), "utf8"));

  t.deepEqual(plainSchema(z.toJSONSchema(normalizedAlert)), plainSchema(published));
});

async function normalised(file: string, source = files[file] ?? ""): Promise<NormalizedAlert> {
  const alert = await normaliseAlert(source, await raw(file), types[file.split(".").at(-1) ?? ""] ?? "", context);
  return normalizedAlert.parse(alert);
}

async function ninja(change: Record<string, unknown>): Promise<NormalizedAlert> {
  const payload: unknown = JSON.parse((await raw("ninjaone-webhook.json")).toString());
  const changed = Buffer.from(JSON.stringify(Object.assign({}, payload, change)));
  return normalizedAlert.parse(await normaliseAlert("ninjaone", changed, "application/json", context));
}

async function keyOf(change: Record<string, unknown>): Promise<string> {
  return (await ninja(change)).dedupKey;
}

function monitoringMail(subject: string): Promise<NormalizedAlert> {
  const mail = `From: a@b.example\r\nSubject: ${subject}\r\n\r\nText`;
  return normaliseAlert("mail", Buffer.from(mail), "message/rfc822", context);
}

async function threat(...changes: readonly (readonly [string, string])[]): Promise<NormalizedAlert> {
  const given = (await raw("sentinelone-threat.json")).toString();
  const text = changes.reduce((sum, [from, to]) => sum.replace(from, to), given);
  return normaliseAlert("sentinelone", Buffer.from(text), "application/json", context);
}

function mapped(wrong: unknown): Promise<NormalizedAlert> {
  return normaliseAlert("generic", Buffer.from('{"a": "x"}'), "application/json", { ...context, mapping: wrong });
}

function raw(file: string): Promise<Buffer> {
  return readFile(join(fixtures, file));
}

async function filesWith(sha256: string): Promise<string[]> {
  const hashes = await Promise.all(
    Object.keys(files).map(
      async (file) =>
        [
          file,
          createHash("sha256")
            .update(await raw(file))
            .digest("hex"),
        ] as const,
    ),
  );
  return hashes.filter(([, hash]) => hash === sha256).map(([file]) => file);
}

/** One way of saying the same: unions with null, order of lists, and patterns that only spell out a format. */
function plainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return inOrder(schema.map(plainSchema));
  if (!isRecord(schema)) return schema;
  const given = isRecord(schema["anyOf"]) || Array.isArray(schema["anyOf"]) ? nullable(schema["anyOf"]) : { ...schema };
  for (const name of ["$schema", "$id", "title", "description"])
    if (typeof given[name] === "string") delete given[name];
  if (given["format"] !== undefined) delete given["pattern"];
  if (given["const"] !== undefined || given["enum"] !== undefined) delete given["type"];
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, plainSchema(value)]));
}

/** `anyOf` a schema and null, as one schema. */
function nullable(union: unknown): Record<string, unknown> {
  const [schema, none]: unknown[] = Array.isArray(union) ? union : [];
  if (!isRecord(schema) || !isRecord(none) || none["type"] !== "null") throw new Error("expected a union with null");
  return Array.isArray(schema["enum"])
    ? { enum: [...schema["enum"], null] }
    : { ...schema, type: [schema["type"], "null"] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inOrder(list: readonly unknown[]): unknown[] {
  return list.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
}
