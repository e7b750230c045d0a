import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Conflict, Merge, OptionKey, Resolutions } from "../../../server/diagram/merge/types.ts";
import { whenReached } from "../../live/reach.ts";

/** Three texts: what both sides began from, one's own, and the other's. */
export type Three = { readonly base: string; readonly ours: string; readonly theirs: string };
export type Merging = {
  readonly merge: Merge | undefined;
  readonly error: Error | null;
  readonly resolutions: Resolutions;
  readonly decide: (conflict: Conflict, option: OptionKey) => void;
  /** Conflicts that nobody has decided yet. */
  readonly open: readonly Conflict[];
};

/** Merges three models as decisions are made: the very function that the server runs and an auditor replays. */
export function useMerge(three: Three, id: string): Merging {
  const [resolutions, setResolutions] = useState<Resolutions>({});
  const { data: merge, error } = useQuery({
    queryKey: ["merge", id, resolutions],
    queryFn: async () => {
      const { merge3 } = await whenReached(() => import("../../../server/diagram/merge/merge.ts"));
      return merge3(three.base, three.ours, three.theirs, resolutions);
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  });
  const decide = useCallback(
    (conflict: Conflict, option: OptionKey) => setResolutions((before) => ({ ...before, [conflict.id]: option })),
    [],
  );
  const open = (merge?.conflicts ?? []).filter(({ id: conflictId }) => resolutions[conflictId] === undefined);
  return { merge, error, resolutions, decide, open };
}
