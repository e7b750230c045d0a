import { Diamond } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { learn } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { planWords } from "../../words/plans.ts";
import { minutesText } from "../../words/time.ts";
import type { Row } from "../read.ts";
import { dayText, shortDay } from "../written.ts";
import { People } from "./People.tsx";
import type { ProjectRow, TaskRow } from "./projectRow.ts";
import { mondaysOf, placeIn, weeksOf, type Span } from "./weeks.ts";
import record from "../Record.module.css";
import css from "./Plan.module.css";

learn(planWords);

/** The plan of a project: phases, milestones and tasks as bars over the weeks, how far they are, and who does how much. */
export function PlanPanel({ row }: { row: Row }) {
  const { t } = useWords();
  const project = row as unknown as ProjectRow; // wireProjects.ts
  const tasks = project.tasks;
  const days = [
    ...tasks.flatMap((task) => [task.startsOn, task.endsOn]),
    ...project.milestones.map(({ dueOn }) => dueOn),
  ];
  if (days.length === 0)
    return (
      <section className={record["card"]} aria-label={t("plans.title")}>
        <h2>{t("plans.title")}</h2>
        <p className={record["quiet"]}>{t("plans.none")}</p>
      </section>
    );
  return (
    <>
      <section className={record["card"]} aria-label={t("plans.title")}>
        <h2>{t("plans.title")}</h2>
        <div className={css["scroll"]} role="group" aria-label={t("plans.title")} tabIndex={0}>
          <Chart project={project} span={weeksOf(days)} />
        </div>
      </section>
      <People tasks={tasks} />
    </>
  );
}

function Chart({ project, span }: { project: ProjectRow; span: Span }) {
  const { t, language } = useWords();
  const mondays = mondaysOf(span);
  const today = new Date().toISOString().slice(0, 10);
  const now = placeIn(span, today, today).left;
  let pos = 0;
  return (
    <table className={css["chart"]}>
      <thead>
        <tr>
          <th scope="col">{t("plans.what")}</th>
          <th scope="col">
            <div className={css["weeks"]}>
              {mondays.map((monday) => (
                <span key={monday} style={{ left: `${placeIn(span, monday, monday).left}%` }}>
                  {shortDay(monday, language)}
                </span>
              ))}
            </div>
          </th>
        </tr>
      </thead>
      <tbody style={{ "--now": `${now}%`, "--shown": now >= 0 && now <= 100 ? "block" : "none" } as CSSProperties}>
        {project.plan.phases.map((phase) => {
          const own = phase.milestones.flatMap((milestone) => milestone.tasks.map(({ no }) => no));
          const tasks = project.tasks.filter(({ no }) => own.includes(no));
          const lines = phase.milestones.map((milestone) => {
            pos += 1;
            const place = pos;
            const known = project.milestones.find((each) => each.pos === place);
            return (
              <Milestone
                key={place}
                name={milestone.name}
                dueOn={known?.dueOn ?? milestone.dueOn}
                state={known?.state ?? "planned"}
                span={span}
              >
                {project.tasks
                  .filter((task) => task.milestone === place)
                  .map((task) => (
                    <Task key={task.no} task={task} span={span} />
                  ))}
              </Milestone>
            );
          });
          return [<Phase key={`phase ${phase.name}`} name={phase.name} tasks={tasks} span={span} />, ...lines];
        })}
      </tbody>
    </table>
  );
}

function Phase({ name, tasks, span }: { name: string; tasks: readonly TaskRow[]; span: Span }) {
  const { t, language } = useWords();
  const from = tasks.map(({ startsOn }) => startsOn).toSorted()[0];
  const to = tasks
    .map(({ endsOn }) => endsOn)
    .toSorted()
    .at(-1);
  const planned = tasks.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0);
  const done = tasks.reduce((sum, task) => sum + (task.doneAt === null ? 0 : task.plannedMinutes), 0);
  return (
    <tr data-kind="phase">
      <th scope="row">{name}</th>
      <td>
        {from !== undefined && to !== undefined && (
          <Bar kind="phase" span={span} from={from} to={to} share={planned === 0 ? 0 : done / planned}>
            {t("plans.span", { from: shortDay(from, language), to: shortDay(to, language) })}
          </Bar>
        )}
      </td>
    </tr>
  );
}

type MilestoneProps = {
  readonly name: string;
  readonly dueOn: string;
  readonly state: string;
  readonly span: Span;
  readonly children: ReactNode;
};

function Milestone({ name, dueOn, state, span, children }: MilestoneProps) {
  const { t, language } = useWords();
  const { left, width } = placeIn(span, dueOn, dueOn);
  return (
    <>
      {children}
      <tr data-kind="milestone">
        <th scope="row">{name}</th>
        <td>
          <div className={css["track"]}>
            <span className={css["milestone"]} data-state={state} style={{ left: `${left + width}%` }}>
              <Diamond size={14} aria-hidden="true" />
              <span className={css["said"]}>
                {t("plans.due", { day: shortDay(dueOn, language) })}
                {state === "reached" && ` · ${t("plans.done")}`}
              </span>
            </span>
          </div>
        </td>
      </tr>
    </>
  );
}

function Task({ task, span }: { task: TaskRow; span: Span }) {
  const { t, language } = useWords();
  const { no, name, startsOn, endsOn, plannedMinutes, spentMinutes, doneAt } = task;
  const share = doneAt !== null ? 1 : plannedMinutes === 0 ? 0 : Math.min(1, spentMinutes / plannedMinutes);
  const worked = t("plans.worked", {
    spent: minutesText(spentMinutes, language),
    planned: minutesText(plannedMinutes, language),
  });
  return (
    <tr data-kind="task">
      <th scope="row">
        {no}. {name}
      </th>
      <td>
        <Bar kind="task" span={span} from={startsOn} to={endsOn} share={share} isDone={doneAt !== null}>
          {worked}
          <span className={css["hidden"]}>
            {" "}
            {t("plans.span", { from: dayText(startsOn, language), to: dayText(endsOn, language) })}
            {doneAt !== null && ` ${t("plans.done")}`}
          </span>
        </Bar>
      </td>
    </tr>
  );
}

type BarProps = {
  readonly kind: "phase" | "task";
  readonly span: Span;
  readonly from: string;
  readonly to: string;
  /** How much of it is done, from 0 to 1. */
  readonly share: number;
  readonly isDone?: boolean;
  readonly children: ReactNode;
};

function Bar({ kind, span, from, to, share, isDone = false, children }: BarProps) {
  const { left, width } = placeIn(span, from, to);
  return (
    <div className={css["track"]}>
      <span className={css["bar"]} data-kind={kind} data-done={isDone} style={{ left: `${left}%`, width: `${width}%` }}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className={css["said"]} style={{ left: `${left + width + 0.8}%` }}>
        {children}
      </span>
    </div>
  );
}
