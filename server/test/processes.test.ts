import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { parseExpression } from "feelin";
import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import { compile } from "../engine/compile.ts";

const root = join(import.meta.dirname, "../..");
const processes = join(root, "processes");

/** An element of a model as bpmn-moddle reads it: extension elements are generic. */
interface Element {
  readonly $type: string;
  readonly $parent?: Element;
  readonly id?: string;
  readonly [name: string]: unknown;
}

interface Box {
  readonly id: string;
  readonly element: Element;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function readJson(file: string): Promise<JsonObject> {
  const json: unknown = JSON.parse(await readFile(file, "utf8"));
  if (!isObject(json)) throw new TypeError(`Expected an object in ${file}`);
  return json;
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .toSorted();
}

/** Every element below, the parts of a list included. */
function* below(element: Element): Generator<Element> {
  yield element;
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith("$") && name !== "$children") continue;
    for (const part of Array.isArray(value) ? value : [value]) {
      if (isElement(part) && part.$parent === element) yield* below(part);
    }
  }
  if (Array.isArray(element["$children"]))
    for (const child of element["$children"]) if (isElement(child)) yield* below(child);
}

function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "$type" in value && typeof value.$type === "string";
}

function list(element: Element, name: string): Element[] {
  const value = element[name];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

function text(element: Element, name: string): string | undefined {
  const value = element[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function extensionsOf(element: Element): Element[] {
  const holder = element["extensionElements"];
  return isElement(holder) ? list(holder, "values") : [];
}

function extension(element: Element, type: string): Element | undefined {
  return extensionsOf(element).find((each) => each.$type === type);
}

interface Model {
  readonly key: string;
  readonly xml: string;
  readonly warnings: readonly unknown[];
  readonly elements: readonly Element[];
  readonly boxes: readonly Box[];
  readonly edges: ReadonlySet<string>;
}

async function readModel(file: string): Promise<Model> {
  const xml = await readFile(file, "utf8");
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  if (!isElement(rootElement)) throw new TypeError(`Expected a model in ${file}`);
  const all = [...below(rootElement)];
  return {
    key: basename(file, ".bpmn"),
    xml,
    warnings,
    elements: all.filter((each) => !/^(bpmndi|dc|di):/.test(each.$type)),
    boxes: all.flatMap(boxOf),
    edges: new Set(all.flatMap(edgeOf)),
  };
}

function boxOf(shape: Element): Box[] {
  const { bounds, bpmnElement: element } = shape;
  if (shape.$type !== "bpmndi:BPMNShape" || !isElement(bounds) || !isElement(element)) return [];
  const side = (name: string) => Number(bounds[name]);
  return [{ id: element.id ?? "", element, x: side("x"), y: side("y"), width: side("width"), height: side("height") }];
}

function edgeOf(edge: Element): string[] {
  const { bpmnElement: element } = edge;
  return edge.$type === "bpmndi:BPMNEdge" && isElement(element) && list(edge, "waypoint").length > 1
    ? [element.id ?? ""]
    : [];
}

/** Scenarios are read by a test of their own. */
function isForm(file: string): boolean {
  return !file.endsWith(".scenario.json");
}

const flowNode = /^bpmn:(\w*Task|\w*Event|\w*Gateway|SubProcess|CallActivity)$/;
const models = await Promise.all((await filesIn(processes, ".bpmn")).map(readModel));
const forms = await Promise.all(
  (await filesIn(processes, ".json")).filter(isForm).map(async (file) => ({
    file,
    form: await readJson(file),
  })),
);
const templates = (await filesIn(processes, ".hbs")).map((file) => basename(file));
const ruleSets = await Promise.all(
  (await filesIn(join(root, "rules"), ".json")).map(async (file) => ({
    file,
    json: await readJson(file),
  })),
);
const ruleKeys = new Set(ruleSets.map(({ json }) => parseRuleSet(json).key));
const readme = await readFile(join(processes, "README.md"), "utf8");

test("there are processes, forms, templates and rules to check", (t) => {
  t.true(models.length >= 11 && forms.length >= 20 && templates.length >= 30 && ruleSets.length >= 24);
});

for (const model of models) {
  const { key, elements, boxes } = model;
  const nodes = elements.filter(({ $type }) => flowNode.test($type));

  test(`${key} is read without a warning and compiles without a problem`, async (t) => {
    t.deepEqual(model.warnings, []);
    const { definitions, problems } = await compile(model.xml);
    t.deepEqual(problems, []);
    t.deepEqual(
      definitions.map(({ processId }) => processId),
      [key],
    );
  });

  test(`${key} has both languages everywhere`, (t) => {
    const unnamed = nodes.filter((node) => text(node, "name") === undefined && !isJoin(node));
    const named = elements.filter(
      ({ $type, name }) =>
        (name !== undefined && /^bpmn:(Process|Participant|Lane|SequenceFlow)$/.test($type)) ||
        (flowNode.test($type) && name !== undefined),
    );
    const untranslated = named.filter((each) => !text(extension(each, "ablauf:text") ?? each, "lang"));
    const half = elements.filter(
      (each) =>
        list(each, "documentation").length > 0 &&
        text(extension(each, "ablauf:text") ?? each, "documentation") === undefined,
    );

    t.deepEqual(
      unnamed.map(({ id }) => id),
      [],
    );
    t.deepEqual(
      untranslated.map(({ id }) => id),
      [],
    );
    t.deepEqual(
      half.map(({ id }) => id),
      [],
    );
  });

  test(`${key} refers to nothing that does not exist`, (t) => {
    const used = (type: string, name: string) =>
      elements.filter(({ $type }) => $type === type).flatMap((each) => text(each, name) ?? []);
    const missing = [
      ...used("zeebe:calledDecision", "decisionId").filter((each) => !ruleKeys.has(each)),
      ...used("zeebe:formDefinition", "formId").filter((each) => !forms.some(({ form }) => form["key"] === each)),
      ...used("zeebe:calledElement", "processId").filter((each) => !models.some((other) => other.key === each)),
      ...used("zeebe:taskDefinition", "type").filter((each) => !readme.includes(`| \`${each}\` |`)),
      ...elements
        .filter(({ $type, target }) => $type === "zeebe:input" && target === "template")
        .flatMap((each) => {
          const template = /^="([a-z-]+)"$/.exec(text(each, "source") ?? "")?.[1];
          return ["de", "en"]
            .map((language) => `${template}.${language}.hbs`)
            .filter((file) => !templates.includes(file));
        }),
      ...elements
        .filter(({ $type }) => $type === "bpmn:Message")
        .flatMap((each) => (readme.includes(`\`${text(each, "name")}\``) ? [] : [text(each, "name")])),
    ];

    t.deepEqual(missing, []);
  });

  test(`${key} says who does each task, and which form and job it is`, (t) => {
    const lacking = nodes.filter((node) => {
      if (node.$type === "bpmn:UserTask")
        return !extension(node, "zeebe:formDefinition") || !extension(node, "zeebe:assignmentDefinition");
      if (/^bpmn:(Service|Send)Task$/.test(node.$type)) return !extension(node, "zeebe:taskDefinition");
      return node.$type === "bpmn:BusinessRuleTask" && !extension(node, "zeebe:calledDecision");
    });
    const lanes = elements
      .filter(({ $type }) => $type === "bpmn:Lane")
      .flatMap((lane) => list(lane, "flowNodeRef").map(({ id }) => id));

    t.deepEqual(
      lacking.map(({ id }) => id),
      [],
    );
    t.deepEqual(
      nodes.map(({ id }) => id).filter((id) => lanes.filter((each) => each === id).length !== 1),
      [],
    );
  });

  test(`${key} has a way on from everywhere`, (t) => {
    const stuck = nodes.filter(
      (node) =>
        node.$type !== "bpmn:EndEvent" && node["triggeredByEvent"] !== true && list(node, "outgoing").length === 0,
    );
    const splits = nodes.filter((node) => node.$type === "bpmn:ExclusiveGateway" && list(node, "outgoing").length > 1);
    const open = splits.filter(
      (gateway) =>
        list(gateway, "outgoing").filter(
          (flow) => flow["conditionExpression"] === undefined && gateway["default"] !== flow,
        ).length > 0 || gateway["default"] === undefined,
    );
    const mixed = nodes.filter(
      (node) =>
        node.$type.endsWith("Gateway") && list(node, "incoming").length > 1 && list(node, "outgoing").length > 1,
    );

    t.deepEqual(
      [...stuck, ...open, ...mixed].map(({ id }) => id),
      [],
    );
  });

  test(`${key} is drawn whole, and no two shapes lie on each other`, (t) => {
    const drawn = new Set(boxes.map(({ id }) => id));
    const flows = elements.filter(({ $type }) => $type === "bpmn:SequenceFlow");
    const solid = boxes.filter(({ element }) => flowNode.test(element.$type) && element.$type !== "bpmn:SubProcess");
    const overlaps = solid.flatMap((one, index) =>
      solid
        .slice(index + 1)
        .filter((other) => touches(one, other))
        .map((other) => `${one.id} ${other.id}`),
    );

    t.deepEqual(
      nodes.map(({ id }) => id ?? "").filter((id) => !drawn.has(id)),
      [],
    );
    t.deepEqual(
      flows.map(({ id }) => id ?? "").filter((id) => !model.edges.has(id)),
      [],
    );
    t.deepEqual(overlaps, []);
  });

  test(`${key} has only expressions that can be read`, (t) => {
    const expressions = elements.flatMap((each) =>
      Object.values(each)
        .concat(isObject(each["$attrs"]) ? Object.values(each["$attrs"]) : [])
        .flatMap((value) => (typeof value === "string" && value.startsWith("=") ? [value.slice(1)] : [])),
    );

    t.true(expressions.length > 0);
    t.deepEqual(
      expressions.filter((each) => !isFeel(each)),
      [],
    );
  });
}

test("no two processes use one key for a form", (t) => {
  const keys = forms.map(({ file }) => basename(file));

  t.deepEqual(
    keys.filter((key, index) => keys.indexOf(key) !== index),
    [],
  );
});

/** Whether a choice has options with words, or an expression that gives them. */
function isChoosable({ options, optionsFrom }: JsonObject): boolean {
  if (typeof optionsFrom === "string") return isFeel(optionsFrom.slice(1));
  return Array.isArray(options) && options.every((option) => isObject(option) && bothLanguages(option["label"]));
}

test("every form has both languages, known types and expressions that can be read", (t) => {
  const types = new Set([
    "text",
    "textarea",
    "int",
    "decimal",
    "date",
    "datetime",
    "enum",
    "boolean",
    "multi",
    "user",
    "record",
    "money",
    "readonly",
    "signature",
    "file",
  ]);
  const mistakes = forms.flatMap(({ file, form }) => {
    const { fields } = form;
    const found = (Array.isArray(fields) ? fields : [])
      .filter(isObject)
      .flatMap((field) =>
        [
          ...(bothLanguages(field["label"]) && (field["help"] === undefined || bothLanguages(field["help"]))
            ? []
            : ["label"]),
          ...(typeof field["type"] === "string" && types.has(field["type"]) ? [] : ["type"]),
          ...(field["type"] !== "enum" || isChoosable(field) ? [] : ["options"]),
          ...["required", "visibleIf"].filter((name) => typeof field[name] === "string" && !isFeel(field[name])),
          ...(typeof field["default"] === "string" &&
          field["default"].startsWith("=") &&
          !isFeel(field["default"].slice(1))
            ? ["default"]
            : []),
        ].map((what) => `${basename(file)} ${JSON.stringify(field["key"])} ${what}`),
      );
    const head =
      form["key"] === basename(file, ".json") && form["version"] === 1 && bothLanguages(form["title"])
        ? []
        : [`${basename(file)} head`];
    return [...head, ...found];
  });

  t.deepEqual(mistakes, []);
  t.is(new Set(forms.map(({ form }) => form["key"])).size, forms.length);
});

test("every rule set can be read and lies in a file of its name", (t) => {
  for (const { file, json } of ruleSets) t.is(parseRuleSet(json).key, basename(file, ".json"));
});

test("every template has both languages and a subject", async (t) => {
  const files = await filesIn(processes, ".hbs");

  t.deepEqual(
    templates.filter((name) => !templates.includes(partner(name))),
    [],
  );
  for (const file of files)
    t.regex(await readFile(file, "utf8"), /^---\nsubject: ".+"\n(automatic: no\n)?---\n\S/, basename(file));
});

function bothLanguages(value: Json | undefined): boolean {
  return (
    isObject(value) &&
    typeof value["de"] === "string" &&
    typeof value["en"] === "string" &&
    value["de"] !== "" &&
    value["en"] !== ""
  );
}

function isFeel(expression: string): boolean {
  let isRight = true;
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ type }) => {
      if (type.isError) isRight = false;
    },
  });
  return isRight;
}

/** What only joins, or splits into all ways at once, needs no name. */
function isJoin(node: Element): boolean {
  return (
    node.$type.endsWith("Gateway") && (list(node, "outgoing").length === 1 || node.$type === "bpmn:ParallelGateway")
  );
}

/** The same template in the other language. */
function partner(name: string): string {
  return name.includes(".de.") ? name.replace(".de.", ".en.") : name.replace(".en.", ".de.");
}

function touches(one: Box, other: Box): boolean {
  if (one.element["attachedToRef"] === other.element || other.element["attachedToRef"] === one.element) return false;
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
