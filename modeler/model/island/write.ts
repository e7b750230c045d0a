import type { Element } from "diagram-js/lib/model/Types";
import type { Island } from "./island.ts";
import { definitionsOf, extension, extensions, many, one, textOf } from "./moddle.ts";
import type { Moddle } from "./moddle.ts";

type Modeling = {
  readonly updateProperties: (element: Element, properties: object) => void;
  readonly updateModdleProperties: (element: Element, owner: Moddle, properties: object) => void;
};
type Factory = { readonly create: (type: string, properties?: object) => Moddle };
/** Values of attributes; an empty text takes the attribute away. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Where something is written: the drawn element, and the model element it belongs to when that is another. */
export type Place = { readonly island: Island; readonly element: Element; readonly owner: Moddle };

/** Changes properties of the drawn element itself: name, default flow, id. */
export function setOwn({ island, element }: Place, properties: object): void {
  island.modeler.get<Modeling>("modeling").updateProperties(element, properties);
}

/** Changes properties of any model element; one step for undo. */
export function setModel({ island, element }: Place, owner: Moddle, properties: object): void {
  island.modeler.get<Modeling>("modeling").updateModdleProperties(element, owner, properties);
}

/** Makes a model element that knows its parent. */
export function make(island: Island, parent: Moddle | undefined, type: string, properties: object = {}): Moddle {
  const made = island.modeler.get<Factory>("bpmnFactory").create(type, properties);
  if (parent !== undefined) Reflect.set(made, "$parent", parent);
  return made;
}

/** Several changes as one step for undo. */
export function together(island: Island, run: () => void): void {
  island.stack.execute("ablauf.together", { run });
}

/** Runs what `together` was given; what it does becomes one step. */
export class Together {
  preExecute({ run }: { run: () => void }): void {
    run();
  }
}

/**
 * Sets attributes of the extension element of a type, which is made when there is none and goes when nothing is left of
 * it. `keeps` leaves it even without attributes (`zeebe:userTask`).
 */
export function setExtension(place: Place, type: string, attributes: Attributes, keeps = false): void {
  const found = extension(place.owner, type);
  const wanted = clean(attributes);
  if (found === undefined) {
    if (keeps || Object.values(wanted).some((value) => value !== undefined)) addExtension(place, type, wanted);
    return;
  }
  const isEmpty =
    !keeps &&
    [...ownNames(found), ...Object.keys(wanted)].every((name) => (name in wanted ? wanted[name] === undefined : false));
  if (isEmpty) removeExtension(place, found);
  else setModel(place, found, wanted);
}

/** Adds an extension element, whatever is there already. */
export function addExtension(place: Place, type: string, properties: object): Moddle {
  const holder = one(place.owner, "extensionElements");
  if (holder !== undefined) {
    const made = make(place.island, holder, type, properties);
    setModel(place, holder, { values: [...many(holder, "values"), made] });
    return made;
  }
  const fresh = make(place.island, place.owner, "bpmn:ExtensionElements", { values: [] });
  const made = make(place.island, fresh, type, properties);
  fresh["values"] = [made];
  setModel(place, place.owner, { extensionElements: fresh });
  return made;
}

/** Takes an extension element away. */
export function removeExtension(place: Place, gone: Moddle): void {
  const holder = one(place.owner, "extensionElements");
  if (holder === undefined) return;
  const values = many(holder, "values").filter((value) => value !== gone);
  if (values.length === 0) setModel(place, place.owner, { extensionElements: undefined });
  else setModel(place, holder, { values });
}

/** The words of an element in English, beside those of the file. */
export function setEnglish(place: Place, words: Attributes): void {
  const found = extensions(place.owner, "ablauf:Text").find((text) => textOf(text, "lang") === "en");
  if (found !== undefined) setModel(place, found, clean(words));
  else addExtension(place, "ablauf:Text", { lang: "en", ...clean(words) });
}

/** A root element (message, signal, error, escalation) with this name or code, made when there is none. */
export function rootElement(place: Place, type: string, key: string, value: string): Moddle {
  const definitions = definitionsOf(place.owner);
  const roots = many(definitions, "rootElements");
  const found = roots.find((root) => root.$type === type && textOf(root, key) === value);
  if (found !== undefined || definitions === undefined)
    return found ?? make(place.island, undefined, type, { [key]: value });
  const made = make(place.island, definitions, type, key === "name" ? { name: value } : { name: value, [key]: value });
  setModel(place, definitions, { rootElements: [...roots, made] });
  return made;
}

function clean(attributes: Attributes): Record<string, string | boolean | undefined> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value === "" ? undefined : value]),
  );
}

/** Names of what a model element holds itself, apart from what moddle adds. */
function ownNames(element: Moddle): string[] {
  return Object.keys(element).filter(
    (name) => !name.startsWith("$") && element[name] !== undefined && element[name] !== "",
  );
}
