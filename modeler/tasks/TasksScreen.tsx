import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { sessionQuery } from "../api/queries.ts";
import { useShortcuts } from "../keys/KeyboardProvider.tsx";
import type { RowsHandle } from "../kit/Rows.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { BulkBar } from "./BulkBar.tsx";
import { Filters, type OpenMenu } from "./Filters.tsx";
import type { Handing } from "./HandingChoice.tsx";
import { TaskDetail, type DetailHandle } from "./TaskDetail.tsx";
import { TaskList } from "./TaskList.tsx";
import { useTaskAct } from "./act.ts";
import { useMarks } from "./marks.ts";
import { isNarrowed } from "./narrow.ts";
import { neighbour } from "./neighbour.ts";
import { useCodeAhead, useTaskAhead } from "./ahead.ts";
import { useTaskList } from "./useTaskList.ts";
import { Views } from "./Views.tsx";
import css from "./Tasks.module.css";

const AssignDialog = lazy(async () => ({ default: (await import("./AssignDialog.tsx")).AssignDialog }));

/** The task list: views, list, task. What it shows is in the URL; where the cursor stands is not. */
export function TasksScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/tasks" });
  const navigate = useNavigate({ from: "/tasks" });
  const { data: session } = useQuery(sessionQuery);
  const view = search.view ?? "mine";
  const list = useTaskList({
    view,
    customer: search.customer,
    search: search.search,
    process: search.process,
    priority: search.priority,
    assignee: search.assignee,
    sort: search.sort,
  });
  useCodeAhead(list.kind === "here");
  const tasks = list.kind === "here" ? list.tasks : [];
  const nameOf = (id: string) => tasks.find((task) => task.id === id)?.businessKey ?? id.slice(0, 8);
  const ids = tasks.map((task) => task.id);
  const [cursor, setCursor] = useState<string | undefined>(search.task);
  const [menu, setMenu] = useState<OpenMenu>(null);
  const [handing, setHanding] = useState<{ ids: readonly string[]; way: Handing } | null>(null);
  const marks = useMarks(view);
  const rows = useRef<RowsHandle>(null);
  const detail = useRef<DetailHandle>(null);
  const act = useTaskAct();
  const { say } = useToasts();

  useEffect(() => setCursor(search.task), [search.task]);
  const { aim, whenHere } = useTaskAhead();
  const open = (id: string | undefined, replace = false) =>
    whenHere(id, () => void navigate({ search: (before) => ({ ...before, task: id }), replace }));
  const step = (by: 1 | -1, opens: boolean) => {
    const id = neighbour(ids, cursor ?? search.task, by);
    if (id === undefined) return;
    setCursor(id);
    rows.current?.focus(id);
    if (opens || search.task !== undefined) open(id, true);
  };
  const target = cursor ?? search.task;
  // The open task shows its own problems beside its form.
  const onError = (error: Error) => target !== search.task && say({ tone: "bad", text: error.message });
  const onTarget = (kind: "claim" | "release" | "handBack") =>
    target !== undefined && act.mutate({ kind, id: target }, { onError });

  useShortcuts({
    next: () => step(1, false),
    previous: () => step(-1, false),
    nextTask: () => step(1, true),
    open: () => open(target),
    claim: () => onTarget("claim"),
    release: () => onTarget("release"),
    assign: () => target !== undefined && setHanding({ ids: [target], way: "assign" }),
    delegate: () => target !== undefined && setHanding({ ids: [target], way: "delegate" }),
    handBack: () => onTarget("handBack"),
    mark: () => target !== undefined && marks.toggle(target),
    filter: () => setMenu("filter"),
    sort: () => setMenu("sort"),
    complete: () => detail.current?.complete(),
  });

  return (
    <div className={css["screen"]} data-open={search.task !== undefined}>
      <Views search={search} />
      <section className={css["listPane"]} aria-label={t("tasks.list")}>
        <Filters search={search} open={menu} onOpen={setMenu} />
        <TaskList
          ref={rows}
          view={view}
          list={list}
          cursor={cursor}
          open={search.task}
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
        id={search.task}
        onClose={() => open(undefined)}
        onAssign={(id) => setHanding({ ids: [id], way: "assign" })}
        onCompleted={(id) => {
          const next = neighbour(ids, id, 1) ?? neighbour(ids, id, -1);
          open(next, true);
          if (next !== undefined) rows.current?.focus(next);
        }}
        isAllDone={list.kind === "here" && ids.length === 0 && !isNarrowed(search)}
      />
      <Suspense>
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
