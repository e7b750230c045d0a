import { useState } from "react";
import type { Form } from "../../api/types.ts";
import { answerTo } from "../../designer/form/answer.ts";
import type { Fields } from "../../designer/scenario/case.ts";
import { Values } from "../../designer/scenario/Values.tsx";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { useNewestBody } from "../useNewestBody.ts";
import type { OpenTask } from "./openTasks.ts";
import type { OpenTasksProps } from "./OpenTasks.tsx";
import { useCompleteEverywhere } from "./useScenarios.ts";
import css from "./Drawer.module.css";

export type CompleteDialogProps = Omit<OpenTasksProps, "tasks"> & {
  readonly task: OpenTask;
  readonly onClose: () => void;
};

/** With what a task is completed in the tests that stand at it: what its form asks, filled with something that fits. */
export function CompleteDialog({ draft, processKey, known, task, ...rest }: CompleteDialogProps) {
  const { t, pick } = useWords();
  const { nameOf, formOf, onMended, onClose } = rest;
  const { say } = useToasts();
  const body = useNewestBody(draft, "form", formOf(task.elementId));
  const form = typeof body === "object" && body !== null && "fields" in body ? (body as Form) : undefined; // as forms are stored
  const [typed, setTyped] = useState<Fields | null>(null);
  const values = typed ?? (form === undefined ? {} : answerTo(form));
  const mend = useCompleteEverywhere(draft, processKey, known);
  const count = task.reports.length;
  const run = () =>
    mend.mutate(
      { task, variables: values },
      {
        onSuccess: () => {
          say({ tone: "ok", text: t("tests.mended", { count }) });
          onClose();
          onMended();
        },
      },
    );
  return (
    <Dialog
      title={t("tests.completeTitle", { name: nameOf(task.elementId) })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={mend.isPending} onPress={run}>
            {t("tests.completeRun", { count })}
          </Button>
        </>
      }
    >
      <p>{t("tests.completeText")}</p>
      <Values label={t("tests.answers")} values={values} onChange={setTyped} />
      <ul className={css["those"]} aria-label={t("drawer.tests")}>
        {task.reports.map((report) => (
          <li key={report.key}>{pick(report.title)}</li>
        ))}
      </ul>
      {mend.error !== null && (
        <p role="alert" className={css["deviation"]}>
          {mend.error.message}
        </p>
      )}
    </Dialog>
  );
}
