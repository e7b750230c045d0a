import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import type { Moddle } from "../island/moddle.ts";
import { withValues, type Create } from "./bound.ts";
import { freshValues } from "./values.ts";

/** Fills an element that is not drawn yet. */
export function fill(owner: Moddle, { key, version, template }: KeptTemplate, create: Create): void {
  const values = freshValues(template);
  const own = values.flatMap(([{ type, name = "" }, value]) => (type === "property" ? [[name, value] as const] : []));
  Object.assign(owner, { name: template.name, ...Object.fromEntries(own) });
  Object.assign(owner, { modelerTemplate: key, modelerTemplateVersion: version });
  const extensions = withValues([], values, create);
  if (extensions.length === 0) return;
  const holder = create("bpmn:ExtensionElements", { values: extensions });
  adopt(holder, extensions);
  Reflect.set(holder, "$parent", owner);
  owner["extensionElements"] = holder;
}

/** Tells extension elements what they stand in. */
export function adopt(holder: Moddle, values: readonly Moddle[]): void {
  for (const value of values) Reflect.set(value, "$parent", holder);
}
