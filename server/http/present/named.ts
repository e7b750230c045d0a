import type { Tx } from "../../db/transact.ts";
import type { Version } from "../../definitions/store.ts";
import type { House } from "../../runtime/house.ts";
import { nameOf } from "./task.ts";
import { versionsOf } from "./versions.ts";

type Language = "de" | "en";

/** What an element is called in the reader's language; one without a name, or that the version does not have, keeps its id. */
export function elementNameIn(version: Version | undefined, elementId: string, language: Language): string {
  const element = version?.definition.elements.get(elementId);
  return element?.names[language] ?? element?.name ?? elementId;
}

/** A row about an element of a version. */
interface Placed {
  readonly definitionId: string;
  readonly processKey: string;
  readonly elementId: string;
}

/** Rows with what their processes and elements are called in the reader's language, instead of the version's id. */
export async function named<Row extends Placed>(
  tx: Tx,
  house: House,
  rows: readonly Row[],
  language: Language,
): Promise<(Omit<Row, "definitionId"> & { readonly processName: string; readonly elementName: string })[]> {
  const ids = rows.map((row) => row.definitionId);
  const versions = await versionsOf(tx, house, ids);
  return rows.map(({ definitionId, ...row }) => {
    const version = versions.get(definitionId);
    return {
      ...row,
      processName: nameOf(version, language) ?? row.processKey,
      elementName: elementNameIn(version, row.elementId, language),
    };
  });
}
