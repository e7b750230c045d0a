import { useQuery } from "@tanstack/react-query";
import { catalogueQuery, partQuery, versionQuery, type Draft, type PartKind } from "../processes/queries.ts";

/** What a part holds: as the draft has it, else as it is published; undefined while nobody knows, or for an empty key. */
export function useNewestBody(draft: Draft, kind: PartKind, key: string): unknown {
  const isHeld = draft.parts.some((part) => part.kind === kind && part.key === key);
  const held = useQuery({ ...partQuery(draft.id, kind, key), enabled: isHeld });
  const { data: rows } = useQuery({ ...catalogueQuery(kind), enabled: key !== "" && !isHeld });
  const version = rows?.items.find((row) => row.key === key)?.version;
  const published = useQuery({ ...versionQuery(kind, key, version ?? 0), enabled: version !== undefined && !isHeld });
  return (isHeld ? held.data : published.data)?.body;
}
