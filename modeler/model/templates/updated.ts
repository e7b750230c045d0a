import type { TemplateBody } from "../../../server/http/wireElementTemplates.ts";
import type { Moddle } from "../island/moddle.ts";
import { isSame, valueAt } from "./bound.ts";
import { defaultOf, isWords, keeps, type Written } from "./values.ts";

/**
 * What an element gets that goes to another version of its template: the values of people stay, those that the old version had
 * set follow the new one. What the new one does not know goes, unless somebody had changed it.
 */
export function updatedValues(owner: Moddle, before: TemplateBody, { properties }: TemplateBody): Written {
  const next = properties.map((property) => {
    const old = before.properties.find(({ binding }) => isSame(binding, property.binding));
    const own = valueAt(owner, property.binding);
    const wasSet = old !== undefined && defaultOf(old) !== undefined;
    const isCleared = own === undefined && wasSet && [old.type, property.type].every((type) => type !== "Hidden");
    if (isCleared) return [property.binding, undefined] as const;
    const isUntouched = old !== undefined && own === defaultOf(old);
    return [property.binding, !isUntouched && keeps(property, own) ? own : defaultOf(property)] as const;
  });
  const gone = before.properties
    .filter((old) => !properties.some(({ binding }) => isSame(binding, old.binding)))
    .filter((old) => old.type === "Hidden" || valueAt(owner, old.binding) === defaultOf(old))
    .filter(({ binding }) => !isWords(binding));
  return [...next, ...gone.map(({ binding }) => [binding, undefined] as const)];
}
