import { BpmnModdle } from "bpmn-moddle";
import { isA, isElement } from "../model/moddle.ts";
import type { Descriptor } from "../model/moddle.ts";
import type { Entry } from "../model/model.ts";

/** What the standard says of types: which properties they have and what they are. */
export interface Vocabulary {
  /** Whether an element of a type may have a property. Foreign types and attributes may have any. */
  readonly knows: (type: string, property: string) => boolean;
  readonly isKind: (entry: Entry | undefined, type: string) => boolean;
}

/** The vocabulary of BPMN 2.0, from moddle's descriptors. */
export function vocabulary(moddle = new BpmnModdle()): Vocabulary {
  const samples = new Map<string, { descriptor?: Descriptor; isKind: (type: string) => boolean }>();
  const sample = (type: string) => {
    const known = samples.get(type);
    if (known) return known;
    const made = create(moddle, type);
    const found = isElement(made)
      ? { descriptor: made.$descriptor, isKind: (kind: string) => isA(made, kind) }
      : { isKind: () => false };
    samples.set(type, found);
    return found;
  };
  return {
    knows: (type, property) => {
      const { descriptor } = sample(type);
      const isFree = descriptor === undefined || /^[@$]/.test(property) || property === "lanes";
      return isFree || descriptor.propertiesByName?.[property] !== undefined;
    },
    isKind: (entry, type) => entry !== undefined && sample(entry.type).isKind(type),
  };
}

/** `undefined` for types that are not of BPMN; some files make up their own under its prefix. */
function create(moddle: BpmnModdle, type: string): unknown {
  try {
    return moddle.create(type);
  } catch {
    return undefined;
  }
}
