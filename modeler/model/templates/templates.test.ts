import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { createRequire } from "node:module";
import type { KeptTemplate, TemplateBody } from "../../../server/http/wireElementTemplates.ts";
import { ablaufModdle } from "../island/ablaufModdle.ts";
import { many } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import { extensionsOf, isSame, valueAt, withValues, type Create } from "./bound.ts";
import { capturedProperties, capturedTemplate } from "./captured.ts";
import { choicesIn, choicesText, retyped } from "./editing.ts";
import { fill } from "./fill.ts";
import { faultOf } from "./faults.ts";
import { spoken } from "./spoken.ts";
import { updatedValues } from "./updated.ts";
import { appliedValues, originOf } from "./values.ts";

const zeebe: unknown = createRequire(import.meta.url)("zeebe-bpmn-moddle/resources/zeebe.json");
const moddle = new BpmnModdle({ zeebe, ablauf: ablaufModdle });
const create: Create = (type, properties) => moddle.create(type, { ...properties }) as Moddle;

const template: TemplateBody = {
  id: "restart",
  name: "Dienst neu starten",
  appliesTo: ["bpmn:Task"],
  elementType: { value: "bpmn:ServiceTask" },
  properties: [
    { type: "Hidden", value: "rmm.script", binding: { type: "zeebe:taskDefinition", property: "type" } },
    { label: "Dienst", value: "=service", binding: { type: "zeebe:input", name: "service" }, feel: "optional" },
    {
      label: "Wie",
      type: "Dropdown",
      value: "soft",
      choices: [
        { name: "Sanft", value: "soft" },
        { name: "Sofort", value: "hard" },
      ],
      binding: { type: "zeebe:taskHeader", key: "how" },
    },
    { label: "Prüfen", type: "Boolean", value: true, feel: "static", binding: { type: "zeebe:input", name: "check" } },
    { type: "Hidden", value: "outcome", binding: { type: "zeebe:output", source: "=result" } },
    { type: "Hidden", value: "rmm", binding: { type: "zeebe:property", name: "area" } },
    { type: "Hidden", value: "Restart a service", binding: { type: "ablauf:text", property: "name" } },
  ],
};
const kept: KeptTemplate = { key: "restart", version: 3, template, savedAt: "2026-11-30T10:00:00Z", savedBy: "vera" };

test("a new element has what its template sets, and says which version it is of", async (t) => {
  const task = create("bpmn:ServiceTask", { id: "a" });
  fill(task, kept, create);

  const xml = await xmlOf(task);

  t.regex(
    xml,
    /<bpmn:serviceTask id="a" name="Dienst neu starten" zeebe:modelerTemplate="restart" zeebe:modelerTemplateVersion="3"/,
  );
  for (const part of [
    '<zeebe:taskDefinition type="rmm.script" />',
    '<zeebe:input source="=service" target="service" />',
    '<zeebe:input source="=true" target="check" />',
    '<zeebe:output source="=result" target="outcome" />',
    '<zeebe:header key="how" value="soft" />',
    '<zeebe:property name="area" value="rmm" />',
    '<ablauf:text lang="en" name="Restart a service" />',
  ])
    t.true(xml.includes(part), `${part} in ${xml}`);
  t.deepEqual(originOf(task), { key: "restart", version: 3 });
});

test("writing one value leaves all others as they are, and what stood there before untouched", async (t) => {
  const task = await read(`<bpmn:serviceTask id="a"><bpmn:extensionElements>
    <zeebe:taskDefinition type="x" retries="7"/>
    <zeebe:ioMapping><zeebe:input source="=1" target="one"/><zeebe:input source="=2" target="two"/></zeebe:ioMapping>
    <ablauf:text lang="fr" name="Une"/></bpmn:extensionElements></bpmn:serviceTask>`);
  const before = extensionsOf(task);

  const after = withValues(
    before,
    [
      [{ type: "zeebe:taskDefinition:type" }, "y"],
      [{ type: "zeebe:input", name: "two" }, "=3"],
      [{ type: "zeebe:input", name: "one" }, undefined],
      [{ type: "ablauf:text", property: "name" }, "One"],
    ],
    create,
  );

  t.is(valueAt(task, { type: "zeebe:taskDefinition", property: "type" }), "x");
  t.is(valueAt(task, { type: "zeebe:input", name: "one" }), "=1");
  const changed = create("bpmn:ServiceTask", { id: "a" });
  changed["extensionElements"] = create("bpmn:ExtensionElements", { values: [...after] });
  const xml = await xmlOf(changed);
  t.regex(xml, /<zeebe:taskDefinition type="y" retries="7" \/>/);
  t.regex(xml, /<zeebe:ioMapping>\s*<zeebe:input source="=3" target="two" \/>\s*<\/zeebe:ioMapping>/);
  t.regex(xml, /<ablauf:text lang="fr" name="Une" \/>\s*<ablauf:text lang="en" name="One" \/>/);
});

test("an extension element goes with its last value", async (t) => {
  const task = await read(`<bpmn:userTask id="a"><bpmn:extensionElements><zeebe:formDefinition formId="f"/>
    <zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>`);

  const after = withValues(
    extensionsOf(task),
    [
      [{ type: "zeebe:formDefinition", property: "formId" }, undefined],
      [{ type: "zeebe:taskHeader", key: "k" }, undefined],
      [{ type: "zeebe:userTask" }, undefined],
    ],
    create,
  );

  t.deepEqual(after, []);
});

test("an element that becomes one of a template keeps what somebody has filled in, not what is fixed", async (t) => {
  const task =
    await read(`<bpmn:serviceTask id="a" name="Spooler"><bpmn:extensionElements><zeebe:taskDefinition type="old"/>
    <zeebe:ioMapping><zeebe:input source="=&quot;spooler&quot;" target="service"/></zeebe:ioMapping>
    <zeebe:taskHeaders><zeebe:header key="how" value="never"/></zeebe:taskHeaders></bpmn:extensionElements></bpmn:serviceTask>`);

  const values = new Map(appliedValues(task, template).map(([binding, value]) => [JSON.stringify(binding), value]));

  t.is(values.get('{"type":"zeebe:taskDefinition","property":"type"}'), "rmm.script");
  t.is(values.get('{"type":"zeebe:input","name":"service"}'), '="spooler"');
  t.is(values.get('{"type":"zeebe:taskHeader","key":"how"}'), "soft", "what is not on the list gives way");
});

test("a newer version takes over what people had left alone, and leaves what they had written", async (t) => {
  const task = create("bpmn:ServiceTask", { id: "a" });
  fill(task, kept, create);
  const holder = task["extensionElements"] as Moddle; // `fill` has just made it
  holder["values"] = withValues(extensionsOf(task), [[{ type: "zeebe:input", name: "service" }, '="spooler"']], create);
  const [type, service, how, check, , , english] = template.properties;
  const next: TemplateBody = {
    ...template,
    properties: [
      { ...type!, value: "rmm.run" }, // the template above has them all
      { ...service!, label: "Welcher Dienst", value: "=device.service" },
      { ...how!, value: "hard" },
      { ...check!, value: false },
      { ...english!, value: "Restart anything" },
      { label: "Neu", value: "5", binding: { type: "zeebe:taskDefinition", property: "retries" } },
    ],
  };

  const written = updatedValues(task, template, next);
  const told = (binding: string) => written.find(([each]) => JSON.stringify(each) === binding)?.[1];

  t.is(told('{"type":"zeebe:taskDefinition","property":"type"}'), "rmm.run");
  t.is(told('{"type":"zeebe:input","name":"service"}'), '="spooler"');
  t.is(told('{"type":"zeebe:taskHeader","key":"how"}'), "hard");
  t.is(told('{"type":"zeebe:input","name":"check"}'), "=false");
  t.is(told('{"type":"ablauf:text","property":"name"}'), "Restart anything");
  t.is(told('{"type":"zeebe:taskDefinition","property":"retries"}'), "5");
  const gone = written.filter(([, value]) => value === undefined).map(([{ type: kind }]) => kind);
  t.deepEqual(gone, ["zeebe:output", "zeebe:property"]);
});

test("a template is taken from an element: inputs are to be filled in, all else is fixed", async (t) => {
  const task = await read(`<bpmn:userTask id="a" name="Freigeben"><bpmn:extensionElements>
    <zeebe:formDefinition formId="approval"/><zeebe:assignmentDefinition candidateGroups="=[&quot;technician&quot;]"/>
    <zeebe:taskSchedule dueDate="PT4H"/><ablauf:serviceTime calendar="business"/>
    <zeebe:ioMapping><zeebe:input source="=ticket.number" target="reference"/></zeebe:ioMapping>
    <ablauf:text lang="en" name="Approve"/></bpmn:extensionElements></bpmn:userTask>`);

  const properties = capturedProperties(task, ({ name, property }) => name ?? property ?? "");
  const made = capturedTemplate(task, { id: "approve", name: " Freigeben ", description: "", properties });

  t.like(made, { id: "approve", name: "Freigeben", elementType: { value: "bpmn:UserTask" } });
  t.deepEqual(
    made.properties.map(({ label, type, value }) => [label, type, value]),
    [
      ["formId", "Hidden", "approval"],
      ["candidateGroups", "Hidden", '=["technician"]'],
      ["dueDate", "Hidden", "PT4H"],
      ["calendar", "Hidden", "business"],
      ["name", "Hidden", "Freigeben"],
      ["name", "Hidden", "Approve"],
      ["reference", "String", "=ticket.number"],
    ],
  );
  const copy = create("bpmn:UserTask", { id: "b" });
  fill(copy, { ...kept, template: made }, create);
  t.is((await xmlOf(copy)).split("<bpmn:extensionElements>")[1]?.includes("PT4H"), true);
  t.deepEqual(typesOf(copy), typesOf(task));
});

test("whoever models in English keeps and draws the same names as who models in German", async (t) => {
  const drawn = `<bpmn:userTask id="a" name="Approve"><bpmn:extensionElements>
    <ablauf:text lang="en" name="Freigeben"/></bpmn:extensionElements></bpmn:userTask>`;
  const properties = capturedProperties(await read(drawn), () => "Name");

  const stored = spoken({ ...template, properties }, "en");
  const copy = create("bpmn:UserTask", { id: "b" });
  fill(copy, { ...kept, template: spoken(stored, "en") }, create);

  t.deepEqual(
    stored.properties.map(({ binding: { type }, value }) => [type, value]),
    [
      ["ablauf:text", "Approve"],
      ["property", "Freigeben"],
    ],
  );
  t.is(copy["name"], "Approve");
  t.regex(await xmlOf(copy), /<ablauf:text lang="en" name="Freigeben"/);
  const own = spoken({ ...template, properties: [] }, "en");
  t.deepEqual(own.properties, []);
  t.is(spoken(template, "de"), template);
  const unnamed = spoken(template, "en").properties.map(({ binding: { type }, value }) => [type, value]);
  t.deepEqual(unnamed.slice(-2), [
    ["property", "Restart a service"],
    ["ablauf:text", "Dienst neu starten"],
  ]);
});

test("what people cleared stays cleared in a newer version", async (t) => {
  const task = create("bpmn:ServiceTask", { id: "a" });
  const written = updatedValues(task, template, template);

  const told = new Map(written.map(([{ type, name = "", key = "" }, value]) => [`${type} ${name}${key}`, value]));
  t.is(told.get("zeebe:input service"), undefined);
  t.is(told.get("zeebe:input check"), undefined);
  t.is(told.get("zeebe:taskHeader how"), undefined);
  t.is(told.get("zeebe:taskDefinition "), "rmm.script");
});

test("two outputs of one source are kept as one, and rows without a name not at all", async (t) => {
  const task = await read(`<bpmn:serviceTask id="a"><bpmn:extensionElements><zeebe:ioMapping>
    <zeebe:output source="=result" target="one"/><zeebe:output source="=result" target="two"/><zeebe:input source="=1" target=""/>
    </zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>`);

  const captured = capturedProperties(task, () => "x");
  const after = withValues(extensionsOf(task), [[{ type: "zeebe:output", source: "=result" }, "three"]], create);

  t.deepEqual(
    captured.map(({ binding, value }) => [binding.type, value]),
    [["zeebe:output", "one"]],
  );
  t.deepEqual(
    many(after[0], "outputParameters").map((each) => each["target"]),
    ["three", "two"],
  );
});

test("what a field asks is checked, but for expressions", (t) => {
  t.deepEqual(faultOf(field({ notEmpty: true }), ""), { kind: "empty" });
  t.is(faultOf(field({ pattern: "^\\d+$" }), ""), null);
  t.deepEqual(faultOf(field({ pattern: "^\\d+$" }), "a"), { kind: "unlike" });
  t.deepEqual(faultOf(field({ pattern: { value: "^\\d+$", message: "Nur Ziffern" } }), "a"), {
    kind: "said",
    message: "Nur Ziffern",
  });
  t.deepEqual(faultOf(field({ minLength: 3 }), "ab"), { kind: "short", length: 3 });
  t.deepEqual(faultOf(field({ maxLength: 1 }), "ab"), { kind: "long", length: 1 });
  t.is(faultOf(field({ pattern: "^\\d+$", maxLength: 1 }), "=amount"), null);
});

test("a field that is filled in another way keeps its value, and choices are lines", (t) => {
  const [, service] = template.properties;
  t.like(retyped(service!, "Hidden"), { type: "Hidden", value: "=service" }); // the template above has it
  t.like(retyped(service!, "Dropdown"), { type: "Dropdown", choices: [{ value: "=service", name: "service" }] });
  t.like(retyped(retyped(service!, "Boolean"), "String"), { type: "String", value: "=false", feel: "optional" });
  const choices = [
    { value: "soft", name: "Sanft" },
    { value: "hard", name: "hard" },
  ];
  t.is(choicesText(choices), "soft | Sanft\nhard");
  t.deepEqual(choicesIn(choicesText(choices)), choices);
  t.deepEqual(choicesIn("soft |\n\n | x"), [{ value: "soft", name: "soft" }]);
});

test("two ways to say the type of a job are one place", (t) => {
  t.true(isSame({ type: "zeebe:taskDefinition:type" }, { type: "zeebe:taskDefinition", property: "type" }));
  t.false(isSame({ type: "zeebe:input", name: "a" }, { type: "zeebe:output", source: "a" }));
});

function typesOf(owner: Moddle): string[] {
  return extensionsOf(owner)
    .map(({ $type }) => $type)
    .toSorted();
}

function field(constraints: TemplateBody["properties"][number]["constraints"]): TemplateBody["properties"][number] {
  return { binding: { type: "zeebe:input", name: "x" }, constraints };
}

async function read(element: string): Promise<Moddle> {
  const { rootElement } = await moddle.fromXML(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
      xmlns:ablauf="http://ablauf.example/schema/bpmn"><bpmn:process id="p">${element}</bpmn:process></bpmn:definitions>`,
  );
  const [process] = many(rootElement as Moddle, "rootElements");
  return many(process, "flowElements")[0]!; // written above
}

async function xmlOf(element: Moddle): Promise<string> {
  const process = create("bpmn:Process", { id: "p", flowElements: [element] });
  const { xml } = await moddle.toXML(create("bpmn:Definitions", { rootElements: [process] }), { format: true });
  return xml;
}
