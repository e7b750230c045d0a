import { CircleCheck, TriangleAlert, Undo2, UserPlus, X } from "lucide-react";
import { useState } from "react";
import type { BulkResult } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useReach } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import { useBulk, useUndo } from "./act.ts";
import type { Marks } from "./marks.ts";
import css from "./Tasks.module.css";

export type BulkBarProps = {
  readonly marks: Marks;
  readonly nameOf: (id: string) => string;
  readonly onAssign: () => void;
};

/** What can be done with all marked tasks, and what came of it for each. */
export function BulkBar({ marks, nameOf, onAssign }: BulkBarProps) {
  const { t } = useWords();
  const { say } = useToasts();
  const bulk = useBulk();
  const declined = useReach().isOutOfReach ? t("task.outOfReach") : undefined;
  const sayUndoable = useUndo();
  const [results, setResults] = useState<BulkResult["results"] | null>(null);
  const run = (action: "claim" | "release") =>
    bulk.mutate(
      { ids: [...marks.ids], action },
      {
        onSuccess: (result) => {
          const failed = result.results.filter((one) => !one.ok);
          if (failed.length > 0) return setResults(result.results);
          sayUndoable(
            action,
            result.results.map((one) => one.id),
          );
          marks.clear();
        },
        onError: (error) => say({ tone: "bad", text: error.message }),
      },
    );

  return (
    <div className={css["bulk"]} role="toolbar" aria-label={t("bulk.title", { count: marks.ids.size })}>
      <strong>{t("bulk.title", { count: marks.ids.size })}</strong>
      <Button
        declined={declined}
        isPending={bulk.isPending}
        icon={<CircleCheck aria-hidden="true" />}
        onPress={() => run("claim")}
      >
        {t("tasks.claim")}
      </Button>
      <Button
        declined={declined}
        isPending={bulk.isPending}
        label={t("tasks.release")}
        icon={<Undo2 aria-hidden="true" />}
        onPress={() => run("release")}
      />
      <Button declined={declined} label={t("tasks.assign")} icon={<UserPlus aria-hidden="true" />} onPress={onAssign} />
      <Button kind="plain" label={t("bulk.clear")} icon={<X aria-hidden="true" />} onPress={marks.clear} />
      {results !== null && (
        <BulkResults
          results={results}
          nameOf={nameOf}
          onClose={() => {
            setResults(null);
            marks.clear();
          }}
        />
      )}
    </div>
  );
}

export type BulkResultsProps = {
  readonly results: BulkResult["results"];
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
};

/** The result for each task; never green as a whole while one has failed. */
export function BulkResults({ results, nameOf, onClose }: BulkResultsProps) {
  const { t } = useWords();
  const failed = results.filter((one) => !one.ok);
  return (
    <Dialog
      title={t("bulk.resultTitle")}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("common.close")}</Button>}
    >
      <p>{t("bulk.resultText", { done: results.length - failed.length, failed: failed.length })}</p>
      <ul className={css["results"]}>
        {results.map((one) => (
          <li key={one.id} data-ok={one.ok}>
            {one.ok ? <CircleCheck size={16} aria-hidden="true" /> : <TriangleAlert size={16} aria-hidden="true" />}
            <span>{one.ok ? t("bulk.ok") : (one.detail ?? one.code)}</span>
            <strong>{nameOf(one.id)}</strong>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
