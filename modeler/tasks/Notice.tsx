import { TriangleAlert } from "lucide-react";
import { ProblemError } from "../api/request.ts";
import type { Problem, Task } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Detail.module.css";

/** Why an action did not happen: somebody else took the task, or the server declined; what is typed is kept. */
export function Notice({ task, error, onReload }: { task: Task; error: Error | null; onReload: () => void }) {
  const { t } = useWords();
  if (error === null) return null;
  const problem = error instanceof ProblemError ? error.problem : null;
  const isTaken = problem?.code === "task.claimed";
  const text = isTaken && task.assignee !== null ? t("task.taken", { name: task.assignee.name }) : error.message;
  return (
    <div className={css["notice"]} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <div>
        <strong>{isTaken ? t("task.takenTitle") : t("task.refused")}</strong>
        <p>{problem?.code === "offline" ? t("task.outOfReach") : text}</p>
        <Complaints of={problem?.complaints} />
        {problem?.code !== "offline" && <p className={css["safe"]}>{t("task.safe")}</p>}
      </div>
      <Button onPress={onReload}>{t("task.reload")}</Button>
    </div>
  );
}

function Complaints({ of }: { of: Problem["complaints"] }) {
  if (of === undefined) return null;
  return (
    <ul>
      {of.map((complaint) => (
        <li key={`${complaint.place}${complaint.code}`}>{complaint.message}</li>
      ))}
    </ul>
  );
}
