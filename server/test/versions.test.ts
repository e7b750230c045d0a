import test from "ava";
import type { Json } from "../base/json.ts";
import { transact } from "../db/transact.ts";
import { publish } from "../definitions/publish.ts";
import type { Publishable } from "../definitions/publish.ts";
import { boundResource } from "../definitions/resources.ts";
import { bpmn, flows } from "./models.ts";
import { openWorkshop, tenantId } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

const form = (label: string): Json => ({
  key: "f",
  version: 1,
  title: { de: "F", en: "F" },
  fields: [{ key: "a", type: "text", label: { de: label, en: label } }],
});
const showing = (key: string, attributes = "") =>
  bpmn(
    key,
    `<bpmn:startEvent id="s"/><bpmn:userTask id="u"><bpmn:extensionElements><zeebe:formDefinition formId="f"${attributes}/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="e"/>${flows("s", "u", "e")}`,
  );
const deciding = (key: string, binding: string) =>
  bpmn(
    key,
    `<bpmn:startEvent id="s"/><bpmn:businessRuleTask id="r"><bpmn:extensionElements><zeebe:calledDecision decisionId="rule" resultVariable="v"${binding}/></bpmn:extensionElements></bpmn:businessRuleTask><bpmn:endEvent id="e"/>${flows("s", "r", "e")}`,
  );
const rule = (answer: string): Json => ({
  key: "rule",
  version: 1,
  label: { de: "R", en: "R" },
  hitPolicy: "first",
  inputs: [{ name: "x", type: "any", label: { de: "X", en: "X" } }],
  outputs: [{ name: "answer", type: "string", label: { de: "A", en: "A" } }],
  rows: [{ id: "r1", when: {}, then: { answer } }],
});

async function workshop(work: (shop: Workshop) => Promise<void>): Promise<void> {
  const shop = await openWorkshop();
  try {
    await work(shop);
  } finally {
    await shop.close();
  }
}

function released(shop: Workshop, ...parts: readonly Publishable[]) {
  const publication = { title: "R", author: "ana", approver: "bo", reason: "because", parts };
  return transact(shop.house.database, tenantId, (tx) => publish(tx, publication, shop.clock.now));
}

async function shownBy(shop: Workshop, key: string, version: number): Promise<number | undefined> {
  const [row] = await shop.rows("select id from definitions where key = $1 and version = $2", [key, version]);
  const by = { definitionId: String(row?.["id"]), elementId: "u" };
  return (await shop.read((tx) => boundResource(tx, "form", "f", by)))?.version;
}

test("a release pins what its process refers to, with version and hash", async (t) => {
  await workshop(async (shop) => {
    await released(shop, { kind: "ruleSet", key: "rule", body: rule("old") });
    const made = await released(
      shop,
      { kind: "process", key: "p", body: showing("p") },
      { kind: "form", key: "f", body: form("A") },
      { kind: "process", key: "q", body: deciding("q", "") },
    );

    const pins = await shop.rows(
      "select kind, key, version, is_own, length(sha256) as length from release_pins where release_id = $1 order by kind, key",
      [made?.id],
    );
    t.deepEqual(pins, [
      { kind: "form", key: "f", version: 1, is_own: true, length: 64 },
      { kind: "process", key: "p", version: 1, is_own: true, length: 64 },
      { kind: "process", key: "q", version: 1, is_own: true, length: 64 },
      { kind: "ruleSet", key: "rule", version: 1, is_own: false, length: 64 },
    ]);
  });
});

test("a process shows the form of its release; a new form gives the process a new version that shows it", async (t) => {
  await workshop(async (shop) => {
    await released(
      shop,
      { kind: "process", key: "p", body: showing("p") },
      { kind: "form", key: "f", body: form("A") },
    );
    await released(shop, { kind: "form", key: "f", body: form("B") });

    t.is(await shownBy(shop, "p", 1), 1);
    t.is(await shownBy(shop, "p", 2), 2);
    const [row] = await shop.rows(
      "select count(distinct sha256)::int as texts, count(*)::int as versions from definitions",
    );
    t.deepEqual(row, { texts: 1, versions: 2 });
  });
});

test("a task whose model says latest shows the latest form, one that names a version that version", async (t) => {
  await workshop(async (shop) => {
    const pinned = showing("v", ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"').replace(
      '<bpmn:userTask id="u">',
      '<bpmn:userTask id="u" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:formRefBinding="version" camunda:formRefVersion="1">',
    );
    await released(
      shop,
      { kind: "form", key: "f", body: form("A") },
      { kind: "process", key: "l", body: showing("l", ' bindingType="latest"') },
      { kind: "process", key: "v", body: pinned },
    );
    await released(shop, { kind: "form", key: "f", body: form("B") });

    t.is(await shownBy(shop, "l", 1), 2);
    t.is(await shownBy(shop, "v", 2), 1);
  });
});

test("rule sets bind as the model says: latest, or as released", async (t) => {
  await workshop(async (shop) => {
    await released(
      shop,
      { kind: "ruleSet", key: "rule", body: rule("old") },
      { kind: "process", key: "latest", body: deciding("latest", "") },
      { kind: "process", key: "same", body: deciding("same", ' bindingType="deployment"') },
    );
    await released(shop, { kind: "ruleSet", key: "rule", body: rule("new") });

    const answers = [];
    for (const key of ["latest", "same"]) {
      const id = await shop.start(key, { x: 1 });
      const [row] = await shop.rows("select variables -> 'v' ->> 'answer' as answer from instances where id = $1", [
        id,
      ]);
      answers.push(row?.["answer"]);
    }
    t.deepEqual(answers, ["new", "old"]);
  });
});

test("what is published again unchanged makes no release", async (t) => {
  await workshop(async (shop) => {
    const part = { kind: "form", key: "f", body: form("A") } as const;
    await released(shop, part);
    const again = await released(shop, part);

    const [row] = await shop.rows("select count(*)::int as releases from releases");
    t.is(again, undefined);
    t.deepEqual(row, { releases: 1 });
  });
});

test("no word of a published version can be changed, not even by the owner of the tables", async (t) => {
  await workshop(async (shop) => {
    await released(
      shop,
      { kind: "process", key: "p", body: showing("p") },
      { kind: "form", key: "f", body: form("A") },
      { kind: "ruleSet", key: "rule", body: rule("old") },
    );

    for (const statement of [
      "update definitions set xml = 'x'",
      "update definitions set reason = 'another'",
      "update definitions set approver = 'eve', state = 'retired'",
      "update rule_sets set body = '{}'",
      "update resources set author = 'eve'",
      "delete from resources",
      "delete from definitions",
    ]) {
      await t.throwsAsync(shop.rows(statement), { message: /never changes/ }, statement);
    }
    for (const statement of [
      "update release_pins set version = 9",
      "delete from release_pins",
      "update releases set title = ''",
    ]) {
      await t.throwsAsync(shop.rows(statement), { message: /append-only/ }, statement);
    }
  });
});
