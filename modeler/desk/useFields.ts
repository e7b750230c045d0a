import { useQueries } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import type { FormField, Labels } from "../api/types.ts";
import { read, readText, type Row } from "./read.ts";
import type { Change, Choosing } from "./register.ts";
import type { RowPage } from "./queries.ts";

/** The most that a list to choose from holds. */
const most = 200;

/** The fields of a change with what can be chosen in them now. */
export function useFields({ fields, choices = {} }: Change, row: Row | undefined): readonly FormField[] {
  const asked = Object.entries(choices);
  const lists = useQueries({
    queries: asked.map(([, choosing]) => ({
      queryKey: ["records", "choices", "path" in choosing ? addressed(choosing.path, row) : "here"],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        "path" in choosing ? request<RowPage>("GET", addressed(choosing.path, row), { signal }) : { items: [] },
    })),
  });
  return fields.map((field) => {
    const index = asked.findIndex(([key]) => key === field.key);
    const [, choosing] = asked[index] ?? [];
    if (choosing === undefined) return field;
    const rows = "path" in choosing ? (lists[index]?.data?.items ?? []) : linesOf(row, choosing.at);
    const nothing = field.required === true ? [] : [{ value: null, label: { de: "–", en: "–" } }];
    return { ...field, options: [...nothing, ...rows.map((each) => optionOf(each, choosing))] };
  });
}

function addressed(path: string, row: Row | undefined): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, at: string) => encodeURIComponent(readText(row, at)));
  return `${filled}${path.includes("?") ? "&" : "?"}limit=${most}`;
}

function linesOf(row: Row | undefined, at: string): readonly Row[] {
  const found = read(row, at);
  return Array.isArray(found) ? found : [];
}

function optionOf(row: Row, choosing: Choosing): { value: unknown; label: Labels } {
  const label = read(row, choosing.label);
  const english = "english" in choosing && choosing.english !== undefined ? readText(row, choosing.english) : "";
  const named = typeof label === "object" && label !== null ? (label as Labels) : undefined; // labels in both languages
  const text = readText(row, choosing.label);
  return { value: read(row, choosing.id), label: named ?? { de: text, en: english === "" ? text : english } };
}
