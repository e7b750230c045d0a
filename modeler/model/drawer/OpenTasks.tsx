import { UserCheck } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../kit/Button.tsx";
import type { Draft } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import type { OpenTask } from "./openTasks.ts";
import type { ScenarioRow } from "./useScenarios.ts";
import css from "./Drawer.module.css";
import { whenReached } from "../../live/reach.ts";

const CompleteDialog = lazy(() =>
  whenReached(() => import("./CompleteDialog.tsx")).then((module) => ({ default: module.CompleteDialog })),
);

export type OpenTasksProps = {
  readonly draft: Draft;
  readonly processKey: string;
  readonly known: readonly ScenarioRow[];
  readonly tasks: readonly OpenTask[];
  readonly nameOf: (elementId: string) => string;
  /** The form of a task; empty when it has none. */
  readonly formOf: (elementId: string) => string;
  /** The scenarios have been mended. */
  readonly onMended: () => void;
};

/** Tells of a new task at which the tests stand, and mends them all at once. */
export function OpenTasks({ tasks, onMended, ...of }: OpenTasksProps) {
  const { t } = useWords();
  const [open, setOpen] = useState<OpenTask | null>(null);
  const { draft, nameOf } = of;
  if (!draft.actions.includes("edit")) return null;
  return (
    <>
      {tasks.map((task) => (
        <div key={task.elementId} className={css["standing"]} role="status">
          <p>
            <strong>{t("tests.standing", { count: task.reports.length, name: nameOf(task.elementId) })}</strong>{" "}
            {t("tests.standingText")}
          </p>
          <Button kind="primary" icon={<UserCheck aria-hidden="true" />} onPress={() => setOpen(task)}>
            {t("tests.completeEverywhere")}
          </Button>
        </div>
      ))}
      {open !== null && (
        <Suspense fallback={null}>
          <CompleteDialog {...of} task={open} onMended={onMended} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}
