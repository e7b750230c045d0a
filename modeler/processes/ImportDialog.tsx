import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, CircleX, FileUp, Info } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { chooseFile } from "./exporting.ts";
import { importFile, type Imported } from "./queries.ts";
import css from "./Processes.module.css";

const accepted = ".bpmn,.xml,.dmn,.json,.form,.zip";

/** A file of another tool, or a release as an archive: it becomes a draft, and what was not understood is told. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const take = useMutation({
    mutationFn: importFile,
    onSuccess: () => client.invalidateQueries({ queryKey: ["drafts"] }),
  });
  const choose = () => void chooseFile(accepted).then((file) => file !== null && take.mutate(file));
  const open = () =>
    take.data !== undefined &&
    void navigate({ to: "/drafts/$id", params: { id: take.data.draftId }, search: { tab: "problems" } });
  return (
    <Dialog
      title={t("import.title")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" declined={take.data === undefined ? t("import.chooseFirst") : undefined} onPress={open}>
            {t("import.run")}
          </Button>
        </>
      }
    >
      <p>{t("import.text")}</p>
      <div>
        <Button icon={<FileUp aria-hidden="true" />} onPress={choose}>
          {take.variables === undefined ? t("import.choose") : take.variables.name}
        </Button>
      </div>
      {take.isPending && <Skeleton rows={2} height={40} />}
      {take.error !== null && <p role="alert">{t("import.unreadable", { reason: take.error.message })}</p>}
      {take.data !== undefined && <Report imported={take.data} />}
    </Dialog>
  );
}

const icons = { understood: CircleCheck, ignored: Info, refused: CircleX };

/** What became of each file, worst first. */
function Report({ imported }: { imported: Imported }) {
  const { t, pick } = useWords();
  const told = imported.report.filter((entry) => entry.outcome !== "understood");
  return (
    <>
      <p className={css["fine"]} role="status">
        <CircleCheck size={17} aria-hidden="true" />
        {t("import.done", { title: imported.title })}
      </p>
      <p className={css["chips"]}>
        {imported.parts.map(({ kind, key }) => (
          <Chip key={`${kind}/${key}`} tone="ok">
            {t(`kind.${kind}`)} {key}
          </Chip>
        ))}
      </p>
      {told.length === 0 ? (
        <p>{t("import.fine")}</p>
      ) : (
        <ul className={css["findings"]} aria-label={t("import.findings")} tabIndex={0}>
          {told.map((entry) => {
            const Icon = icons[entry.outcome];
            return (
              <li
                key={`${entry.file} ${entry.elementId} ${entry.code} ${pick(entry.message)}`}
                data-severity={entry.outcome === "refused" ? "error" : "warning"}
              >
                <Icon size={16} aria-label={t(`outcome.${entry.outcome}`)} />
                <span>{pick(entry.message)}</span>
                <code>{entry.elementId === "" ? entry.file : entry.elementId}</code>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
