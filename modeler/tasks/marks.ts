import { useCallback, useEffect, useState } from "react";

/** The tasks that are marked for doing something with all of them. */
export type Marks = {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
};

/** Marks belong to a view; another view begins without. */
export function useMarks(view: string): Marks {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const clear = useCallback(() => setIds(new Set()), []);
  const toggle = useCallback((id: string) => setIds((before) => before.symmetricDifference(new Set([id]))), []);
  useEffect(clear, [view, clear]);
  return { ids, toggle, clear };
}
