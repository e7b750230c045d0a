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

/** What the diagram of an instance shows, and what is missing of it: its visits did not come, or no stay is long enough. */
export type InstanceLook = {
  readonly look: Look;
  readonly lacks: "failed" | "short" | null;
  readonly again: () => void;
};

/** What the diagram of an instance shows: tokens, the path, or how long it stayed where. */
export function useLook(instance: Instance, mode: DiagramMode): InstanceLook {
  const { language } = useWords();
  const { data, dataUpdatedAt, isError, refetch } = useQuery({
    queryKey: ["instances", "visits", instance.id],
    queryFn: ({ signal }) => request<{ items: Visit[] }>("GET", `/api/instances/${instance.id}/visits`, { signal }),
    enabled: mode === "heat",
  });
  const look = useMemo<Look>(() => {
    if (mode !== "heat") return { kind: mode, states: statesOf(instance) };
    const write = (milliseconds: number) => durationText(milliseconds, language);
    return { kind: mode, heats: heatOfTimes(spentAt(data?.items ?? [], dataUpdatedAt), write) };
  }, [mode, instance, data, dataUpdatedAt, language]);
  const isShort = look.kind === "heat" && data !== undefined && look.heats.size === 0;
  const isFailed = mode === "heat" && isError && data === undefined;
  return { look, lacks: isFailed ? "failed" : isShort ? "short" : null, again: () => void refetch() };
}
