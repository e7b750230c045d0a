import test from "ava";
import type * as base from "../http/wire.ts";
import type * as wire from "../http/wireDrafts.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { given, personOf } from "./desks.ts";
import type { Refused } from "./desks.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

const key = "ticket-lifecycle";
const processPath = `parts/process/${key}`;

let site: Served;
let ana: Client;
let bo: Client;
let house: Client;
let guard: Client;

test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password" });
  ana = await personOf(site, "ana", ["administrator"]);
  bo = await personOf(site, "bo", ["process-owner"]);
  house = await personOf(site, "house", ["process-owner"], "standard");
  guard = await personOf(site, "guard", ["process-owner"], "standard");
});
test.after.always(() => site.close());

/** Exchanges what must be there exactly once. */
function changed(xml: string, ...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`Expected ${from} once, but it is there otherwise`);
    return text.replace(from, () => to);
  }, xml);
}

/** Puts a task into the flow from "Set status resolved" to the end of the SLA. */
function inserted(xml: string, id: string, name: string): string {
  return changed(
    xml,
    [
      '<bpmn:sequenceFlow id="Flow_S_res_T_slas" sourceRef="S_res" targetRef="T_slas" />',
      `<bpmn:task id="${id}" name="${name}"><bpmn:incoming>Flow_S_res_T_slas</bpmn:incoming><bpmn:outgoing>Flow_${id}_T_slas</bpmn:outgoing></bpmn:task>
       <bpmn:sequenceFlow id="Flow_S_res_T_slas" sourceRef="S_res" targetRef="${id}" />
       <bpmn:sequenceFlow id="Flow_${id}_T_slas" sourceRef="${id}" targetRef="T_slas" />`,
    ],
    [
      "<bpmn:incoming>Flow_S_res_T_slas</bpmn:incoming>\n      <bpmn:outgoing>Flow_T_slas",
      `<bpmn:incoming>Flow_${id}_T_slas</bpmn:incoming>\n      <bpmn:outgoing>Flow_T_slas`,
    ],
    [
      '<bpmndi:BPMNEdge id="Flow_S_res_T_slas_di"',
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="4152" y="880" width="100" height="80" /></bpmndi:BPMNShape>
       <bpmndi:BPMNEdge id="Flow_${id}_T_slas_di" bpmnElement="Flow_${id}_T_slas"><di:waypoint x="4252" y="920" /><di:waypoint x="4248" y="813" /></bpmndi:BPMNEdge>
       <bpmndi:BPMNEdge id="Flow_S_res_T_slas_di"`,
    ],
  );
}

const fiveOfOurs = (xml: string) =>
  inserted(
    changed(
      xml,
      ['name="Ticket bearbeiten (remote)"', 'name="Ticket aus der Ferne bearbeiten"'],
      ['name="Eskalation entscheiden"', 'name="Über die Eskalation entscheiden"'],
      ['<zeebe:priorityDefinition priority="=85" />', '<zeebe:priorityDefinition priority="=95" />'],
      ["Auswirkung × Dringlichkeit nach ITIL;", "Auswirkung mal Dringlichkeit nach ITIL;"],
    ),
    "A_note",
    "Lösung ins Handbuch",
  );

const sixOfTheirs = (xml: string) =>
  inserted(
    changed(
      xml,
      ['name="Ticket bearbeiten (remote)"', 'name="Ticket per Fernzugriff bearbeiten"'],
      ['name="Ticket anlegen, Nummer ziehen"', 'name="Ticket mit Nummer anlegen"'],
      ['name="Vor-Ort-Termin planen"', 'name="Termin vor Ort planen"'],
      ['name="Nicht abgerechnetes Ticket klären"', 'name="Offene Abrechnung klären"'],
      ['name="Status Gelöst setzen"', 'name="Auf Gelöst setzen"'],
    ),
    "A_check",
    "Lösung gegenlesen",
  );

/** A scenario that expected what is to be otherwise now is changed in the same draft. */
async function adapt(draftId: string, name: string, [from, to]: readonly [string, string]): Promise<void> {
  const part = { kind: "scenario", key: `${key}:${name}` };
  await given(ana.send("POST", `/api/drafts/${draftId}/parts`, { from: part }));
  const path = `/api/drafts/${draftId}/parts/scenario/${encodeURIComponent(part.key)}`;
  const { body, revision } = await given(ana.send<wire.DraftPartBody>("GET", path));
  const adapted: unknown = JSON.parse(JSON.stringify(body).replaceAll(from, to));
  await given(ana.send("PUT", path, { revision, body: adapted }));
}

interface Conflict {
  readonly id: string;
  readonly kind: string;
  readonly options: readonly string[];
  readonly elements: readonly { readonly id: string }[];
}

/** What keeps a draft from being green. */
function complaintsOf({ findings, tests }: wire.CheckReport): readonly unknown[] {
  return [...findings.filter(({ severity }) => severity === "error"), ...tests.filter(({ isGreen }) => !isGreen)];
}

/** Has a draft checked, approved by somebody else and published. */
async function published(
  [editor, approver]: readonly [Client, Client],
  draftId: string,
): Promise<{ readonly report: wire.CheckReport; readonly made: wire.Published }> {
  const report = await given(editor.send<wire.CheckReport>("POST", `/api/drafts/${draftId}/check`));
  if (!report.isGreen) throw new Error(JSON.stringify(complaintsOf(report), null, 1));
  await given(approver.send("POST", `/api/drafts/${draftId}/approve`, { reason: "Read and understood" }));
  const made = await given(
    editor.send<wire.Published>("POST", `/api/drafts/${draftId}/publish`, { reason: "As agreed" }),
  );
  return { report, made };
}

async function drafted(editor: Client, edit: (xml: string) => string): Promise<string> {
  const { id } = await given(editor.send<wire.Draft>("POST", "/api/drafts", { from: { kind: "process", key } }));
  const part = await given(editor.send<wire.DraftPartBody>("GET", `/api/drafts/${id}/${processPath}`));
  const body = edit(String(part.body));
  await given(editor.send("PUT", `/api/drafts/${id}/${processPath}`, { revision: part.revision, body }));
  return id;
}

test("a fork takes in next year's standard with two decisions, goes live by two people, and the merge can be done again", async (t) => {
  t.timeout(240_000);
  const running = await given(
    ana.send<base.PublishedMessage>("POST", "/api/messages", {
      name: "cti.answer",
      variables: { call: { number: "+43 1 1" } },
    }),
  );

  await given(ana.send("POST", "/api/forks", { kind: "process", key }));
  const first = await drafted(ana, fiveOfOurs);
  const red = await given(ana.send<wire.CheckReport>("POST", `/api/drafts/${first}/check`));
  const failed = red.tests.filter(({ isGreen }) => !isGreen).map((each) => each.key);
  t.deepEqual(failed, [`${key}:escalated-at-the-top`]);
  await adapt(first, "escalated-at-the-top", ['"priority":85', '"priority":95']);
  const own = await published([ana, bo], first);
  t.is(own.made.versions.find((each) => each.key === key)?.version, 2);

  await published([house, guard], await drafted(house, sixOfTheirs));
  const catalogue = await given(ana.send<{ items: wire.CatalogueRow[] }>("GET", "/api/processes"));
  t.like(catalogue.items.find((row) => row.key === key)?.lineage, { isForked: true, baseVersion: 1, newerVersion: 2 });

  const { id: draftId } = await given(
    ana.send<wire.Draft>("POST", "/api/drafts", { title: "Standard 2", from: { kind: "process", key } }),
  );
  const asked = await given(ana.send<wire.Merged>("POST", `/api/drafts/${draftId}/merge`, { kind: "process", key }));
  const conflicts = asked.conflicts as readonly Conflict[]; // what merging processes tells
  t.deepEqual(conflicts.map(({ kind }) => kind).toSorted(), ["insertion", "property"]);
  const resolutions = Object.fromEntries(
    conflicts.map(({ id, kind }) => [id, kind === "insertion" ? "theirs-ours" : "ours"]),
  );
  const merged = await given(
    ana.send<wire.Merged>("POST", `/api/drafts/${draftId}/merge`, { kind: "process", key, resolutions }),
  );
  const xml = String(merged.body);
  for (const kept of [
    "Ticket aus der Ferne bearbeiten",
    "Über die Eskalation entscheiden",
    "=95",
    "mal Dringlichkeit",
    "A_note",
  ])
    t.true(xml.includes(kept), `ours: ${kept}`);
  for (const taken of [
    "Ticket mit Nummer anlegen",
    "Termin vor Ort planen",
    "Offene Abrechnung klären",
    "Auf Gelöst setzen",
    "A_check",
  ])
    t.true(xml.includes(taken), `theirs: ${taken}`);
  t.false(xml.includes("Ticket per Fernzugriff bearbeiten"));

  const alone = await ana.send<Refused>("POST", `/api/drafts/${draftId}/approve`, { reason: "I am sure" });
  t.is(alone.body.code, "draft.ownApproval");
  const { report, made } = await published([ana, bo], draftId);
  const scenarios = report.tests.filter(({ kind }) => kind === "scenario");
  t.true(scenarios.length >= 50);
  t.deepEqual(
    scenarios.filter(({ isGreen }) => !isGreen),
    [],
  );
  t.is(made.versions.find((each) => each.key === key)?.version, 3);

  const filter = { processKey: key, version: 1 };
  const tried = await given(
    ana.send<{ items: base.MigrationDryRun[] }>("POST", "/api/migrations/dry-run", { filter, version: 3 }),
  );
  t.deepEqual(
    tried.items.map(({ instanceId, isPossible }) => [instanceId, isPossible]),
    [[running.instanceIds[0], true]],
  );
  const batch = await given(
    ana.send<{ id: string }>("POST", "/api/batches", { kind: "migrate", filter, version: 3, reason: "Standard 2" }),
  );
  await eventually("the migration", async () => {
    const { body } = await ana.send<base.Batch>("GET", `/api/batches/${batch.id}`);
    return body.finishedAt === null ? undefined : t.like(body, { done: 1, refused: 0, failed: 0 });
  });
  const instance = await given(ana.send<base.Instance>("GET", `/api/instances/${running.instanceIds[0]}`));
  t.is(instance.version, 3);

  const trail = await given(ana.send<wire.TrailExport>("GET", `/api/trail/${draftId}`));
  const replayed = await given(ana.send<wire.Replayed>("GET", `/api/merges/${merged.mergeId}/replay`));
  const event = trail.events.find(({ type }) => type === "merge");
  t.is(trail.brokenAt, null);
  t.deepEqual(
    trail.events.map(({ type, actor }) => `${actor} ${type}`),
    ["ana createDraft", "ana merge", "ana checkDraft", "bo approveDraft", "ana publishDraft"],
  );
  t.like(event?.data, { mergeId: merged.mergeId, resultSha256: merged.sha256, resolutions });
  t.like(replayed, { isSame: true, recordedHash: merged.sha256, replayedHash: merged.sha256 });
  const { lineage } = await given(ana.send<wire.Versions>("GET", `/api/processes/${key}/versions`));
  t.like(lineage, { baseVersion: 2, newerVersion: null, isForked: true });
});
