import { CircleCheck, CircleX, FlaskConical } from "lucide-react";
import { useMemo } from "react";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { LazyXmlDiagram } from "../../processes/diagram/LazyXmlDiagram.tsx";
import type { Marks } from "../../processes/diagram/marks.ts";
import type { ScenarioReport, ScenarioSuite } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import css from "./Scenario.module.css";

export type ResultProps = {
  readonly suite: ScenarioSuite | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly xml: string | null;
  readonly onRun: () => void;
};

/** What came of playing it: passed or not, the way it took on the diagram, how much of the process that is. */
export function Result({ suite, isPending, error, xml, onRun }: ResultProps) {
  const { t } = useWords();
  const [report] = suite?.reports ?? [];
  const marks = useMemo(() => pathOf(report), [report]);
  const text = report === undefined ? t("scenario.notRun") : t("scenario.pathText");
  return (
    <section className={css["result"]} aria-label={t("scenario.result")}>
      <h2>{t("scenario.result")}</h2>
      {isPending && <Skeleton rows={2} height={40} />}
      {error !== null && <Failure error={error} onRetry={onRun} />}
      {!isPending && error === null && report === undefined && (
        <Empty title={t("tests.notRun")} text={text} icon={<FlaskConical aria-hidden="true" />} />
      )}
      {!isPending && report !== undefined && <Told report={report} suite={suite} />}
      {xml !== null && (
        <div className={css["diagram"]}>
          <LazyXmlDiagram xml={xml} label={t("scenario.diagram")} marks={marks} />
        </div>
      )}
    </section>
  );
}

function Told({ report, suite }: { report: ScenarioReport; suite: ScenarioSuite | undefined }) {
  const { t, pick } = useWords();
  const Icon = report.passed ? CircleCheck : CircleX;
  const coverage = suite?.coverage.find((each) => each.process === report.process);
  return (
    <>
      <p role="status" className={css["verdict"]} data-passed={report.passed}>
        <Icon size={18} aria-hidden="true" />
        {report.passed ? t("scenario.passed") : t("scenario.failed", { count: report.deviations.length })}
        {coverage !== undefined && (
          <span className={css["muted"]}>
            {t("scenario.covers", { percent: Math.round(coverage.elements.percent) })}
          </span>
        )}
      </p>
      {report.deviations
        .filter(({ place }) => !/^\/(steps|expect)\b/.test(place))
        .map(({ code, place, message }) => (
          <p key={`${place} ${code}`} className={css["fault"]}>
            {pick(message)}
          </p>
        ))}
      <p className={css["muted"]}>{t("scenario.pathText")}</p>
    </>
  );
}

function pathOf(report: ScenarioReport | undefined): Marks {
  const flows = Object.keys(report?.covered.flows[report.process] ?? {});
  return new Map([...(report?.path ?? []), ...flows].map((id) => [id, "added"]));
}
