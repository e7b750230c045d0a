import { compact, text, type Raw } from "./search.ts";

/** What narrows registers of the desk, in the server's words. */
export const deskFilters = [
  "status",
  "technician",
  "workType",
  "state",
  "channel",
  "stage",
  "kind",
  "level",
  "open",
  "assignee",
  "owner",
  "manager",
] as const;
/** `create` opens what asks for a new record. */
type DeskTexts = (typeof deskFilters)[number] | "search" | "sort" | "customer" | "create";
export type DeskSearch = { [Name in DeskTexts]?: string };

/** What the URL of a register may say: a text, and what narrows it. */
export function deskSearch(raw: Raw): DeskSearch {
  const names = [...deskFilters, "search", "sort", "customer", "create"];
  return compact(Object.fromEntries(names.map((name) => [name, text(raw[name])])));
}
