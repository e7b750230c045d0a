import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { sessionQuery } from "../api/queries.ts";
import { useShortcuts } from "../keys/KeyboardProvider.tsx";
import type { RowsHandle } from "../kit/Rows.tsx";
import { useSteady } from "../kit/steady.ts";
import { useToasts } from "../kit/toasts.tsx";
import { useReach } from "../live/LiveProvider.tsx";
import type { TaskSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { Filters, type OpenMenu } from "./Filters.tsx";
import type { Handing } from "./HandingChoice.tsx";
import { TaskDetail, type DetailHandle } from "./TaskDetail.tsx";
import { TaskList } from "./TaskList.tsx";
import { useTaskAct } from "./act.ts";
import { useMarks } from "./marks.ts";
import { filterOf, isNarrowed } from "./narrow.ts";
import { neighbour } from "./neighbour.ts";
import { useCodeAhead, useTaskAhead } from "./ahead.ts";
import { useTaskList } from "./useTaskList.ts";
import { Views } from "./Views.tsx";
import css from "./Tasks.module.css";
import { whenReached } from "../live/reach.ts";

const AssignDialog = lazy(async () => ({
  default: (await whenReached(() => import("./AssignDialog.tsx"))).AssignDialog,
}));
const DueDialog = lazy(async () => ({ default: (await whenReached(() => import("./DueDialog.tsx"))).DueDialog }));

/**
 * The task list: views, list, task. What it shows is in the URL; where the cursor stands is not. The parts are drawn anew
 * only when what they show has changed: whoever walks through the list waits for everything that is.
 */
export function TasksScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/tasks", select: withoutTask, structuralSharing: true });
  const shown = useSearch({ from: "/shell/tasks", select: ({ task }) => task });
  const navigate = useNavigate({ from: "/tasks" });
  const { data: session } = useQuery(sessionQuery);
  const view = search.view ?? "mine";
  const list = useTaskList(filterOf(search));
  useCodeAhead(list.kind === "here");
  const tasks = list.kind === "here" ? list.tasks : [];
  const nameOf = (id: string) => tasks.find((task) => task.id === id)?.businessKey ?? id.slice(0, 8);
  const ids = tasks.map((task) => task.id);
  const [cursor, setCursor] = useState<string | undefined>(shown);
  const [menu, setMenu] = useState<OpenMenu>(null);
  const [handing, setHanding] = useState<{ ids: readonly string[]; way: Handing } | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const marks = useMarks(view);
  const rows = useRef<RowsHandle>(null);
  const detail = useRef<DetailHandle>(null);
  const act = useTaskAct();
  const { say } = useToasts();

  useEffect(() => setCursor(shown), [shown]);
  const { aim, whenHere } = useTaskAhead();
  const open = useSteady((id: string | undefined, replace?: boolean) =>
    whenHere(id, () => void navigate({ search: (before) => ({ ...before, task: id }), replace: replace === true })),
  );
  const step = (by: 1 | -1, opens: boolean) => {
    const id = neighbour(ids, cursor ?? shown, by);
    if (id === undefined) return;
    setCursor(id);
    rows.current?.focus(id);
    if (opens || shown !== undefined) open(id, true);
  };
  const target = cursor ?? shown;
  // The open task shows its own problems beside its form.
  const onError = (error: Error) => target !== shown && say({ tone: "bad", text: error.message });
  const { isOutOfReach } = useReach();
  const withTarget = (does: (id: string) => void) => {
    if (isOutOfReach) say({ tone: "info", text: t("task.outOfReach") });
    else if (target !== undefined) does(target);
  };
  const onTarget = (kind: "claim" | "release" | "handBack") =>
    withTarget((id) => act.mutate({ kind, id }, { onError }));
  const close = useSteady(() => open(undefined));
  const assign = useSteady((id: string) => setHanding({ ids: [id], way: "assign" }));
  const goOn = useSteady((id: string) => {
    const next = neighbour(ids, id, 1) ?? neighbour(ids, id, -1);
    open(next, true);
    if (next !== undefined) rows.current?.focus(next);
  });

  useShortcuts({
    next: () => step(1, false),
    previous: () => step(-1, false),
    nextTask: () => step(1, true),
    open: () => open(target),
    claim: () => onTarget("claim"),
    release: () => onTarget("release"),
    assign: () => withTarget(assign),
    delegate: () => withTarget((id) => setHanding({ ids: [id], way: "delegate" })),
    handBack: () => onTarget("handBack"),
    due: () => withTarget(setDue),
    mark: () => target !== undefined && marks.toggle(target),
    filter: () => setMenu("filter"),
    sort: () => setMenu("sort"),
    complete: () => detail.current?.complete(),
  });

  return (
    <div className={css["screen"]} data-open={shown !== undefined}>
      <Views search={search} />
      <section className={css["listPane"]} aria-label={t("tasks.list")}>
        <Filters search={search} open={menu} onOpen={setMenu} />
        <TaskList
          ref={rows}
          view={view}
          list={list}
          cursor={cursor}
          open={shown}
          marked={marks.ids}
          me={session?.user.login}
          isFiltered={isNarrowed(search)}
          onCursor={setCursor}
          onOpen={open}
          onAim={aim}
          onMark={marks.toggle}
          onClear={() => void navigate({ search: { view } })}
        />
        {marks.ids.size > 0 && (
          <BulkBar marks={marks} nameOf={nameOf} onAssign={() => setHanding({ ids: [...marks.ids], way: "assign" })} />
        )}
      </section>
      <TaskDetail
        ref={detail}
        act={act}
        id={shown}
        onClose={close}
        onAssign={assign}
        onDue={setDue}
        onCompleted={goOn}
        isAllDone={list.kind === "here" && ids.length === 0 && !isNarrowed(search)}
      />
      <Suspense>
        {due !== null && <DueDialog id={due} onClose={() => setDue(null)} />}
        {handing !== null && (
          <AssignDialog
            ids={handing.ids}
            handing={handing.way}
            nameOf={nameOf}
            onClose={() => setHanding(null)}
            onDone={marks.clear}
          />
        )}
      </Suspense>
    </div>
  );
}

/** What narrows the list; which task is open does not. */
function withoutTask({ task: _open, ...search }: TaskSearch): TaskSearch {
  return search;
}
