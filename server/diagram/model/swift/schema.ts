import { BpmnModdle } from "bpmn-moddle";
import { isElement } from "../moddle.ts";
import type { Descriptor, Property } from "../moddle.ts";
import { Unusual } from "./tags.ts";
import type { Name } from "./names.ts";

/** A type of BPMN and how its parts are told in XML. */
export interface Schema {
  readonly type: string;
  readonly descriptor: Descriptor;
  readonly place: ReadonlyMap<string, number>;
  readonly body: Property | undefined;
}

/** What an element inside another one is. */
export interface Child {
  readonly property: Property;
  /** `undefined` for elements of foreign namespaces, and where there is only text. */
  readonly type: string | undefined;
}

/** The types of BPMN, from moddle's descriptors. */
export interface Schemas {
  /** What knows them all; to open it costs as much as to read a small file, so whoever works on several files opens one. */
  readonly moddle: BpmnModdle;
  readonly of: (type: string) => Schema;
  readonly child: (parent: Schema, name: Name, isForeign: boolean, xsiType: Name | undefined) => Child;
}

/** Opens the descriptors for one piece of work. */
export function schemas(): Schemas {
  const moddle = new BpmnModdle();
  const seen = new Map<string, Schema>();
  const children = new Map<string, Child>();
  const of = (type: string) => {
    const found = seen.get(type) ?? describe(moddle, type);
    seen.set(type, found);
    return found;
  };
  const child = (parent: Schema, name: Name, isForeign: boolean, xsiType: Name | undefined) => {
    const key = `${parent.type} ${name.whole} ${xsiType?.whole ?? ""}`;
    const found = children.get(key) ?? find(of, parent, name, isForeign, xsiType);
    children.set(key, found);
    return found;
  };
  return { moddle, of, child };
}

function describe(moddle: BpmnModdle, type: string): Schema {
  const sample = create(moddle, type);
  if (!isElement(sample)) throw new Unusual(type);
  const descriptor = sample.$descriptor;
  const place = new Map((descriptor.properties ?? []).map(({ name }, index) => [name, index]));
  return { type, descriptor, place, body: descriptor.properties?.find((property) => is(property, "isBody")) };
}

function create(moddle: BpmnModdle, type: string): unknown {
  try {
    return moddle.create(type);
  } catch {
    throw new Unusual(type);
  }
}

function is(property: Property, flag: "isBody" | "isAttr"): boolean {
  return Reflect.get(property, flag) === true;
}

function find(of: Schemas["of"], parent: Schema, name: Name, isForeign: boolean, xsiType: Name | undefined): Child {
  const properties = parent.descriptor.properties ?? [];
  if (isForeign) {
    const free = properties.find((property) => property.isReference !== true && property.type === "Element");
    if (!free) throw new Unusual(name.whole);
    return { property: free, type: undefined };
  }
  const named = parent.descriptor.propertiesByName?.[name.whole];
  if (named && !is(named, "isAttr")) return { property: named, type: xsiTypeOf(named, xsiType) ?? named.type };
  const type = `${name.prefix}:${name.local.charAt(0).toUpperCase()}${name.local.slice(1)}`;
  const kinds = of(type).descriptor.allTypesByName ?? {};
  const holding = properties.find(
    (each) => each.isVirtual !== true && each.isReference !== true && kinds[each.type] !== undefined,
  );
  if (!holding) throw new Unusual(name.whole);
  return { property: holding, type };
}

/** `xsi:type="bpmn:tFormalExpression"`: only where moddle writes it so. */
function xsiTypeOf(property: Property, xsiType: Name | undefined): string | undefined {
  const xml: unknown = Reflect.get(property, "xml");
  if (xsiType === undefined || Reflect.get(Object(xml), "serialize") !== "xsi:type") return undefined;
  const local = xsiType.prefix === "bpmn" ? xsiType.local.replace(/^t(?=[A-Z])/, "") : xsiType.local;
  return `${xsiType.prefix}:${local}`;
}
