import { useCallback, useEffect, useRef, useState } from "react";
import { onTakeOver } from "../leaving.ts";

const pause = 500;

/**
 * A text that is written back a moment after the last key, when the field is left, and when it goes: so undo takes
 * back words, not letters. What changes outside is taken over unless somebody is typing.
 */
export function useCommitted(value: string, commit: (text: string) => void) {
  const [text, setText] = useState(value);
  const state = useRef({ text: value, known: value, commit });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    state.current.commit = commit;
  });

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const { text: now, known, commit: write } = state.current;
    if (now === known) return;
    state.current.known = now;
    write(now);
  }, []);
  useEffect(() => {
    if (state.current.text !== state.current.known) return;
    state.current.text = value;
    state.current.known = value;
    setText(value);
  }, [value]);
  useEffect(() => onLeaving(flush), [flush]);
  useEffect(() => {
    if (text === value) return;
    // Writing redraws the menus at the element; it must have happened before somebody presses one of them.
    const onMove = ({ target }: PointerEvent) =>
      target instanceof Element && target.closest(".djs-container") !== null && flush();
    document.addEventListener("pointermove", onMove);
    return () => document.removeEventListener("pointermove", onMove);
  }, [text, value, flush]);

  const change = useCallback(
    (next: string) => {
      state.current.text = next;
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, pause);
    },
    [flush],
  );
  return { text, change, flush };
}

/** Writes when the page or the field goes. */
function onLeaving(flush: () => void): () => void {
  const stop = onTakeOver(flush);
  return () => {
    stop();
    flush();
  };
}
