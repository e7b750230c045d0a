import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { taskQuery } from "../api/queries.ts";
import { fetchDiagram } from "../diagram/LazyDiagram.tsx";
import { whenIdle } from "../kit/idle.ts";
import { fetchForm } from "./FormCard.tsx";
import { fetchCase } from "./TaskDetail.tsx";

/** Once there is a list to choose from, and nothing else to do, fetches the code that opening a task will need. */
export function useAhead(isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return;
    return whenIdle(() => {
      for (const fetchCode of [fetchForm, fetchCase, fetchDiagram]) void fetchCode();
    });
  }, [isReady]);
}

const patience = 100;

/**
 * Shows a task at once with its form: what usually takes some 20 ms is not worth a placeholder. After 100 ms it is shown
 * without. Whoever asks for another one meanwhile gets only that.
 */
export function useFetchSoon(): (id: string | undefined, show: () => void) => void {
  const client = useQueryClient();
  const latest = useRef(0);
  return (id, show) => {
    const mine = (latest.current += 1);
    if (id === undefined) return show();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
    void Promise.race([client.prefetchQuery(taskQuery(id)), late]).then(() => {
      clearTimeout(timer);
      if (latest.current === mine) show();
    });
  };
}
