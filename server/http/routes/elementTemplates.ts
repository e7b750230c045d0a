import type { z } from "zod";
import type { JsonObject, Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { readElementTemplate, readElementTemplates } from "../../definitions/elementTemplates/read.ts";
import * as store from "../../definitions/elementTemplates/store.ts";
import type { Tx } from "../../db/transact.ts";
import { jsonRoute, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireElementTemplates.ts";
import { within } from "./records.ts";
import { changingSetting, tellSetting } from "./settings.ts";

const kept = { what: "elementTemplate" } as const;

/** Configured elements that a tenant keeps for its processes. */
export const elementTemplateRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/element-templates",
    summary: "The newest version of each element template",
    permission: "definitions.read",
    answer: wire.templateList,
    run: async (call) => ({ items: await within(call, store.listTemplates) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/element-templates/:key",
    summary: "An element template, in the version that an element was made from or the newest",
    permission: "definitions.read",
    query: { version: "a version; without it the newest" },
    answer: wire.keptTemplate,
    run: (call) => within(call, (tx) => store.readTemplate(tx, keyOf(call), versionOf(call, "version"))),
  }),
  jsonRoute({
    method: "post",
    path: "/api/element-templates",
    summary: "Keep a new element template (the JSON of Camunda 8); what the engine cannot run of it is refused",
    permission: "definitions.edit",
    body: wire.newTemplate,
    answer: wire.keptTemplate,
    run: (call) => create(call),
  }),
  jsonRoute({
    method: "put",
    path: "/api/element-templates/:key",
    summary: "Keep the next version of an element template; who has read an older one is told so",
    permission: "definitions.edit",
    body: wire.changedTemplate,
    run: (call) => change(call),
  }),
  plainRoute({
    method: "delete",
    path: "/api/element-templates/:key",
    summary: "Delete an element template; elements that were made from it stay as they are",
    permission: "definitions.edit",
    query: { revision: "the version that was read" },
    run: (call) => remove(call),
  }),
  jsonRoute({
    method: "post",
    path: "/api/element-templates/import",
    summary: "Take in a file of element templates, all or none; those that are there already get a next version",
    permission: "definitions.edit",
    body: wire.templateFile,
    answer: wire.templatesTaken,
    run: (call) => within(call, (tx) => takeIn(tx, call)),
  }),
];

async function create(call: Call<z.output<typeof wire.newTemplate>>): Promise<unknown> {
  const template = readElementTemplate(call.body as JsonObject); // a request's body is JSON
  await changingSetting(call, settingOf(template.key, "create"), (tx) =>
    store.createTemplate(tx, template, savingOf(call)),
  );
  return within(call, (tx) => store.readTemplate(tx, template.key));
}

function change(call: Call<z.output<typeof wire.changedTemplate>>): Promise<unknown> {
  const { revision, template: body } = call.body;
  const template = readElementTemplate(body as JsonObject); // as above
  if (template.key !== keyOf(call))
    throw new Refusal(
      "invalid",
      "elementTemplate.id",
      `Expected a template with the id ${keyOf(call)}, but it is ${template.key}`,
    );
  return changingSetting(call, settingOf(template.key, "change"), (tx) =>
    store.saveTemplate(tx, template, { revision, ...savingOf(call) }),
  );
}

function remove(call: Call<undefined>): Promise<unknown> {
  const revision = versionOf(call, "revision");
  if (revision === undefined)
    throw new Refusal("invalid", "elementTemplate.revision", "Expected the revision that was read, but there is none");
  return changingSetting(call, settingOf(keyOf(call), "end"), (tx) => store.deleteTemplate(tx, keyOf(call), revision));
}

async function takeIn(tx: Tx, call: Call<unknown>): Promise<wire.TemplatesTaken> {
  const templates = readElementTemplates(call.body as Json); // as above
  const items: wire.TemplatesTaken["items"] = [];
  for (const template of templates) {
    const { read } = settingOf(template.key, "create");
    const was = await read(tx);
    const outcome = await store.importTemplate(tx, template, savingOf(call));
    const told = { kept, id: template.key, act: outcome === "created" ? "create" : "change" } as const;
    if (outcome !== "unchanged") await tellSetting(tx, call, { ...told, was, is: await read(tx) });
    items.push({ key: template.key, name: template.name, outcome });
  }
  return { items };
}

function settingOf(id: string, act: "create" | "change" | "end") {
  // one that is not there yet, or no longer, reads as nothing
  const read = async (tx: Tx) => (await store.findTemplate(tx, id))?.template;
  return { kept, id, act, read };
}

function savingOf({ cause, site }: Call<unknown>): store.Saving {
  return { by: cause.actor, now: site.house.now() };
}

function keyOf({ params }: Call<unknown>): string {
  return params["key"] ?? "";
}

function versionOf({ query }: Call<unknown>, name: string): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal("invalid", "elementTemplate.revision", `Expected ${name} to be a number, but it is ${text}`);
}
