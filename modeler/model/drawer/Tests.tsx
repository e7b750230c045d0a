import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX, FlaskConical, Palette, Plus, Route } from "lucide-react";
import { useState, type ReactNode } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import type { Draft, ScenarioReport, ScenarioSuite } from "../../processes/queries.ts";
import { learn } from "../../words/dictionary.ts";
import { scenarioWords } from "../../words/scenario.ts";
import { NewScenario } from "./NewScenario.tsx";
import { OpenTasks, type OpenTasksProps } from "./OpenTasks.tsx";
import { openTasks } from "./openTasks.ts";
import { ScenarioActions } from "./ScenarioActions.tsx";
import { useScenarios, type ScenarioRow } from "./useScenarios.ts";
import css from "./Drawer.module.css";
import testsCss from "./Tests.module.css";

learn(scenarioWords);

/** What is drawn of tests: all that no scenario came through, or the path of one. */
export type Shown =
  | { readonly kind: "coverage"; readonly missed: ReadonlySet<string> }
  | { readonly kind: "path"; readonly scenario: string; readonly path: ReadonlySet<string> };

export type TestsProps = {
  readonly draft: Draft;
  readonly processKey: string;
  readonly shown: Shown | null;
  readonly onShow: (shown: Shown | null) => void;
  readonly onBeforeRun: () => Promise<boolean>;
} & Pick<OpenTasksProps, "nameOf" | "formOf">;

/** The scenarios of the process: played on the draft, each with its result and path, and what they cover on the diagram. */
export function Tests({ draft, processKey, shown, onShow, onBeforeRun, nameOf, formOf }: TestsProps) {
  const { t } = useWords();
  const [isNew, setNew] = useState(false);
  const known = useScenarios(draft, processKey);
  const run = useMutation({
    mutationFn: async () => {
      await onBeforeRun();
      return request<ScenarioSuite>("POST", "/api/scenarios/run", {
        body: { draftId: draft.id, processes: [processKey] },
      });
    },
  });
  const suite = run.data;
  const coverage = suite?.coverage.find((each) => each.process === processKey);
  const toggle = () =>
    onShow(
      shown?.kind === "coverage" || coverage === undefined
        ? null
        : { kind: "coverage", missed: new Set([...coverage.elements.missed, ...coverage.flows.missed]) },
    );
  return (
    <>
      <div className={testsCss["toolbar"]}>
        <Button icon={<FlaskConical aria-hidden="true" />} isPending={run.isPending} onPress={() => run.mutate()}>
          {t("tests.run")}
        </Button>
        {draft.actions.includes("edit") && (
          <Button icon={<Plus aria-hidden="true" />} onPress={() => setNew(true)}>
            {t("scenario.new")}
          </Button>
        )}
        {coverage !== undefined && (
          <Button pressed={shown?.kind === "coverage"} icon={<Palette aria-hidden="true" />} onPress={toggle}>
            {t("tests.coverage", { percent: Math.round(coverage.elements.percent) })}
          </Button>
        )}
        {suite !== undefined && (
          <span className={css["small"]} role="status">
            {t("tests.result", { passed: suite.passed, total: suite.reports.length })}
          </span>
        )}
      </div>
      {suite !== undefined && !run.isPending && (
        <OpenTasks
          draft={draft}
          processKey={processKey}
          known={known}
          tasks={openTasks(suite.reports, processKey)}
          nameOf={nameOf}
          formOf={formOf}
          onMended={() => run.mutate()}
        />
      )}
      <Results run={run} shown={shown} onShow={onShow} draft={draft} processKey={processKey} known={known} />
      {isNew && <NewScenario draft={draft} processKey={processKey} known={known} onClose={() => setNew(false)} />}
    </>
  );
}

type ResultsProps = Pick<TestsProps, "shown" | "onShow" | "draft" | "processKey"> & {
  readonly known: readonly ScenarioRow[];
  readonly run: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly data: ScenarioSuite | undefined;
    readonly mutate: () => void;
  };
};

function Results({ run, shown, onShow, ...of }: ResultsProps) {
  const { t } = useWords();
  const suite = run.data;
  const flask = <FlaskConical aria-hidden="true" />;
  if (run.isPending) return <Skeleton rows={3} height={40} />;
  if (run.error !== null) return <Failure error={run.error} onRetry={() => run.mutate()} />;
  if (of.known.length === 0) return <Empty title={t("tests.none")} text={t("tests.noneText")} icon={flask} />;
  if (suite === undefined)
    return (
      <>
        <p className={testsCss["intro"]}>{t("tests.notRunText")}</p>
        <ul className={css["lines"]}>
          {of.known.map((row) => (
            <li key={row.key} className={testsCss["test"]}>
              <span className={testsCss["open"]}>{row.name}</span>
              <ScenarioActions {...of} row={row} />
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <ul className={css["lines"]}>
      {suite.reports.map((report) => (
        <Scenario key={report.key} report={report} shown={shown} onShow={onShow}>
          {of.known
            .filter(({ key }) => key === `${report.process}:${report.key}`)
            .map((row) => (
              <ScenarioActions key={row.key} {...of} row={row} />
            ))}
        </Scenario>
      ))}
    </ul>
  );
}

type ScenarioProps = {
  readonly report: ScenarioReport;
  readonly shown: Shown | null;
  readonly onShow: (shown: Shown | null) => void;
  /** What can be done with it. */
  readonly children: ReactNode;
};

function Scenario({ report, shown, onShow, children }: ScenarioProps) {
  const { t, pick } = useWords();
  const [isOpen, setOpen] = useState(!report.passed);
  const isPath = shown?.kind === "path" && shown.scenario === report.key;
  const flows = Object.keys(report.covered.flows[report.process] ?? {});
  const path = () =>
    onShow(isPath ? null : { kind: "path", scenario: report.key, path: new Set([...report.path, ...flows]) });
  return (
    <li className={testsCss["scenario"]}>
      <div className={testsCss["test"]}>
        <span className={report.passed ? testsCss["passed"] : css["error"]}>
          {report.passed ? <CircleCheck size={17} aria-hidden="true" /> : <CircleX size={17} aria-hidden="true" />}
        </span>
        <button type="button" className={testsCss["open"]} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {pick(report.title)}
        </button>
        <Chip tone={report.passed ? "ok" : "bad"}>{report.passed ? t("tests.green") : t("tests.red")}</Chip>
        <Button
          kind="plain"
          pressed={isPath}
          label={t("tests.path")}
          icon={<Route aria-hidden="true" />}
          onPress={path}
        />
        {children}
      </div>
      {isOpen && (
        <div className={testsCss["detail"]}>
          {report.deviations.map((deviation) => (
            <p key={`${deviation.place} ${deviation.code}`} className={css["deviation"]}>
              {pick(deviation.message)} <code>{deviation.place}</code>
            </p>
          ))}
          <ol>
            {report.log.map((entry, index) => (
              <li key={index}>{pick(entry.message)}</li>
            ))}
          </ol>
        </div>
      )}
    </li>
  );
}
