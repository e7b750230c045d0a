import { useEffect, useRef, useState } from "react";

/** The newest answer to a question that changes while one types. What was answered before stays until then. */
export type Asked<T> = { readonly answer: T | null; readonly error: Error | null; readonly isAsking: boolean };

/**
 * Asks a moment after the last change of `about`; an older question that is still open is dropped.
 *
 * @param about what the question is about; null asks nothing
 * @param pause in milliseconds
 */
export function useAsked<A, T>(
  about: A | null,
  ask: (about: A, signal: AbortSignal) => Promise<T>,
  pause: number,
): Asked<T> {
  const [state, setState] = useState<Asked<T>>({ answer: null, error: null, isAsking: false });
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (about === null) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      setState((before) => ({ ...before, isAsking: true }));
      latest
        .current(about, controller.signal)
        .then((answer) => !controller.signal.aborted && setState({ answer, error: null, isAsking: false }))
        .catch((cause: unknown) => {
          if (controller.signal.aborted) return;
          const error = cause instanceof Error ? cause : new Error(String(cause));
          setState(({ answer }) => ({ answer, error, isAsking: false }));
        });
    }, pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [about, pause]);
  return state;
}
