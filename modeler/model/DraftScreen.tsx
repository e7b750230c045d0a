import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { draftQuery, readPart, type Draft, type DraftPart } from "../processes/queries.ts";
import { OtherParts } from "./OtherParts.tsx";
import { Workbench } from "./Workbench.tsx";
import { learn } from "../words/dictionary.ts";
import { designWords } from "../words/design.ts";
import { diagramWords } from "../words/diagram.ts";

learn({ ...designWords, ...diagramWords });

/** A draft: its process in the modeler; a draft without a process shows its parts. */
export function DraftScreen() {
  const { id } = useParams({ from: "/shell/drafts/$id" });
  const { t } = useWords();
  const { data: draft, error, refetch } = useQuery(draftQuery(id));
  const next = (
    <Link to="/processes" search={{}}>
      {t("draft.toList")}
    </Link>
  );
  if (draft === undefined && error !== null)
    return <Failure error={error} onRetry={() => void refetch()} next={next} />;
  if (draft === undefined) return <Skeleton rows={2} height={280} />;
  return <Shown key={id} draft={draft} />;
}

function Shown({ draft }: { draft: Draft }) {
  const { process } = useSearch({ from: "/shell/drafts/$id" });
  const processes = draft.parts.filter((part) => part.kind === "process");
  const part = processes.find((each) => each.key === process) ?? processes[0];
  if (part === undefined) return <OtherParts draft={draft} />;
  return <Opened key={part.key} draft={draft} part={part} />;
}

/** Reads the part once: from then on the modeler holds the copy that is edited. */
function Opened({ draft, part }: { draft: Draft; part: DraftPart }) {
  const client = useQueryClient();
  const [visit] = useState(() => crypto.randomUUID());
  const { data, error, refetch } = useQuery({
    queryKey: ["openedParts", draft.id, part.key, visit],
    queryFn: ({ signal }) => readPart(draft.id, "process", part.key, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  const onSaved = useCallback(
    () => void client.invalidateQueries({ queryKey: ["drafts", "one", draft.id] }),
    [client, draft.id],
  );
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={2} height={280} />;
  return <Workbench draft={draft} part={data} onSaved={onSaved} />;
}
