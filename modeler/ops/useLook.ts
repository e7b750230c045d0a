import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Visit } from "../../server/http/wire.ts";
import { request } from "../api/request.ts";
import type { Instance } from "../api/types.ts";
import { statesOf, type Look } from "../diagram/look.ts";
import { heatOfTimes } from "../figures/heat.ts";
import type { DiagramMode } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { durationText } from "../words/time.ts";
import { spentAt } from "./spent.ts";

/** What the diagram of an instance shows: tokens, the path, or how long it stayed where. */
export function useLook(instance: Instance, mode: DiagramMode): Look {
  const { language } = useWords();
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ["instances", "visits", instance.id],
    queryFn: ({ signal }) => request<{ items: Visit[] }>("GET", `/api/instances/${instance.id}/visits`, { signal }),
    enabled: mode === "heat",
  });
  return useMemo(() => {
    if (mode !== "heat") return { kind: mode, states: statesOf(instance) };
    const write = (milliseconds: number) => durationText(milliseconds, language);
    return { kind: mode, heats: heatOfTimes(spentAt(data?.items ?? [], dataUpdatedAt), write) };
  }, [mode, instance, data, dataUpdatedAt, language]);
}
