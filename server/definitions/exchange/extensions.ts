import { BpmnModdle } from "bpmn-moddle";
import type { Entry } from "./report.ts";

/** Namespaces of the standard, and of the dialects that the engine and the modeler read. */
const known = new Set([
  "http://www.omg.org/spec/BPMN/20100524/MODEL",
  "http://www.omg.org/spec/BPMN/20100524/DI",
  "http://www.omg.org/spec/DD/20100524/DI",
  "http://www.omg.org/spec/DD/20100524/DC",
  "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
  "http://bpmn.io/schema/bpmn/biocolor/1.0",
  "http://www.w3.org/2001/XMLSchema-instance",
  "http://www.w3.org/2001/XMLSchema",
  "http://camunda.org/schema/zeebe/1.0",
  "http://camunda.org/schema/1.0/bpmn",
  "http://camunda.org/schema/modeler/1.0",
  "http://operaton.org/schema/1.0/bpmn",
  "http://flowable.org/bpmn",
  "http://activiti.org/bpmn",
  "http://ablauf.example/schema/bpmn",
]);

/** So many elements are named for each namespace; the rest are counted. */
const mostNamed = 20;

interface Any {
  readonly $type?: string;
  readonly $parent?: Any;
  readonly $attrs?: Readonly<Record<string, string>>;
  readonly $descriptor?: { readonly ns?: { readonly uri?: string } };
  readonly id?: string;
}

/**
 * What a model says in namespaces that nobody here knows: it is kept in the file and has no effect. One entry for each
 * element and namespace, and one for each reference that leads nowhere.
 */
export async function strangeThings(xml: string, file: string): Promise<Entry[]> {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  const found = new Map<string, Set<string>>();
  const prefixes = prefixesOf(rootElement as Any); // moddle keeps the root's namespaces among its attributes
  for (const element of elementsIn(rootElement)) {
    for (const namespace of namespacesOf(element, prefixes)) {
      const ids = found.get(namespace) ?? new Set();
      found.set(namespace, ids.add(ownerOf(element)));
    }
  }
  const lost = (warnings as readonly Warning[]).flatMap((warning) => reference(file, warning)); // as moddle documents
  return [...[...found].flatMap(([namespace, ids]) => extension(file, namespace, [...ids])), ...lost];
}

function prefixesOf(root: Any): ReadonlyMap<string, string> {
  const declared = Object.entries(root.$attrs ?? {}).filter(([name]) => name.startsWith("xmlns:"));
  return new Map(declared.map(([name, uri]) => [name.slice("xmlns:".length), uri]));
}

/** Every element of a model, once; with a list, for files that nest deeply. */
function* elementsIn(root: unknown): Generator<Any> {
  const seen = new Set<object>();
  const waiting: unknown[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (!Array.isArray(value)) yield value; // whatever moddle makes may be asked for the members of Any
    waiting.push(...Object.values(value).filter((each) => typeof each === "object" && each !== null));
  }
}

function namespacesOf(element: Any, prefixes: ReadonlyMap<string, string>): string[] {
  const own = element.$descriptor?.ns?.uri;
  const attributes = Object.keys(element.$attrs ?? {}).flatMap(
    (name) => prefixes.get(/^([^:]+):/.exec(name)?.[1] ?? "") ?? [],
  );
  return [...(own === undefined ? [] : [own]), ...attributes].filter((uri) => !known.has(uri));
}

/** The nearest element with an id that holds an extension. */
function ownerOf(element: Any): string {
  for (let each: Any | undefined = element; each !== undefined; each = each.$parent)
    if (each.id !== undefined && each.$type?.startsWith("bpmn") === true) return each.id;
  return "";
}

function extension(file: string, namespace: string, ids: readonly string[]): Entry[] {
  const entry = (elementId: string, count: { readonly de: string; readonly en: string }): Entry => ({
    outcome: "ignored",
    file,
    elementId,
    code: "import.extension",
    message: {
      de: `${count.de} im Namensraum ${namespace} bleiben in der Datei erhalten, haben aber keine Wirkung.`,
      en: `${count.en} in the namespace ${namespace} are kept in the file, but have no effect.`,
    },
  });
  const named = ids.slice(0, mostNamed).map((id) => entry(id, { de: "Angaben", en: "Statements" }));
  const rest = ids.length - named.length;
  return rest === 0
    ? named
    : [...named, entry("", { de: `Angaben an ${rest} weiteren Elementen`, en: `Statements at ${rest} more elements` })];
}

/** A reference that moddle could not resolve has all of these. */
interface Warning {
  readonly message: string;
  readonly element?: Any;
  readonly property?: string;
  readonly value?: string;
}

function reference(file: string, { message, element, property, value }: Warning): Entry[] {
  if (property === undefined || value === undefined) return [];
  const words = {
    de: `${property} verweist auf ${value}, das es in der Datei nicht gibt.`,
    en: `${property} refers to ${value}, which is not in the file (${message}).`,
  };
  return [{ outcome: "ignored", file, elementId: element?.id ?? "", code: "import.reference", message: words }];
}
