import { useEffect, useRef, useState } from "react";
import { request } from "../api/request.ts";
import type { Values } from "./values.ts";

export type DraftState = "none" | "saving" | "saved" | "failed";

const pause = 800;

/** Keeps what is typed: sends it a moment after the last key, and at once when the form or the page is left. */
export function useDraft(taskId: string, values: Values, isEdited: boolean): DraftState {
  const [state, setState] = useState<DraftState>("none");
  const unsent = useRef<Values | null>(null);

  useEffect(() => {
    if (!isEdited) return;
    unsent.current = values;
    const timer = setTimeout(() => {
      unsent.current = null;
      setState("saving");
      save(taskId, values).then(
        () => setState("saved"),
        () => setState("failed"),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [taskId, values, isEdited]);

  useEffect(() => {
    const leave = () => {
      if (unsent.current !== null) void save(taskId, unsent.current).catch(() => undefined); // nobody is left to tell
      unsent.current = null;
    };
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [taskId]);
  return state;
}

/** Browsers send no more than this many bytes for a page that is gone. */
const mostAfterwards = 60_000;

function save(taskId: string, values: Values): Promise<void> {
  const outlivesPage = JSON.stringify(values).length * 3 < mostAfterwards;
  return request<void>("PUT", `/api/tasks/${encodeURIComponent(taskId)}/draft`, {
    body: { variables: values },
    outlivesPage,
  });
}
