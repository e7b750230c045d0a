import { useEffect, useRef, useState } from "react";
import { request } from "../api/request.ts";
import type { Values } from "./values.ts";

export type DraftState = "none" | "saving" | "saved" | "failed";

const pause = 800;

/** Keeps what is typed: sends it a moment after the last key, and at once when the form is left. */
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

  useEffect(
    () => () => {
      if (unsent.current !== null) void save(taskId, unsent.current).catch(() => undefined); // nobody is left to tell
    },
    [taskId],
  );
  return state;
}

function save(taskId: string, values: Values): Promise<void> {
  return request<void>("PUT", `/api/tasks/${encodeURIComponent(taskId)}/draft`, { body: { variables: values } });
}
