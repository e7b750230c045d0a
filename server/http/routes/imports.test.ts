import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { transact } from "../../db/transact.ts";
import { unzip } from "../../definitions/exchange/unzip.ts";
import { zip } from "../../definitions/exchange/zip.ts";
import { permissions } from "../../identity/person.ts";
import { createToken } from "../../identity/users.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

interface Imported {
  readonly draftId: string;
  readonly parts: readonly { kind: string; key: string; file: string }[];
  readonly report: readonly {
    outcome: string;
    file: string;
    elementId: string;
    code: string;
    message: { de: string; en: string };
  }[];
}

const secret = "abl_test_imports";
const at = new Date("2026-11-22T12:00:00Z");
const rma = await readFile(path.join(import.meta.dirname, "../../../processes/rma/rma.bpmn"), "utf8");
let server: Served;

test.before(async () => {
  server = await served({ WORKERS: "false", TENANT: "muster" });
  const { house } = server;
  await transact(house.database, "muster", (tx) =>
    createToken(tx, { name: "test", permissions, createdBy: "test", secret }, house.now()),
  );
});
test.after.always(() => server?.close());

function get(address: string): Promise<Response> {
  return fetch(`${server.url}${address}`, { headers: { authorization: `Bearer ${secret}` } });
}

function post(body: string | Buffer, name: string, type = "application/octet-stream"): Promise<Response> {
  const headers = { authorization: `Bearer ${secret}`, "content-type": type };
  return fetch(`${server.url}/api/import?name=${encodeURIComponent(name)}`, { method: "POST", headers, body });
}

async function imported(body: string | Buffer, name: string): Promise<Imported> {
  const answer = await post(body, name);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Imported;
}

const file = (name: string, text: string) => ({ path: name, bytes: Buffer.from(text) });
const told = ({ report }: Imported) => report.map(({ outcome, elementId, code }) => `${outcome} ${elementId} ${code}`);

test.serial("a model of another tool becomes a draft, with a layout and a report by element", async (t) => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:acme="http://acme.example/bpm" id="d" targetNamespace="x">
  <process id="leave" isExecutable="true" acme:colour="red">
    <startEvent id="start" name="Antrag"/>
    <task id="note"><extensionElements><acme:robot speed="3"/></extensionElements></task>
    <intermediateCatchEvent id="both"><timerEventDefinition id="never"/></intermediateCatchEvent>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="note"/>
    <sequenceFlow id="f2" sourceRef="note" targetRef="both"/>
    <sequenceFlow id="f3" sourceRef="both" targetRef="end"/>
    <!-- a remark -->
  </process>
</definitions>`;
  const result = await imported(xml, "leave.bpmn");
  const part = (await (await get(`/api/drafts/${result.draftId}/parts/process/leave`)).json()) as { body: string };

  t.deepEqual(result.parts, [{ kind: "process", key: "leave", file: "leave.bpmn" }]);
  t.true(told(result).includes("understood  import.layout"));
  t.true(told(result).includes("ignored note import.extension"));
  t.true(told(result).includes("ignored leave import.extension"));
  t.true(
    result.report.some(
      ({ elementId, outcome, message }) => elementId === "never" && outcome === "ignored" && message.de !== message.en,
    ),
  );
  t.true(part.body.includes("<!-- a remark -->") && part.body.includes('acme:colour="red"'));
  t.true(part.body.includes('bpmnElement="note"') && part.body.includes("dc:Bounds"));
});

test.serial("a release that is exported and imported again is the same draft", async (t) => {
  const { items } = (await (await get("/api/releases")).json()) as { items: { id: string }[] };
  const releases = await Promise.all(
    items.map(async ({ id }) => (await (await get(`/api/releases/${id}`)).json()) as Release),
  );
  const release = releases.find(({ pins }) => pins.some(({ isOwn, key }) => isOwn && key === "rma"));
  const archive = Buffer.from(await (await get(`/api/releases/${release?.id}/archive.zip`)).arrayBuffer());

  const result = await imported(archive, "release.zip");
  const draft = (await (await get(`/api/drafts/${result.draftId}`)).json()) as { parts: Pinned[] };

  const names = (pins: readonly Pinned[] = []) =>
    pins.map(({ kind, key, sha256 }) => `${kind} ${key} ${sha256}`).toSorted();
  t.deepEqual(names(draft.parts), names(release?.pins));
  t.deepEqual(
    result.report.filter(({ outcome }) => outcome === "refused"),
    [],
  );
});

interface Pinned {
  readonly kind: string;
  readonly key: string;
  readonly sha256: string;
  readonly isOwn: boolean;
}

interface Release {
  readonly id: string;
  readonly pins: readonly Pinned[];
}

test.serial("a file that is not the one of the manifest is refused, the others are taken", async (t) => {
  const manifest = JSON.stringify({ files: [{ path: "processes/rma/rma.bpmn", sha256: "0".repeat(64) }] });
  const archive = zip(
    [
      file("manifest.json", manifest),
      file("processes/rma/rma.bpmn", rma),
      file("forms/x.json", `{"key":"x","version":1,"title":{"de":"X","en":"X"},"fields":[]}`),
    ],
    at,
  );
  const result = await imported(archive, "changed.zip");

  t.deepEqual(
    result.parts.map(({ key }) => key),
    ["x"],
  );
  t.true(told(result).includes("refused  import.changed"));
});

test.serial("forms of form-js become ours; decision tables become rule sets; the rest is told", async (t) => {
  const form = JSON.stringify({
    type: "default",
    id: "leave_form",
    components: [
      { type: "textfield", key: "reason", label: "Grund", validate: { required: true, maxLength: 20 } },
      { type: "select", key: "days", label: "Tage", values: [{ value: "1", label: "einer" }] },
      { type: "image", id: "logo" },
    ],
  });
  const table = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
  <decision id="size" name="Size"><decisionTable id="t" hitPolicy="FIRST">
    <input id="i" label="Employees"><inputExpression id="e" typeRef="number"><text>employees</text></inputExpression></input>
    <output id="o" label="Size" name="size" typeRef="string"/>
    <rule id="r1"><inputEntry id="r1i"><text>&lt; 50</text></inputEntry><outputEntry id="r1o"><text>"small"</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="r2i"><text>-</text></inputEntry><outputEntry id="r2o"><text>"large"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;
  const archive = zip(
    [
      file("leave.form", form),
      file("mail.de.hbs", "Hallo"),
      file("mail.en.hbs", "Hello"),
      file("readme.txt", "?"),
      file("size.dmn", table),
      file("bad.bpmn", "<a"),
      file("template.json", `{"appliesTo":["bpmn:Task"]}`),
    ],
    at,
  );
  const result = await imported(archive, "mixed.zip");
  const part = async (kind: string, key: string) =>
    ((await (await get(`/api/drafts/${result.draftId}/parts/${kind}/${key}`)).json()) as { body: unknown }).body;

  t.deepEqual(await part("form", "leave_form"), {
    key: "leave_form",
    version: 1,
    title: { de: "leave_form", en: "leave_form" },
    fields: [
      { key: "reason", type: "text", label: { de: "Grund", en: "Grund" }, required: true, maxLength: 20 },
      {
        key: "days",
        type: "enum",
        label: { de: "Tage", en: "Tage" },
        options: [{ value: "1", label: { de: "einer", en: "einer" } }],
      },
    ],
  });
  t.is(((await part("ruleSet", "size")) as { rows: unknown[] }).rows.length, 2);
  t.deepEqual(await part("template", "mail"), { de: "Hallo", en: "Hello" });
  for (const line of [
    "ignored logo import.component",
    "ignored  import.unknown",
    "refused  bpmn.xml",
    "ignored  import.elementTemplate",
  ])
    t.true(told(result).includes(line), line);
});

async function refusalOf(body: string | Buffer): Promise<string> {
  const answer = await post(body, "x.zip");
  return `${answer.status} ${((await answer.json()) as { code: string }).code}`;
}

test.serial("archives that mean harm, and files of which nothing is left, are refused", async (t) => {
  t.is(await refusalOf(zip([file("../up.bpmn", rma)], at)), "422 archive.path");
  t.is(await refusalOf(zip([file("a.bpmn", rma), file("A.bpmn", rma)], at)), "422 archive.duplicate");
  t.is(await refusalOf(zip([file("zeros.bpmn", "0".repeat(30_000_000))], at)), "413 archive.tooLarge");
  t.is(await refusalOf("nothing of the kind"), "422 import.nothing");
  t.is(
    await refusalOf(`<!DOCTYPE x [<!ENTITY a "b">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>`),
    "422 import.nothing",
  );
  t.is(unzip(zip([], at)).length, 0);
});
