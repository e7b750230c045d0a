import { useQuery } from "@tanstack/react-query";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import type { Moddle } from "../island/moddle.ts";
import { typeOf } from "./bound.ts";
import { elementTemplatesQuery, templateVersionQuery } from "./queries.ts";
import { originOf } from "./values.ts";

/** The template that an element was made from. */
export type Origin = {
  readonly key: string;
  /** The version that it was made from; nothing while it is looked up, and where it is gone. */
  readonly made: KeptTemplate | null;
  /** A newer one, where there is one. */
  readonly newer: KeptTemplate | null;
  readonly isGone: boolean;
};

/** Looks up the template that an element says it was made from; nothing when it says none. */
export function useOrigin(owner: Moddle): Origin | null {
  const origin = originOf(owner);
  const { data } = useQuery({ ...elementTemplatesQuery, enabled: origin !== null });
  const newest = data?.items.find(({ key }) => key === origin?.key);
  const wanted = origin?.version ?? newest?.version ?? 0;
  const made = useVersion(newest, wanted);
  if (origin === null) return null;
  const isBehind = made !== null && newest !== undefined && newest.version > wanted;
  return {
    key: origin.key,
    made,
    newer: isBehind ? newest : null,
    isGone: data !== undefined && newest === undefined,
  };
}

/** A version of a template; one that came from elsewhere may never have been here: then the newest tells what its fields are. */
function useVersion(newest: KeptTemplate | undefined, wanted: number): KeptTemplate | null {
  const isOther = newest !== undefined && newest.version !== wanted;
  const { data, isError } = useQuery({ ...templateVersionQuery(newest?.key ?? "", wanted), enabled: isOther });
  if (!isOther) return newest ?? null;
  return data ?? (isError ? newest : null);
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
