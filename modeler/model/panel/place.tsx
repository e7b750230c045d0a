import { createContext, useContext, useMemo } from "react";
import { useWords, type Words } from "../../words/language.tsx";
import type { Draft } from "../../processes/queries.ts";
import type { Variable } from "../facts/variables.ts";
import type { Moddle } from "../island/moddle.ts";
import type { Place } from "../island/write.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";

/** What the fields of the panel know of where they are. */
export type Here = Place & {
  readonly variables: () => readonly Variable[];
  readonly nameOf: (element: Moddle) => string;
  readonly catalogue: Catalogue;
  readonly draft: Draft;
  /** Opens a part of the draft (a form, a rule set, a template); one that does not exist yet is made with that name. */
  readonly openPart: (kind: PartKind, key: string, name?: string) => void;
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

/** What an expression is written with: the variables on offer, and where each comes from, in words. */
export type Scope = {
  readonly variables: () => readonly Variable[];
  readonly origin: (variable: Variable) => string;
};

const ScopeContext = createContext<Scope | null>(null);

/** Gives the expressions below it variables where there is no element of a process: in the designer of a form. */
export const ScopeProvider = ScopeContext.Provider;

/** The scope of an expression: one that is given, else that of the element in the panel. */
export function useScope(): Scope {
  const given = useContext(ScopeContext);
  const here = useContext(HereContext);
  const { t } = useWords();
  const scope = useMemo(() => given ?? (here === null ? null : scopeOf(here, t)), [given, here, t]);
  if (scope === null) throw new Error("Expected a place or a scope above an expression, but there is none");
  return scope;
}

function scopeOf({ variables, nameOf }: Here, t: Words["t"]): Scope {
  const origin = ({ from }: Variable) => (from === null ? t("feel.fromStart") : t("feel.from", { name: nameOf(from) }));
  return { variables, origin };
}
