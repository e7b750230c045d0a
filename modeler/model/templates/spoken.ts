import type { TemplateBody, TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import type { Language } from "../../api/types.ts";
import type { Binding } from "./bound.ts";

const name: Binding = { type: "property", name: "name" };
const english: Binding = { type: "ablauf:text", property: "name" };

/**
 * A template as the drawing holds names: while somebody models in English an element's own name is the English one and the other
 * stands in its text, see `exchangeNames`. Doing it twice changes nothing. An element without English words keeps its only name.
 */
export function spoken<Body extends Pick<TemplateBody, "name" | "properties">>(body: Body, language: Language): Body {
  const { properties } = body;
  if (language !== "en" || !properties.some(({ binding }) => isEnglish(binding))) return body;
  const own: TemplateProperty = { type: "Hidden", value: body.name, binding: name };
  const all = properties.some(({ binding }) => isName(binding)) ? properties : [...properties, own];
  return { ...body, properties: all.map((each) => ({ ...each, binding: exchanged(each.binding) })) };
}

function exchanged(binding: Binding): Binding {
  if (isName(binding)) return english;
  return isEnglish(binding) ? name : binding;
}

function isName(binding: Binding): boolean {
  return binding.type === name.type && binding.name === name.name;
}

function isEnglish(binding: Binding): boolean {
  return binding.type === english.type && binding.property === english.property;
}
