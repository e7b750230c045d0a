import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ListTodo } from "lucide-react";
import { taskQuery } from "../api/queries.ts";
import type { Instance, Task } from "../api/types.ts";
import { Empty, Skeleton } from "../kit/states.tsx";
import { SlaChip } from "../tasks/SlaChip.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Instance.module.css";

/** The open tasks of the instance. */
export function TasksOf({ instance }: { instance: Instance }) {
  const { t } = useWords();
  const waits = instance.waits.filter((wait) => wait.kind === "task");
  const answers = useQueries({ queries: waits.map((wait) => taskQuery(`${instance.id}~${wait.waitId}`)) });
  const tasks = answers.flatMap((answer) => (answer.data === undefined ? [] : [answer.data]));
  if (waits.length === 0)
    return <Empty title={t("tasksOf.none")} text={t("tasksOf.noneText")} icon={<ListTodo aria-hidden="true" />} />;
  if (answers.some((answer) => answer.isPending)) return <Skeleton rows={waits.length} height={56} />;
  return (
    <ul className={css["cards"]}>
      {tasks.map((task) => (
        <li key={task.id} className={css["line"]}>
          <TaskLine task={task} />
        </li>
      ))}
    </ul>
  );
}

function TaskLine({ task }: { task: Task }) {
  const { t } = useWords();
  return (
    <>
      <div>
        <Link to="/tasks" search={{ view: "all", task: task.id }}>
          {task.name}
        </Link>
        <p className={css["small"]}>
          {task.assignee?.name ?? t("tasksOf.offered", { groups: task.candidateGroups.join(", ") })}
        </p>
      </div>
      <SlaChip sla={task.sla} dueAt={task.dueAt} />
    </>
  );
}
