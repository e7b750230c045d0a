import { one, text } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { nameOf } from "./rule.ts";

/** The type that an item definition stands for, as text: its structure, and whether it is a list of it. */
export function structure(item: Element): string {
  return `${text(item, "structureRef") ?? item.id ?? ""}${item["isCollection"] === true ? "[]" : ""}`;
}

/** Data of another type than expected. Without an expectation anything will do; with one, data without a type will not. */
export function itemMismatch(data: Element | undefined, expected: Element | undefined): boolean {
  if (!data || !expected) return false;
  const item = one(data, "itemSubjectRef");
  return !item || structure(item) !== structure(expected);
}

/** The element of a collection is single, and of the type of the collection. */
export function scalarProblem(activity: Element, whole: Element, single: Element | undefined): string | undefined {
  const collection = one(whole, "itemSubjectRef");
  const item = single && one(single, "itemSubjectRef");
  if (!collection || !item) return undefined;
  const isScalar = item["isCollection"] !== true && text(item, "structureRef") === text(collection, "structureRef");
  return isScalar
    ? undefined
    : `Expected single elements of the collection of ${nameOf(activity)}, but their type is another.`;
}
