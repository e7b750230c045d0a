import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { catalogueQuery, versionQuery } from "./queries.ts";

/** What a case can be tried with: the variables with which one of the process's tests begins. */
export type Trial = { readonly id: string; readonly name: string; readonly variables: object };

/** The tests of a process that begin by hand, with what they begin with. */
export function useTrials(processKey: string): readonly Trial[] {
  const { data } = useQuery(catalogueQuery("scenario"));
  const rows = useMemo(() => (data?.items ?? []).filter(({ key }) => key.startsWith(`${processKey}:`)), [data, processKey]);
  const bodies = useQueries({
    queries: rows.map(({ key, version }) => versionQuery("scenario", key, version)),
    combine: (answers) => answers.flatMap((answer) => (answer.data === undefined ? [] : [answer.data])),
  });
  return useMemo(() => {
    const byKey = new Map(bodies.map(({ key, body }) => [key.slice(processKey.length + 1), body]));
    return rows.flatMap(({ key, name }) => {
      const variables = beginningOf(key.slice(processKey.length + 1), byKey);
      return variables === null ? [] : [{ id: key, name, variables }];
    });
  }, [bodies, rows, processKey]);
}

/** With what a test begins, itself or the one it extends; null when that is nothing, or no start by hand. */
function beginningOf(key: string, bodies: ReadonlyMap<string, unknown>): object | null {
  const seen = new Set<string>();
  for (let at = key; !seen.has(at);) {
    seen.add(at);
    const body = bodies.get(at);
    if (typeof body !== "object" || body === null) return null;
    if ("abstract" in body && at === key) return null;
    const start: unknown = Reflect.get(body, "start");
    if (typeof start === "object" && start !== null) {
      const variables: unknown = Reflect.get(start, "variables");
      const isByHand = Reflect.get(start, "kind") === "none" && typeof variables === "object" && variables !== null;
      return isByHand && Object.keys(variables).length > 0 ? variables : null;
    }
    at = String(Reflect.get(body, "extends"));
  }
  return null;
}
