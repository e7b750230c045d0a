import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { taskQuery } from "../api/queries.ts";
import { fetchDiagram } from "../diagram/LazyDiagram.tsx";
import { whenIdle } from "../kit/idle.ts";
import { fetchForm } from "./FormCard.tsx";
import { fetchCase } from "./TaskDetail.tsx";

/** Once there is a list to choose from, and nothing else to do, fetches the code that opening a task will need. */
export function useCodeAhead(isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return;
    return whenIdle(() => {
      for (const fetchCode of [fetchForm, fetchCase, fetchDiagram]) void fetchCode();
    });
  }, [isReady]);
}

const patience = 100;

/** A task that will be shown. */
export type TaskAhead = {
  /** Fetches it, because it looks as if it were to be opened. */
  readonly aim: (id: string) => void;
  /** Shows it when it is there, but after 100 ms anyway, with a placeholder; of several that are asked for only the last. */
  readonly whenHere: (id: string | undefined, show: () => void) => void;
};

/** Fetches tasks before they are shown: what usually takes some 20 ms is not worth a placeholder. */
export function useTaskAhead(): TaskAhead {
  const client = useQueryClient();
  const latest = useRef(0);
  const fetchTask = (id: string) => client.prefetchQuery(taskQuery(id));
  return {
    aim: (id) => void fetchTask(id),
    whenHere: (id, show) => {
      const mine = (latest.current += 1);
      if (id === undefined) return show();
      const late = new Promise((resolve) => setTimeout(resolve, patience));
      void Promise.race([fetchTask(id), late]).then(() => latest.current === mine && show());
    },
  };
}
