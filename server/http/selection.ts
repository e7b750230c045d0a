import type { Selection } from "../instances/choose.ts";

/** Which instances a body names; the schema has seen to it that exactly one of both is there. */
export interface Choice {
  readonly instanceIds?: readonly string[] | undefined;
  readonly filter?: Omit<Selection & { readonly kind: "filter" }, "kind"> | undefined;
}

/** The instances that a body means. */
export function selectionOf({ instanceIds, filter }: Choice): Selection {
  return instanceIds === undefined ? { kind: "filter", ...filter } : { kind: "ids", instanceIds };
}
