import { Link } from "@tanstack/react-router";
import { CircleCheckBig, FilterX } from "lucide-react";
import { useEffect, useRef, useState, type Ref } from "react";
import type { TaskRow, TaskView } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { Rows, type RowsHandle } from "../kit/Rows.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { crossed } from "./sla.ts";
import { TaskRowView } from "./TaskRowView.tsx";
import type { Listed } from "./useTaskList.ts";

export type TaskListProps = {
  readonly ref: Ref<RowsHandle>;
  readonly view: TaskView;
  readonly list: Listed;
  readonly cursor: string | undefined;
  readonly open: string | undefined;
  readonly marked: ReadonlySet<string>;
  readonly me: string | undefined;
  readonly isFiltered: boolean;
  readonly onCursor: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onAim: (id: string) => void;
  readonly onMark: (id: string) => void;
  readonly onClear: () => void;
};

const rowHeight = 84;

/** The list of tasks in every state it can be in. */
export function TaskList({ view, list, isFiltered, onClear, onMark, me, ...rows }: TaskListProps) {
  const { t } = useWords();
  if (list.kind === "loading") return <Skeleton rows={7} height={68} />;
  if (list.kind === "failed") return <Failure error={list.error} onRetry={list.retry} />;
  if (list.tasks.length === 0 && isFiltered) {
    const clear = (
      <Button icon={<FilterX aria-hidden="true" />} onPress={onClear}>
        {t("tasks.clear")}
      </Button>
    );
    return (
      <Empty
        title={t("tasks.noneFiltered")}
        text={t("tasks.noneFilteredText")}
        icon={<FilterX aria-hidden="true" />}
        action={clear}
      />
    );
  }
  if (list.tasks.length === 0) {
    const toTeam = (
      <Link to="/tasks" search={{ view: "team" }}>
        {t("tasks.toTeam")}
      </Link>
    );
    return (
      <Empty
        title={t("tasks.none")}
        text={t("tasks.noneText")}
        icon={<CircleCheckBig aria-hidden="true" />}
        {...(view === "mine" ? { action: toTeam } : {})}
      />
    );
  }
  return (
    <>
      <Rows
        {...rows}
        label={t("tasks.list")}
        rows={list.tasks}
        rowHeight={rowHeight}
        hasMore={list.hasMore}
        onNearEnd={list.more}
      >
        {(task) => <TaskRowView task={task} isMarked={rows.marked.has(task.id)} onMark={onMark} me={me} />}
      </Rows>
      <Announcer tasks={list.tasks} />
    </>
  );
}

const spokenEvery = 60_000;

/** Says, at most once a minute and politely, which clocks have run out. */
function Announcer({ tasks }: { tasks: readonly TaskRow[] }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const latest = useRef(tasks);
  useEffect(() => {
    latest.current = tasks;
  }, [tasks]);
  useEffect(() => {
    let before = Date.now();
    const timer = setInterval(() => {
      const now = Date.now();
      const ids = crossed(latest.current, before, now);
      before = now;
      const names = latest.current.filter((task) => ids.includes(task.id)).map((task) => task.businessKey ?? task.name);
      setText(
        names.length === 0 ? "" : t("tasks.crossed", { count: names.length, names: names.slice(0, 3).join(", ") }),
      );
    }, spokenEvery);
    return () => clearInterval(timer);
  }, [t]);
  return (
    <p className="unseen" role="status" aria-live="polite">
      {text}
    </p>
  );
}
