import { useQueries } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import type { FormField, Labels } from "../api/types.ts";
import { words } from "../words/dictionary.ts";
import { read, readText, type Row } from "./read.ts";
import type { Change, Choosing } from "./register.ts";
import type { RowPage } from "./queries.ts";

/** The most that a list to choose from holds. */
const most = 200;

/** A way to choose from a list that is all there. */
type Listed = Exclude<Choosing, { readonly source: string }>;

/** The fields of a change with what can be chosen in them now. */
export function useFields({ fields, choices = {} }: Change, row: Row | undefined): readonly FormField[] {
  const paths = [...new Set(Object.values(choices).flatMap((choosing) => ("path" in choosing ? [choosing.path] : [])))];
  const lists = useQueries({ queries: paths.map(listQuery) });
  return fields.map((field) => {
    const choosing = choices[field.key];
    if (choosing === undefined) return field;
    if ("source" in choosing)
      return { ...field, type: "record", source: choosing.source, customerId: readText(row, "customerId") };
    const rows = "path" in choosing ? lists[paths.indexOf(choosing.path)]?.data?.items : linesOf(row, choosing.at);
    return listed(field, rows ?? [], choosing);
  });
}

/** The rows of a list to choose from, as many as it may hold. */
export function listQuery(path: string) {
  return {
    queryKey: ["records", "choices", path],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      request<RowPage>("GET", `${path}${path.includes("?") ? "&" : "?"}limit=${most}`, { signal }),
  };
}

/** What is said beside a field to choose in: that its list ends before all are in it, if it does. */
export function helpOf(field: FormField, rows: readonly Row[]): Pick<FormField, "help"> {
  if (rows.length < most) return field.help === undefined ? {} : { help: field.help };
  const { de, en } = words["records.firstOnly"];
  return { help: { de: both(field.help?.de, de), en: both(field.help?.en, en) } };
}

function both(own: string | undefined, note: string): string {
  return own === undefined ? note : `${own.replace(/\.$/, "")}. ${note}`;
}

function listed(field: FormField, rows: readonly Row[], choosing: Listed): FormField {
  const nothing = field.required === true ? [] : [{ value: null, label: { de: "–", en: "–" } }];
  return { ...field, ...helpOf(field, rows), options: [...nothing, ...rows.map((each) => optionOf(each, choosing))] };
}

function linesOf(row: Row | undefined, at: string): readonly Row[] {
  const found = read(row, at);
  return Array.isArray(found) ? found : [];
}

function optionOf(row: Row, choosing: Listed): { value: unknown; label: Labels } {
  const label = read(row, choosing.label);
  const english = "english" in choosing && choosing.english !== undefined ? readText(row, choosing.english) : "";
  const named = typeof label === "object" && label !== null ? (label as Labels) : undefined; // labels in both languages
  const text = readText(row, choosing.label);
  return { value: read(row, choosing.id), label: named ?? { de: text, en: english === "" ? text : english } };
}
