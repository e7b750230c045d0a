import type { TemplateProperty } from "../../../server/http/wireElementTemplates.ts";
import { extension, extensions, many, one, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";

export type Binding = TemplateProperty["binding"];
/** Makes a model element of a type. */
export type Create = (type: string, properties: object) => Moddle;

/** Where a binding stands: an attribute of an extension element, or an entry of a list in one. */
type Seat =
  | { readonly kind: "attribute"; readonly type: string; readonly name: string }
  | { readonly kind: "presence"; readonly type: string }
  | { readonly kind: "entry"; readonly type: string; readonly list: string; readonly entry: Entry };
type Entry = { readonly type: string; readonly key: string; readonly named: string; readonly value: string };

/** Whether two bindings write to the same place. */
export function isSame(first: Binding, second: Binding): boolean {
  return seatKey(first) === seatKey(second);
}

/** What an element has where a binding writes; nothing where it has nothing there. */
export function valueAt(owner: Moddle, binding: Binding): string | undefined {
  if (binding.type === "property") return filled(textOf(owner, binding.name ?? ""));
  const seat = seatOf(binding);
  const found = holderOf(owner, seat.type);
  if (seat.kind === "presence") return found === undefined ? undefined : "true";
  if (seat.kind === "attribute") return filled(textOf(found, seat.name));
  const { key, named, value } = seat.entry;
  return filled(
    textOf(
      many(found, seat.list).find((each) => textOf(each, key) === named),
      value,
    ),
  );
}

/**
 * The extension elements of an element with values written where bindings say; no value takes away what stands there. What
 * changes is made anew, so that a step back finds what was before. A binding of the element itself is passed over.
 */
export function withValues(
  before: readonly Moddle[],
  values: readonly (readonly [Binding, string | undefined])[],
  create: Create,
): readonly Moddle[] {
  return values.reduce(
    (list, [binding, value]) => (binding.type === "property" ? list : written(list, seatOf(binding), value, create)),
    before,
  );
}

/** The extension elements of an element. */
export function extensionsOf(owner: Moddle): readonly Moddle[] {
  return many(one(owner, "extensionElements"), "values");
}

function written(list: readonly Moddle[], seat: Seat, value: string | undefined, create: Create): readonly Moddle[] {
  const found = list.find((each) => isSeat(each, seat.type));
  if (found === undefined && value === undefined) return list;
  if (seat.kind === "presence") {
    const others = list.filter((each) => each !== found);
    return value === undefined ? others : [...others, found ?? create(seat.type, {})];
  }
  const given = found === undefined ? {} : partsOf(found);
  const parts =
    seat.kind === "attribute"
      ? { ...beginningOf(seat.type), ...given, [seat.name]: value }
      : { ...given, [seat.list]: entriesWith(many(found, seat.list), seat.entry, value, create) };
  if (isBare(parts)) return list.filter((each) => each !== found);
  const made = create(seat.type, parts);
  for (const child of Object.values(parts).flat()) if (isMade(child)) Reflect.set(child, "$parent", made);
  return found === undefined ? [...list, made] : list.map((each) => (each === found ? made : each));
}

function entriesWith(
  entries: readonly Moddle[],
  { type, key, named, value: name }: Entry,
  value: string | undefined,
  create: Create,
): readonly Moddle[] {
  const copies = entries.map((each) => [each, create(each.$type, partsOf(each))] as const);
  const found = entries.find((each) => textOf(each, key) === named);
  if (value === undefined) return copies.filter(([each]) => each !== found).map(([, copy]) => copy);
  const made = create(type, { [key]: named, [name]: value });
  if (found === undefined) return [...copies.map(([, copy]) => copy), made];
  return copies.map(([each, copy]) => (each === found ? made : copy));
}

/** The English words of an element stand in an element of their own. */
const english = "ablauf:Text";

function beginningOf(type: string): object {
  return type === english ? { lang: "en" } : {};
}

/** Of bindings to entries: the extension element, its list, the type of an entry, and its attributes for name and value. */
const entries: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  "zeebe:input": ["zeebe:IoMapping", "inputParameters", "zeebe:Input", "target", "source"],
  "zeebe:output": ["zeebe:IoMapping", "outputParameters", "zeebe:Output", "source", "target"],
  "zeebe:taskHeader": ["zeebe:TaskHeaders", "values", "zeebe:Header", "key", "value"],
  "zeebe:property": ["zeebe:Properties", "properties", "zeebe:Property", "name", "value"],
};

function seatOf(binding: Binding): Seat {
  const found = entries[binding.type];
  if (found !== undefined) {
    const [holder, list, type, key, value] = found;
    const named = binding.name ?? binding.source ?? binding.key ?? "";
    return { kind: "entry", type: holder, list, entry: { type, key, named, value } };
  }
  if (binding.type === "zeebe:userTask") return { kind: "presence", type: "zeebe:UserTask" };
  if (binding.type === "zeebe:taskDefinition:type")
    return { kind: "attribute", type: "zeebe:TaskDefinition", name: "type" };
  return { kind: "attribute", type: typeOf(binding), name: binding.property ?? "" };
}

/** The extension element that a binding such as `zeebe:taskDefinition` writes to. */
export function typeOf({ type }: Binding): string {
  return type.replace(/:./, (start) => start.toUpperCase());
}

function seatKey(binding: Binding): string {
  if (binding.type === "property") return `property ${binding.name ?? ""}`;
  const seat = seatOf(binding);
  if (seat.kind === "entry") return `${seat.type} ${seat.list} ${seat.entry.named}`;
  return seat.kind === "attribute" ? `${seat.type} ${seat.name}` : seat.type;
}

function holderOf(owner: Moddle, type: string): Moddle | undefined {
  return type === english ? extensions(owner, type).find((each) => isSeat(each, type)) : extension(owner, type);
}

function isSeat(element: Moddle, type: string): boolean {
  return element.$type === type && (type !== english || textOf(element, "lang") === "en");
}

/** What an extension element holds, with what moddle does not know of. */
function partsOf(element: Moddle): Record<string, unknown> {
  const own = Object.entries(element).filter(([name]) => !name.startsWith("$"));
  return { ...element.$attrs, ...Object.fromEntries(own) };
}

function isBare(parts: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(parts).every(
    ([name, value]) => name === "lang" || value === undefined || (Array.isArray(value) && value.length === 0),
  );
}

function isMade(value: unknown): value is Moddle {
  return typeof value === "object" && value !== null && "$type" in value;
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}
