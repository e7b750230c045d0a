import { useQuery } from "@tanstack/react-query";
import { query } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { Labels } from "../api/types.ts";
import { useSettled } from "../kit/settled.ts";

/** What the server tells of a value as it is typed; nothing while there is none, or nobody is asked. */
export function useTold(path: string | undefined, value: unknown): Labels | undefined {
  const text = useSettled(typeof value === "string" ? value.trim() : "");
  const { data } = useQuery({
    queryKey: ["told", path, text],
    queryFn: ({ signal }) => request<{ told: Labels | null }>("GET", `${path}${query({ value: text })}`, { signal }),
    enabled: path !== undefined && text !== "",
  });
  return text === "" ? undefined : (data?.told ?? undefined);
}
