import type { UseQueryResult } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { useWords, type Words } from "../../words/language.tsx";
import { partQuery, versionQuery, type PartKind } from "../queries.ts";

/** One side of a comparison: a published version (`3`), or what a draft holds (`draft:<id>`). */
export type Side = string;

/** What stands on a side, and what tells it from any other content. */
export type Sided = { readonly body: unknown; readonly mark: string };

/** The draft that a side is; null for a version. */
export function draftOf(side: Side): string | null {
  return side.startsWith("draft:") ? side.slice("draft:".length) : null;
}

/** What the URL says; else the newest version and the one before it. */
export function chosenSides(
  search: { readonly from?: string; readonly to?: string },
  newest: number | undefined,
): { readonly from: Side; readonly to: Side } {
  const to = search.to ?? String(newest ?? 1);
  const before = draftOf(to) === null ? Number(to) - 1 : (newest ?? 1);
  return { from: search.from ?? String(Math.max(1, before)), to };
}

/** How a side is called. */
export function sideName(t: Words["t"], side: Side): string {
  return draftOf(side) === null ? t("instance.version", { version: side }) : t("diff.draft");
}

/** Reads a side. */
export function useSide(kind: PartKind, key: string, side: Side): UseQueryResult<Sided> {
  const draft = draftOf(side);
  const version = useQuery({
    ...versionQuery(kind, key, Number(side)),
    select: ({ body, sha256 }): Sided => ({ body, mark: sha256 }),
    enabled: draft === null,
  });
  const part = useQuery({
    ...partQuery(draft ?? "", kind, key),
    select: ({ body, revision }): Sided => ({ body, mark: `${draft ?? ""}:${revision}` }),
    enabled: draft !== null,
  });
  return draft === null ? version : part;
}

/** The versions to choose from, and the draft when it is one of the sides. */
export function useSideChoices(
  versions: { readonly items: readonly { readonly version: number }[] } | undefined,
  side: Side,
): readonly { readonly id: string; readonly name: string }[] {
  const { t } = useWords();
  const published = (versions?.items ?? []).map(({ version }) => String(version));
  const all = draftOf(side) === null ? published : [side, ...published];
  return all.map((id) => ({ id, name: sideName(t, id) }));
}
