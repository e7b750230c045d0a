import { useQuery } from "@tanstack/react-query";
import { ListTodo } from "lucide-react";
import {
  memo,
  Suspense,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from "react";
import { taskQuery } from "../api/queries.ts";
import { ProblemError } from "../api/request.ts";
import type { Task } from "../api/types.ts";
import type { FormHandle } from "../form/TaskForm.tsx";
import { Button } from "../kit/Button.tsx";
import { fetched } from "../kit/fetched.ts";
import { useOncePainted } from "../kit/painted.ts";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useSteady } from "../kit/steady.ts";
import { useReach } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import type { TaskActing } from "./act.ts";
import { FormCard } from "./FormCard.tsx";
import { Notice } from "./Notice.tsx";
import { SlaBar } from "./SlaBar.tsx";
import { TaskHeader } from "./TaskHeader.tsx";
import { useCompletion } from "./useCompletion.ts";
import { useCaseTab } from "./context/useCaseTab.ts";
import css from "./Detail.module.css";

const { Component: CaseTabs, ahead } = fetched(async () => (await import("./context/CaseTabs.tsx")).CaseTabs);
/** Fetches the code of what surrounds a form. */
export const fetchCase = ahead;

export type DetailHandle = { readonly complete: () => void };
export type TaskDetailProps = {
  readonly ref: Ref<DetailHandle>;
  readonly id: string | undefined;
  readonly isAllDone: boolean;
  readonly act: TaskActing;
  readonly onClose: () => void;
  readonly onAssign: (id: string) => void;
  readonly onDue: (id: string) => void;
  readonly onCompleted: (id: string) => void;
};

/** The task that is open, or what to do when none is; that nothing is left the list says. */
export const TaskDetail = memo(function TaskDetail({ id, isAllDone, ...rest }: TaskDetailProps) {
  const { t } = useWords();
  if (id === undefined) {
    return (
      <section className={css["pane"]} aria-label={t("task.title")}>
        {!isAllDone && (
          <Empty title={t("task.choose")} text={t("task.chooseText")} icon={<ListTodo aria-hidden="true" />} />
        )}
      </section>
    );
  }
  return <OpenTask id={id} {...rest} />;
});

function OpenTask({
  id,
  ref,
  act,
  onClose,
  onAssign,
  onDue,
  onCompleted,
}: Omit<TaskDetailProps, "id" | "isAllDone"> & { id: string }) {
  const { t } = useWords();
  const { data: task, error, refetch } = useQuery(taskQuery(id));
  const form = useRef<FormHandle>(null);
  const pane = useRef<HTMLElement>(null);
  const { complete, isPending, error: refused, reset } = useCompletion(task, form, onCompleted);
  const forget = useSteady(() => {
    act.reset();
    reset();
  });
  useForgotten([act.error, refused], forget);
  const reload = () => {
    forget();
    void refetch();
  };
  const onAct = useSteady((kind: "claim" | "handBack") => act.mutate({ kind, id }));
  useImperativeHandle(ref, () => ({ complete }));
  useEffect(() => {
    // scrolling wants the layout, which is not asked for before the frame needs it anyway
    const frame = requestAnimationFrame(() => {
      if (pane.current !== null) pane.current.scrollTop = 0;
    });
    return () => cancelAnimationFrame(frame);
  }, [id]);
  if (error instanceof ProblemError && error.problem.status === 404) {
    return (
      <Pane of={pane}>
        <Gone onClose={onClose} />
      </Pane>
    );
  }
  if (error !== null && task === undefined) {
    return (
      <Pane of={pane}>
        <Failure error={error} onRetry={() => void refetch()} safe={t("task.safe")} />
      </Pane>
    );
  }
  return (
    <Pane of={pane}>
      {task !== undefined && (
        <TaskHeader
          task={task}
          act={act}
          isCompleting={isPending}
          onClose={onClose}
          onAssign={() => onAssign(task.id)}
          onDue={() => onDue(task.id)}
          onComplete={complete}
        />
      )}
      <div className={css["body"]}>
        {task === undefined ? (
          <Skeleton rows={6} height={64} />
        ) : (
          <>
            <SlaBar task={task} />
            <div className={css["main"]}>
              <Notice task={task} error={refusalOf(act, id) ?? refused} onReload={reload} />
              <FormCard
                key={task.id}
                task={task}
                form={form}
                onComplete={complete}
                onAct={onAct}
                isPending={isPending}
              />
            </div>
          </>
        )}
        <Around task={task} />
      </div>
    </Pane>
  );
}

/** What failed for want of a server is no news any more once it is back. */
function useForgotten(errors: readonly (Error | null)[], forget: () => void): void {
  const { returns } = useReach();
  const isOffline = errors.some((error) => error instanceof ProblemError && error.problem.code === "offline");
  const isOver = useSteady(() => isOffline && forget());
  useEffect(() => {
    if (returns > 0) isOver();
  }, [returns, isOver]);
}

function Pane({ of, children }: { of: Ref<HTMLElement>; children: ReactNode }) {
  const { t } = useWords();
  return (
    <section ref={of} className={css["pane"]} aria-label={t("task.title")}>
      {children}
    </section>
  );
}

/**
 * What surrounds the form, drawn after it. While the next task is fetched the last one's stays, dimmed: what both share,
 * above all the diagram of their process, need not be made again.
 */
function Around({ task }: { task: Task | undefined }) {
  const { t } = useWords();
  const [last, setLast] = useState(task ?? null);
  if (task !== undefined && task !== last) setLast(task);
  const shown = useOncePainted(last, null);
  const { tab, show } = useCaseTab(task);
  const onTab = useSteady(show);
  // the same element as long as it is about the same task: nothing of it is drawn while the form is
  const tabs = useMemo(
    () => (shown === null ? <Skeleton rows={3} height={120} /> : <CaseTabs task={shown} tab={tab} onTab={onTab} />),
    [shown, tab, onTab],
  );
  const isOld = task === undefined;
  return (
    <aside className={css["aside"]} aria-label={t("task.context")} aria-busy={isOld} inert={isOld}>
      <Suspense fallback={<Skeleton rows={3} height={120} />}>{tabs}</Suspense>
    </aside>
  );
}

/** Why the last claim or release of this task did not happen. */
function refusalOf(act: TaskActing, id: string): Error | null {
  return act.variables?.id === id ? act.error : null;
}

function Gone({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  return (
    <Empty
      title={t("task.gone")}
      text={t("task.goneText")}
      icon={<ListTodo aria-hidden="true" />}
      action={<Button onPress={onClose}>{t("task.backToList")}</Button>}
    />
  );
}
