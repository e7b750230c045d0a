import { useCallback, useLayoutEffect, useRef } from "react";

/**
 * A function that stays the same while what it does is that of the last render: what is given it need not be drawn again
 * because of it. To be called when something happens, never while drawing.
 */
export function useSteady<Args extends readonly unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
