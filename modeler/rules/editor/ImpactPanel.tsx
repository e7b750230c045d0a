import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { History, Square } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";
import { dateText } from "../../processes/when.ts";
import { cancelImpact, impactFindingsQuery, impactQuery, startImpact, type Impact } from "../queries.ts";
import type { Facts, RuleTable } from "../table/ruleTable.ts";
import { useVerdictText } from "./verdict.ts";
import css from "./Panel.module.css";
import { tags } from "../../words/tags.ts";

const amounts = [100, 1_000, 10_000, 100_000];

export type ImpactPanelProps = {
  readonly ruleKey: string;
  readonly table: RuleTable;
  readonly canStart: boolean;
  readonly onTry: (facts: Facts) => void;
};

/** What this draft would have made of the last decisions that were really made. */
export function ImpactPanel({ ruleKey, table, canStart, onTry }: ImpactPanelProps) {
  const { t, language } = useWords();
  const [last, setLast] = useState(1_000);
  const start = useMutation({ mutationFn: () => startImpact(ruleKey, table, last) });
  const id = start.data?.id;
  return (
    <>
      <p className={css["muted"]}>{t("impact.text")}</p>
      <div className={css["acts"]}>
        <Picker
          isCompact
          label={t("impact.last")}
          value={String(last)}
          choices={amounts.map((amount) => ({
            id: String(amount),
            name: t("impact.lastOf", { number: new Intl.NumberFormat(tags[language]).format(amount) }),
          }))}
          onChange={(amount) => setLast(Number(amount))}
        />
        <Button
          kind="primary"
          icon={<History aria-hidden="true" />}
          isPending={start.isPending}
          declined={canStart ? undefined : t("processes.mayNot")}
          onPress={() => start.mutate()}
        >
          {t("impact.run")}
        </Button>
      </div>
      {start.error !== null && <p className={css["bad"]}>{start.error.message}</p>}
      {id !== undefined && <Shown key={id} id={id} table={table} onTry={onTry} />}
    </>
  );
}

function Shown({ id, table, onTry }: { id: string; table: RuleTable; onTry: (facts: Facts) => void }) {
  const { t } = useWords();
  const { data, error } = useQuery(impactQuery(id));
  if (error !== null) return <p className={css["bad"]}>{error.message}</p>;
  if (data === undefined) return null;
  const { counts } = data;
  const isRunning = data.state === "running";
  return (
    <div className={css["impact"]}>
      {isRunning && (
        <div className={css["acts"]}>
          <progress
            value={data.done}
            max={Math.max(1, data.total)}
            aria-label={t("impact.progress", { done: data.done, total: data.total })}
          />
          <Button kind="plain" icon={<Square aria-hidden="true" />} onPress={() => void cancelImpact(id)}>
            {t("impact.stop")}
          </Button>
        </div>
      )}
      <p role="status">{t(isRunning ? "impact.progress" : "impact.done", { done: data.done, total: data.total })}</p>
      {data.state === "failed" && <p className={css["bad"]}>{data.message}</p>}
      <div className={css["summary"]}>
        <Chip tone="ok">{t("impact.same", { count: counts.same + counts.otherRow })}</Chip>
        <Chip tone={counts.changed > 0 ? "warn" : "neutral"}>{t("impact.changed", { count: counts.changed })}</Chip>
        {counts.refused > 0 && <Chip tone="bad">{t("impact.refused", { count: counts.refused })}</Chip>}
        {counts.unreplayable > 0 && <Chip>{t("impact.unreplayable", { count: counts.unreplayable })}</Chip>}
      </div>
      <Verdicts impact={data} table={table} />
      <Changed id={id} isDone={!isRunning} table={table} onTry={onTry} />
    </div>
  );
}

/** How often each result came and would come. */
function Verdicts({ impact, table }: { impact: Impact; table: RuleTable }) {
  const { t } = useWords();
  const verdictText = useVerdictText(table);
  const moved = impact.counts.verdicts.filter(({ before, after }) => before !== after);
  if (moved.length === 0) return null;
  return (
    <table className={css["verdicts"]}>
      <thead>
        <tr>
          <th scope="col">{t("why.result")}</th>
          <th scope="col">{t("impact.before")}</th>
          <th scope="col">{t("impact.after")}</th>
        </tr>
      </thead>
      <tbody>
        {moved.map(({ verdict, before, after }) => (
          <tr key={JSON.stringify(verdict)}>
            <td>{verdictText(verdict)}</td>
            <td>{before}</td>
            <td>
              {after} ({after > before ? "+" : "−"}
              {Math.abs(after - before)})
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changed({
  id,
  isDone,
  table,
  onTry,
}: {
  id: string;
  isDone: boolean;
  table: RuleTable;
  onTry: (facts: Facts) => void;
}) {
  const { t, pick, language } = useWords();
  const verdictText = useVerdictText(table);
  const { data, error } = useQuery(impactFindingsQuery(id, isDone));
  if (error !== null) return <p className={css["bad"]}>{error.message}</p>;
  if (data === undefined || data.items.length === 0) return null;
  return (
    <ul className={css["changed"]} aria-label={t("impact.list")}>
      {data.items.map((one) => (
        <li key={one.decisionId}>
          <span>
            {one.instanceId === null ? (
              <strong>{one.businessKey ?? one.decisionId.slice(0, 8)}</strong>
            ) : (
              <Link to="/ops/$id" params={{ id: one.instanceId }} search={{ tab: "decisions" }}>
                {one.businessKey ?? one.instanceId.slice(0, 8)}
              </Link>
            )}{" "}
            <span className={css["muted"]}>{dateText(one.decidedAt, language)}</span>
          </span>
          <span>
            {verdictText(one.before.verdict)} →{" "}
            {one.after === null
              ? one.message === null
                ? t(`impact.${one.kind}Word`)
                : pick(one.message)
              : verdictText(one.after.verdict)}
          </span>
          <button type="button" className={css["link"]} onClick={() => onTry(one.facts)}>
            {t("rules.tryCase")}
          </button>
        </li>
      ))}
      {data.nextCursor !== null && <li className={css["muted"]}>{t("impact.more", { count: data.items.length })}</li>}
    </ul>
  );
}
