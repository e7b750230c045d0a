import type { Sla, Task } from "../api/types.ts";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { endOf } from "./sla.ts";
import { SlaChip } from "./SlaChip.tsx";
import css from "./Detail.module.css";

/** The clock of the task as a bar: how much of the target is used, until when, and whether it stands still. */
export function SlaBar({ task }: { task: Task }) {
  const { t, language } = useWords();
  const { sla } = task;
  if (sla === null && task.dueAt === null) return null;
  return (
    <section className={`${css["sla"] ?? ""} ${css["slaPlace"] ?? ""}`} aria-label={t("sla.title")}>
      <div className={css["slaHead"]}>
        <SlaChip sla={sla} dueAt={task.dueAt} />
        <OwnEnd sla={sla} dueAt={task.dueAt} />
        {sla !== null && <span>{t(`sla.${sla.kind}`, { at: instantText(sla.dueAt, language) })}</span>}
        {sla !== null && <span className={css["percent"]}>{t("sla.used", { percent: Math.round(sla.percent) })}</span>}
      </div>
      {sla !== null && <Bar sla={sla} />}
    </section>
  );
}

/** By when the task itself has to be done, where that is sooner than the customer's clock, or there is none. */
function OwnEnd({ sla, dueAt }: { sla: Sla | null; dueAt: string | null }) {
  const { t, language } = useWords();
  if (dueAt === null || (sla !== null && (sla.pausedAt !== null || endOf(sla, dueAt) === sla.dueAt))) return null;
  return <span>{t(sla === null ? "sla.due" : "sla.taskDue", { at: instantText(dueAt, language) })}</span>;
}

function Bar({ sla }: { sla: Sla }) {
  const { t } = useWords();
  const percent = Math.round(sla.percent);
  const level =
    sla.pausedAt !== null ? "paused" : percent > 100 || sla.isBreached ? "bad" : percent >= 75 ? "warn" : "ok";
  return (
    <div
      className={css["bar"]}
      data-level={level}
      role="meter"
      aria-label={t("sla.title")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(percent, 100)}
      aria-valuetext={t("sla.used", { percent })}
    >
      <span style={{ width: `${Math.min(percent, 100)}%` }} />
    </div>
  );
}
