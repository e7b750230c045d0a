import type { Selection } from "../instances/choose.ts";

/** Which instances a body names; the schema has seen to it that exactly one of them is there. */
export interface Choice {
  /** What the faults of the instances have in common. */
  readonly cause?: string | undefined;
  readonly instanceIds?: readonly string[] | undefined;
  readonly filter?: Omit<Selection & { readonly kind: "filter" }, "kind"> | undefined;
}

/** The instances that a body means. */
export function selectionOf({ instanceIds, filter, cause }: Choice): Selection {
  if (cause !== undefined) return { kind: "cause", cause };
  return instanceIds === undefined ? { kind: "filter", ...filter } : { kind: "ids", instanceIds };
}
