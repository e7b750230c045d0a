import { useQuery } from "@tanstack/react-query";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import type { Moddle } from "../island/moddle.ts";
import { ProblemError } from "../../api/request.ts";
import { useWords } from "../../words/language.tsx";
import { typeOf } from "./bound.ts";
import { elementTemplatesQuery, templateVersionQuery } from "./queries.ts";
import { spoken } from "./spoken.ts";
import { originOf } from "./values.ts";

/** The template that an element was made from. */
export type Origin = {
  readonly key: string;
  /** The version that it was made from; nothing while it is looked up, and where it is gone. */
  readonly made: KeptTemplate | null;
  /** A newer one, where there is one. */
  readonly newer: KeptTemplate | null;
  readonly isGone: boolean;
  /** Why nothing is known of it. */
  readonly error: Error | null;
};

/** Looks up the template that an element says it was made from; nothing when it says none. */
export function useOrigin(owner: Moddle): Origin | null {
  const { language } = useWords();
  const origin = originOf(owner);
  const { data, error } = useQuery({ ...elementTemplatesQuery, enabled: origin !== null });
  const newest = data?.items.find(({ key }) => key === origin?.key);
  const made = useVersion(newest, origin?.version ?? newest?.version ?? 0);
  if (origin === null) return null;
  const said = (kept: KeptTemplate | null) => kept && { ...kept, template: spoken(kept.template, language) };
  return {
    key: origin.key,
    made: said(made.kept),
    newer: said(newerThan(newest, origin.version, made.kept)),
    isGone: data !== undefined && newest === undefined,
    error: error ?? made.error,
  };
}

function newerThan(
  newest: KeptTemplate | undefined,
  version: number | null,
  made: KeptTemplate | null,
): KeptTemplate | null {
  const isBehind = made !== null && newest !== undefined && version !== null && newest.version > version;
  return isBehind ? newest : null;
}

/** A version of a template; one that came from elsewhere may never have been here: then the newest tells what its fields are. */
function useVersion(
  newest: KeptTemplate | undefined,
  wanted: number,
): { readonly kept: KeptTemplate | null; readonly error: Error | null } {
  const isOther = newest !== undefined && newest.version !== wanted;
  const { data, error } = useQuery({ ...templateVersionQuery(newest?.key ?? "", wanted), enabled: isOther });
  if (!isOther) return { kept: newest ?? null, error: null };
  const isUnknown = error instanceof ProblemError && error.problem.status === 404;
  return { kept: data ?? (isUnknown ? newest : null), error: isUnknown ? null : error };
}

/** The extension elements that the template of an element decides about: their usual fields are not shown beside its own. */
export function decidedBy(origin: Origin | null): ReadonlySet<string> {
  return new Set((origin?.made?.template.properties ?? []).map(({ binding }) => typeOfBinding(binding)));
}

function typeOfBinding(binding: Parameters<typeof typeOf>[0]): string {
  return binding.type === "zeebe:taskDefinition:type" ? "zeebe:TaskDefinition" : typeOf(binding);
}

/** The inputs or outputs that the template of an element has fields for. */
export function boundIn(origin: Origin | null, direction: "input" | "output"): ReadonlySet<string> {
  const bindings = (origin?.made?.template.properties ?? []).map(({ binding }) => binding);
  return new Set(
    bindings.flatMap(({ type, name, source }) => {
      if (type !== `zeebe:${direction}`) return [];
      return (direction === "input" ? name : source) ?? [];
    }),
  );
}
