import { createContext, useContext } from "react";
import type { Variable } from "../facts/variables.ts";
import type { Moddle } from "../island/moddle.ts";
import type { Place } from "../island/write.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";

/** What the fields of the panel know of where they are. */
export type Here = Place & {
  readonly variables: () => readonly Variable[];
  readonly nameOf: (element: Moddle) => string;
  readonly catalogue: Catalogue;
  /** Opens a part of the draft (a form, a rule set, a template). */
  readonly openPart: (kind: PartKind, key: string) => void;
};
export type PartKind = "ruleSet" | "form" | "template" | "scenario";

const HereContext = createContext<Here | null>(null);

/** Gives the fields below it their place. */
export const HereProvider = HereContext.Provider;

/** Where a field of the panel is. */
export function usePlace(): Here {
  const here = useContext(HereContext);
  if (here === null) throw new Error("Expected a place above the fields of the panel, but there is none");
  return here;
}
