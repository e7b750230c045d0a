import { queryOptions } from "@tanstack/react-query";
import { query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import type { PartKind } from "../../processes/queries.ts";

/** One thing that is different between two forms or scenarios, by its place: `fields/note/label/de`. */
export type TreeChange = {
  readonly id: string;
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly before?: unknown;
  readonly after?: unknown;
};

/** Lines of a template that are replaced by others. */
export type LineHunk = {
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** How a part of a draft differs from the version it was begun with. */
export type PartDiff = {
  readonly isSame: boolean;
  readonly diff: {
    readonly changes?: readonly TreeChange[];
    readonly languages?: Readonly<Record<string, readonly LineHunk[]>>;
  };
};

type Which = {
  readonly draftId: string;
  readonly kind: PartKind;
  readonly key: string;
  readonly revision: number;
  readonly from: number;
};

export function partDiffQuery({ draftId, kind, key, revision, from }: Which) {
  return queryOptions({
    queryKey: ["drafts", "diff", draftId, kind, key, revision, from],
    queryFn: ({ signal }) =>
      request<PartDiff>("GET", `/api/diff${query({ kind, key, from: String(from), to: `draft:${draftId}` })}`, {
        signal,
      }),
    staleTime: Infinity,
  });
}
