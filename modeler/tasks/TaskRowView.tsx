import { Check, Flag } from "lucide-react";
import { memo } from "react";
import type { TaskRow } from "../api/types.ts";
import { classes } from "../kit/classes.ts";
import { useWords } from "../words/language.tsx";
import { SlaChip } from "./SlaChip.tsx";
import css from "./TaskRow.module.css";

export type TaskRowProps = {
  readonly task: TaskRow;
  readonly isMarked: boolean;
  readonly onMark: (id: string) => void;
  readonly me: string | undefined;
};

/** One task in the list. */
export const TaskRowView = memo(function TaskRowView({ task, isMarked, onMark, me }: TaskRowProps) {
  const { t } = useWords();
  const nameOf = ({ login, name }: { login: string; name: string }) => (login === me ? t("tasks.me") : name);
  const assignee = task.assignee === null ? t("tasks.free") : nameOf(task.assignee);
  const holder = task.owner === null ? assignee : t("delegate.for", { name: assignee, owner: nameOf(task.owner) });
  return (
    <>
      <div role="gridcell" className={css["markCell"]}>
        <button
          type="button"
          role="checkbox"
          tabIndex={-1}
          aria-checked={isMarked}
          aria-label={t("tasks.mark", { name: task.businessKey ?? task.name })}
          className={css["mark"]}
          onClick={(event) => {
            event.stopPropagation();
            onMark(task.id);
          }}
        >
          <Check size={13} aria-hidden="true" />
        </button>
      </div>
      <div role="gridcell" className={css["rowText"]}>
        <strong className={css["rowHead"]}>{task.title ?? task.name}</strong>
        <span className={css["rowMid"]}>
          <span>{task.title === null ? task.processName : task.name}</span>
          <SlaChip sla={task.sla} dueAt={task.dueAt} />
        </span>
        <span className={css["rowFoot"]}>
          {task.priority !== null && <Priority priority={task.priority} />}
          <span className={css["key"]}>{task.businessKey}</span>
          <span className={css["rowCustomer"]}>{task.customer}</span>
          <span className={classes(css["holder"], task.assignee === null && css["isFree"])}>{holder}</span>
        </span>
      </div>
    </>
  );
});

/** The priority as a flag; P1 is loud. */
export function Priority({ priority }: { priority: string }) {
  const { t } = useWords();
  return (
    <span className={css["priority"]} data-priority={priority} title={t("tasks.priority", { priority })}>
      <Flag size={12} aria-hidden="true" />
      {priority}
    </span>
  );
}
