import { Link } from "@tanstack/react-router";
import { ArrowLeft, CalendarClock, Check, Hand, Undo2, UserPlus } from "lucide-react";
import type { Task, TaskAction } from "../api/types.ts";
import { keysOf } from "../keys/shortcuts.ts";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { useTextOfNow } from "../kit/now.ts";
import type { Key } from "../words/dictionary.ts";
import { useReach } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import { agoText } from "../words/time.ts";
import type { TaskActing } from "./act.ts";
import { Priority } from "./TaskRowView.tsx";
import css from "./Detail.module.css";

export type TaskHeaderProps = {
  readonly task: Task;
  readonly act: TaskActing;
  readonly isCompleting: boolean;
  readonly onClose: () => void;
  readonly onAssign: () => void;
  readonly onDue: () => void;
  readonly onComplete: () => void;
};

/** Which task it is and what can be done with it. What may not be done stays visible and says why. */
export function TaskHeader({ task, act, isCompleting, onClose, onAssign, onDue, onComplete }: TaskHeaderProps) {
  const { t, language } = useWords();
  const ago = useTextOfNow((now) => agoText(task.createdAt, now, language));
  const { isOutOfReach } = useReach();
  const why = (action: TaskAction, reason: Key) =>
    task.actions.includes(action)
      ? isOutOfReach
        ? t("task.outOfReach")
        : undefined
      : t(reason, { name: task.assignee?.name ?? "", groups: task.candidateGroups.join(", ") });
  const isHeld = task.assignee !== null;

  return (
    <header className={css["header"]}>
      <div className={css["back"]}>
        <Button kind="plain" label={t("task.backToList")} icon={<ArrowLeft aria-hidden="true" />} onPress={onClose} />
      </div>
      <h1>{task.title ?? task.name}</h1>
      <p className={css["meta"]}>
        {task.title !== null && <strong>{task.name}</strong>}
        {task.priority !== null && <Priority priority={task.priority} />}
        {task.customer !== null && <span>{task.customer}</span>}
        {task.isCustomerOnHold && <Chip tone="warn">{t("task.creditHold")}</Chip>}
        {task.businessKey !== null && <span className={css["key"]}>{task.businessKey}</span>}
        <Link to="/ops/$id" params={{ id: task.instanceId }} search={{}}>
          {task.processName} v{task.definitionVersion}
        </Link>
        <time dateTime={task.createdAt}>{ago}</time>
      </p>
      <div className={css["actions"]}>
        {isHeld ? (
          <Button
            icon={<Undo2 aria-hidden="true" />}
            keys={keysOf("release")}
            declined={why("release", "task.noRelease")}
            isPending={act.isPending}
            onPress={() => act.mutate({ kind: "release", id: task.id })}
          >
            {t("tasks.release")}
          </Button>
        ) : (
          <Button
            kind={task.actions.includes("claim") ? "primary" : "quiet"}
            icon={<Hand aria-hidden="true" />}
            keys={keysOf("claim")}
            declined={why("claim", "task.noClaim")}
            isPending={act.isPending}
            onPress={() => act.mutate({ kind: "claim", id: task.id })}
          >
            {t("tasks.claim")}
          </Button>
        )}
        <Button
          icon={<UserPlus aria-hidden="true" />}
          label={t("tasks.assign")}
          keys={keysOf("assign")}
          declined={why("assign", "task.noAssign")}
          onPress={onAssign}
        />
        <Button
          icon={<CalendarClock aria-hidden="true" />}
          label={t("due.change")}
          keys={keysOf("due")}
          declined={why("reschedule", "due.no")}
          onPress={onDue}
        />
        <Button
          kind={isHeld ? "primary" : "quiet"}
          icon={<Check aria-hidden="true" />}
          declined={why("complete", isHeld ? "task.noComplete" : "task.claimFirst")}
          isPending={isCompleting}
          onPress={onComplete}
        >
          {t("tasks.complete")}
        </Button>
      </div>
    </header>
  );
}
