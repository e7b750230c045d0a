import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { filesQuery, type StoredFile } from "../../api/cases.ts";
import { ProblemError, request } from "../../api/request.ts";
import { DropPlace } from "../../files/DropPlace.tsx";
import { FileRows } from "../../files/FileRows.tsx";
import { useUploads } from "../../files/useUploads.ts";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import css from "./Case.module.css";
import { learn } from "../../words/dictionary.ts";
import { caseTabWords } from "../../words/caseTabs.ts";

learn(caseTabWords);

/** What is attached to the case. */
export function Files({ caseKey }: { caseKey: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(filesQuery(caseKey));
  const uploads = useUploads(caseKey, data?.limit ?? Infinity, () => undefined);
  const remove = useRemove(caseKey);
  return (
    <section className={css["card"]} aria-label={t("case.files")}>
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={2} height={44} />}
      {data !== undefined && (
        <>
          {data.items.length === 0 && uploads.underway.length === 0 && (
            <p className={css["quiet"]}>{t("files.none")}</p>
          )}
          <FileRows label={t("case.files")} files={data.items} uploads={uploads} onRemove={remove} />
          <DropPlace onFiles={uploads.add} />
        </>
      )}
    </section>
  );
}

function useRemove(caseKey: string): (file: StoredFile) => void {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ id }: StoredFile) => request<void>("DELETE", `/api/files/${id}`),
    onSuccess: (_, { name }) => say({ tone: "ok", text: t("files.deleted", { name }) }),
    onError: (error) => {
      const isUsed = error instanceof ProblemError && error.problem.code === "file.used";
      say({ tone: "bad", text: isUsed ? t("files.used") : error.message });
    },
    onSettled: () => client.invalidateQueries({ queryKey: filesQuery(caseKey).queryKey }),
  });
  return mutate;
}
