import type { Node } from "../engine/model.ts";
import { text } from "../engine/reading/element.ts";
import type { Element } from "../engine/reading/element.ts";
import { readNames } from "../engine/reading/jobs.ts";
import type { Words } from "./finding.ts";

/** Elements as people know them, by id. */
export type Names = ReadonlyMap<string, { readonly name?: string; readonly names: Readonly<Record<string, string>> }>;

/** The names of everything in a file that has an id: participants, lanes and messages as well. */
export function namesOf(elements: readonly Element[]): Names {
  return new Map(
    elements.flatMap((element) => {
      if (element.id === undefined) return [];
      const name = text(element, "name");
      return [[element.id, { names: readNames(element), ...(name === undefined ? {} : { name }) }] as const];
    }),
  );
}

/** „Freigeben“ (Task_1), by its name in each language; its id alone when it has none. */
export function called(node: Pick<Node, "id">, names: Names): Words {
  const element = names.get(node.id);
  const german = element?.names["de"] ?? element?.name;
  const english = element?.names["en"] ?? element?.name;
  return {
    de: german === undefined ? node.id : `„${german}“ (${node.id})`,
    en: english === undefined ? node.id : `"${english}" (${node.id})`,
  };
}
