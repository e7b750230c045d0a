import { attribute, extension } from "../engine/reading/extensions.ts";
import type { Element } from "../engine/reading/element.ts";
import type { Model, Node } from "../engine/model.ts";
import type { ExpressionNames } from "./data/names.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Names } from "./words.ts";

/** A process as lint looks at it: as the kernel runs it, as it stands in the file, and with what stands around it. */
export interface Subject {
  readonly model: Model;
  /** Elements of the file by their id. */
  readonly elements: ReadonlyMap<string, Element>;
  readonly names: Names;
  readonly expressions: ExpressionNames;
  readonly around: Surroundings;
}

/** The FEEL script of a script task, if it has one. */
export function feelScriptOf(node: Node, { elements }: Pick<Subject, "elements">): string | undefined {
  const element = elements.get(node.id);
  return element && attribute(extension(element, "zeebe", "script"), "expression");
}

/** The flow nodes of a process, without the process itself. */
export function nodesOf({ model }: Pick<Subject, "model">): readonly Node[] {
  return [...model.nodes.values()].filter((node) => node !== model.root);
}
