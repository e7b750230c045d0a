import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Variable } from "../../model/facts/variables.ts";
import type { Scope } from "../../model/panel/place.tsx";
import { partQuery, type Draft } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import type { Design } from "./design.ts";

/** What the conditions of a form see: its own fields (the server evaluates them over the values that are sent). */
export function useFieldScope({ items }: Design): Scope {
  const { t, pick } = useWords();
  return useMemo(() => {
    const labels = new Map(items.map(({ field }) => [field.key, pick(field.label)]));
    return {
      variables: () => [...labels.keys()].map((name) => ({ name, from: null, members: [] })),
      origin: ({ name }) => t("designer.fieldOrigin", { name: labels.get(name) ?? name }),
    };
  }, [items, t, pick]);
}

/** What defaults see: the variables of the task, as far as the draft's processes and the other defaults tell. */
export function useTaskScope(draft: Draft, { items }: Design): Scope {
  const { t } = useWords();
  const processes = draft.parts.filter(({ kind }) => kind === "process");
  const found = useQueries({ queries: processes.map(({ key }) => partQuery(draft.id, "process", key)) });
  const written = found.map(({ data }) => (typeof data?.body === "string" ? data.body : "")).join("\n");
  return useMemo(() => {
    const expressions = items.flatMap(({ field }) => [field.default, field.optionsFrom]);
    const variables = variablesIn(
      written,
      expressions.filter((text) => typeof text === "string"),
    );
    return { variables: () => variables, origin: () => t("designer.taskOrigin") };
  }, [written, items, t]);
}

/** The names that BPMN's mappings write (`target`) and that expressions mention, with the members below them. */
export function variablesIn(xml: string, expressions: readonly string[]): readonly Variable[] {
  const targets = [...xml.matchAll(/<\w+:(?:input|output)\b[^>]*?\btarget="([\w.]+)"/g)].map(([, path = ""]) => path);
  const paths = expressions
    .filter((text) => text.startsWith("="))
    .flatMap((text) => [...text.replaceAll(/"[^"]*"/g, "").matchAll(/[A-Za-z_]\w*(?:\.\w+)+|(?<=^=)[A-Za-z_]\w*$/g)]);
  const members = new Map<string, Set<string>>();
  for (const path of [...targets, ...paths.map(([whole]) => whole)]) {
    const [name = "", ...below] = path.split(".");
    const known = members.get(name) ?? new Set<string>();
    if (below.length > 0) known.add(below.join("."));
    members.set(name, known);
  }
  return [...members].map(([name, below]) => ({ name, from: null, members: [...below] }));
}
