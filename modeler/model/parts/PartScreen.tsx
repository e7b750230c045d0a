import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, Check, CircleAlert, CloudUpload } from "lucide-react";
import { Suspense, useCallback, useEffect, useState } from "react";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { draftQuery, readPart, type Draft, type DraftPartBody, type PartKind } from "../../processes/queries.ts";
import { useAutosave } from "../useAutosave.ts";
import { editorOf } from "./editors.ts";
import css from "./PartScreen.module.css";
import { learn } from "../../words/dictionary.ts";
import { designWords } from "../../words/design.ts";

learn(designWords);

const kinds: readonly PartKind[] = ["form", "ruleSet", "template", "scenario"];

/** A part of a draft that is no process: in its own editor, or as the text that is kept. */
export function PartScreen() {
  const { id, kind: wanted, key } = useParams({ from: "/shell/drafts/$id/parts/$kind/$key" });
  const kind = kinds.find((one) => one === wanted) ?? "form";
  const { data: draft, error: draftError } = useQuery(draftQuery(id));
  const [visit] = useState(() => crypto.randomUUID());
  const {
    data: part,
    error,
    refetch,
  } = useQuery({
    queryKey: ["openedParts", id, kind, key, visit],
    queryFn: ({ signal }) => readPart(id, kind, key, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
  const failure = error ?? draftError;
  if (failure !== null) return <Failure error={failure} onRetry={() => void refetch()} />;
  if (draft === undefined || part === undefined) return <Skeleton rows={3} height={96} />;
  const Editor = editorOf(kind);
  return (
    <div className={css["screen"]}>
      <Suspense fallback={<Skeleton rows={3} height={96} />}>
        <Editor key={`${kind}/${key}`} draft={draft} part={part} />
      </Suspense>
    </div>
  );
}

export type PartEditorProps = { readonly draft: Draft; readonly part: DraftPartBody };

/** Any part as its JSON. What cannot be read is said at once and not saved. */
export function JsonEditor({ draft, part }: PartEditorProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [text, setText] = useState(() => JSON.stringify(part.body, null, 2));
  const error = faultOf(text);
  const onSaved = useCallback(() => void client.invalidateQueries({ queryKey: ["drafts"] }), [client]);
  const { saving, touch, flush } = useAutosave({
    draftId: draft.id,
    kind: part.kind,
    partKey: part.key,
    revision: part.revision,
    read: () => Promise.resolve(JSON.parse(text) as unknown),
    onSaved,
  });
  useEffect(() => {
    if (error === null && text !== JSON.stringify(part.body, null, 2)) touch();
  }, [text, error, part.body, touch]);
  const isBad = saving.kind === "failed" || saving.kind === "stale";
  const Icon = isBad ? CircleAlert : saving.kind === "saved" ? Check : CloudUpload;
  return (
    <>
      <header className={css["head"]}>
        <Link to="/drafts/$id" params={{ id: draft.id }} search={{ tab: "parts" }}>
          <ArrowLeft size={16} aria-hidden="true" /> {draft.title}
        </Link>
        <h1>
          {t(`kind.${part.kind}`)}: {part.key}
        </h1>
        <span role="status" className={css["saving"]} data-tone={isBad ? "bad" : "calm"}>
          <Icon size={15} aria-hidden="true" /> {t(`saving.${saving.kind}`)}
        </span>
      </header>
      <div className={css["body"]}>
        <TextInput
          label={t("part.json")}
          rows={24}
          value={text}
          onChange={setText}
          onBlur={() => void flush()}
          isReadOnly={!draft.actions.includes("edit")}
          error={error === null ? undefined : t("part.unreadable", { reason: error })}
        />
      </div>
    </>
  );
}

function faultOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
