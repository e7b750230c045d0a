import test from "ava";
import type { KeptTemplate, TemplatesTaken } from "../wireElementTemplates.ts";
import type { TrailPage } from "../wire.ts";
import type { Client } from "../../test/client.ts";
import { deskOf, given, personOf } from "../../test/desks.ts";
import type { Refused } from "../../test/desks.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

let site: Served;
let owner: Client;
const at = "/api/element-templates";

test.before(async (t) => {
  t.timeout(120_000);
  site = await served();
  owner = await personOf(site, "vera", ["process-owner"]);
});
test.after.always(() => site?.close());

const template = {
  id: "msp.restart",
  name: "Restart a service",
  appliesTo: ["bpmn:Task"],
  elementType: { value: "bpmn:ServiceTask" },
  properties: [
    { type: "Hidden", value: "rmm.script", binding: { type: "zeebe:taskDefinition", property: "type" } },
    {
      label: "Service",
      type: "String",
      binding: { type: "zeebe:input", name: "service" },
      constraints: { notEmpty: true },
    },
    {
      label: "How",
      type: "Dropdown",
      value: "soft",
      choices: [
        { name: "Softly", value: "soft" },
        { name: "At once", value: "hard" },
      ],
      binding: { type: "zeebe:taskHeader", key: "how" },
    },
  ],
};

test.serial(
  "a template is kept for all of a tenant, its versions stay, and the trail tells who changed what",
  async (t) => {
    const made = await given(owner.send<KeptTemplate>("POST", at, template));
    t.like(made, { key: "msp.restart", version: 1, template: { name: "Restart a service", version: 1 } });
    t.regex(String(made.template.$schema), /zeebe-element-templates-json-schema/);

    const renamed = { ...template, name: "Restart" };
    await given(owner.send("PUT", `${at}/msp.restart`, { revision: 1, template: renamed }));
    const { items } = await given(owner.send<{ items: KeptTemplate[] }>("GET", at));
    t.deepEqual(
      items.map(({ key, version, template: { name } }) => [key, version, name]),
      [["msp.restart", 2, "Restart"]],
    );
    const first = await given(owner.send<KeptTemplate>("GET", `${at}/msp.restart?version=1`));
    t.is(first.template.name, "Restart a service");

    const late = await owner.send<Refused>("PUT", `${at}/msp.restart`, { revision: 1, template });
    t.like(late, { status: 409, body: { code: "record.changed" } });
    const again = await owner.send<Refused>("POST", at, template);
    t.like(again, { status: 409, body: { code: "elementTemplate.exists" } });
    const later = await owner.send<Refused>("POST", at, { ...template, version: 7 });
    t.like(later, { status: 409, body: { code: "elementTemplate.exists" } });
    const other = await owner.send<Refused>("PUT", `${at}/other`, { revision: 1, template });
    t.like(other, { status: 400, body: { code: "elementTemplate.id" } });

    const auditor = await personOf(site, "ada", ["compliance"]);
    const trail = await given(auditor.send<TrailPage>("GET", "/api/trail?object=elementTemplate:msp.restart"));
    t.deepEqual(trail.items.map(({ type }) => type).toSorted(), ["changeElementTemplate", "createElementTemplate"]);
    t.like(trail.items.find(({ type }) => type === "changeElementTemplate")?.data, {
      before: { name: "Restart a service" },
      after: { name: "Restart" },
    });
  },
);

test.serial("only who may edit processes keeps templates, and other tenants see none", async (t) => {
  const technician = await personOf(site, "tom", ["technician"]);
  t.is((await technician.send("GET", at)).status, 200);
  for (const [method, path, body] of [
    ["POST", at, template],
    ["PUT", `${at}/msp.restart`, { revision: 2, template }],
    ["DELETE", `${at}/msp.restart?revision=2`, undefined],
    ["POST", `${at}/import`, [template]],
  ] as const)
    t.is((await technician.send(method, path, body)).status, 403, `${method} ${path}`);

  const stranger = await deskOf(site, "stranger", ["definitions.read", "definitions.edit"], "other");
  t.deepEqual(await given(stranger.send("GET", at)), { items: [] });
  t.is((await stranger.send("GET", `${at}/msp.restart`)).status, 404);
});

test.serial("what the engine cannot run is refused at its place, in the reader's language", async (t) => {
  const wrong = {
    ...template,
    id: "msp.wrong",
    properties: [
      ...template.properties,
      { label: "Key", binding: { type: "camunda:inputParameter", name: "x" } },
      { label: "Number", type: "Number", binding: { type: "zeebe:input", name: "n" } },
      { label: "Again", binding: { type: "zeebe:input", name: "service" } },
      { label: "Who", binding: { type: "zeebe:assignmentDefinition", property: "assignee" } },
      { label: "When", condition: { property: "x", equals: "y" }, binding: { type: "zeebe:input", name: "when" } },
      {
        label: "Odd",
        type: "Dropdown",
        value: "c",
        choices: [{ name: "A", value: "a" }],
        binding: { type: "zeebe:input", name: "odd" },
      },
    ],
  };
  const { status, body } = await owner.send<Refused>("POST", at, wrong);
  t.is(status, 422);
  t.is(body.code, "elementTemplate.unreadable");
  t.deepEqual(
    body.complaints?.map(({ place }) => place),
    [
      "/properties/3/binding/type",
      "/properties/4/type",
      "/properties/5/binding",
      "/properties/6/binding/type",
      "/properties/7/condition",
      "/properties/8/value",
    ],
  );
  t.regex(
    body.complaints?.[0]?.message ?? "",
    /Erwartet wird eine Bindung, die hier wirkt: .*da steht "camunda:inputParameter"/,
  );

  for (const [change, place] of [
    [{ $schema: "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json" }, "/$schema"],
    [{ id: "with space" }, "/id"],
    [{ appliesTo: ["bpmn:StartEvent"] }, "/appliesTo/0"],
    [
      { elementType: { value: "bpmn:ServiceTask", eventDefinition: "bpmn:TimerEventDefinition" } },
      "/elementType/eventDefinition",
    ],
    [{ icon: { contents: "https://example.org/icon.svg" } }, "/icon/contents"],
    [{ properties: "none" }, "/properties"],
  ] as const) {
    const refused = await owner.send<Refused>("POST", at, { ...template, ...change });
    t.is(refused.status, 422, place);
    t.deepEqual(
      refused.body.complaints?.map((each) => each.place),
      [place],
    );
  }
});

test.serial("a file is taken in as a whole: what is new, what changed, and what is there already", async (t) => {
  const [one, other] = [
    { ...template, name: "Restart", version: 7 },
    { ...template, id: "msp.other", name: "Other", version: 4 },
  ];
  const file = [one, { ...other, properties: [{ label: "x", binding: { type: "nothing" } }] }];
  const { status, body } = await owner.send<Refused>("POST", `${at}/import`, file);
  t.is(status, 422);
  t.deepEqual(
    body.complaints?.map(({ place }) => place),
    ["/1/properties/0/binding/type"],
  );
  t.is((await owner.send("GET", `${at}/msp.other`)).status, 404);

  const taken = await given(owner.send<TemplatesTaken>("POST", `${at}/import`, [one, other]));
  t.deepEqual(
    taken.items.map(({ key, outcome }) => [key, outcome]),
    [
      ["msp.restart", "unchanged"],
      ["msp.other", "created"],
    ],
  );
  await given(owner.send<TemplatesTaken>("POST", `${at}/import`, { ...other, name: "Another" }));
  t.like(await given(owner.send<KeptTemplate>("GET", `${at}/msp.other`)), {
    version: 5,
    template: { name: "Another" },
  });
  const twice = await owner.send<Refused>("POST", `${at}/import`, [one, one]);
  t.deepEqual(
    twice.body.complaints?.map(({ place }) => place),
    ["/1/id"],
  );
});

test.serial("a deleted template is gone with its versions", async (t) => {
  t.is((await owner.send("DELETE", `${at}/msp.other`)).status, 400);
  t.is((await owner.send("DELETE", `${at}/msp.other?revision=4`)).status, 409);
  await given(owner.send("DELETE", `${at}/msp.other?revision=5`));
  t.is((await owner.send("GET", `${at}/msp.other?version=4`)).status, 404);
});
