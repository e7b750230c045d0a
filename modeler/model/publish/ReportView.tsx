import { Link } from "@tanstack/react-router";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import type { CheckReport, Finding } from "../../processes/queries.ts";
import { withoutId } from "../useProblems.ts";
import css from "./Publish.module.css";

export type ReportViewProps = {
  readonly report: CheckReport;
  readonly draftId: string;
  /** Somebody goes to the place of a finding. */
  readonly onLeave: () => void;
};

/** What a check found: numbers first, then what holds it up, errors and failed tests, and then the rest, each with the way to its place. */
export function ReportView({ report, draftId, onLeave }: ReportViewProps) {
  const { t, pick } = useWords();
  const coverage = report.coverage.filter(({ of, total }) => of !== "flows" && total > 0);
  const count = (severity: string) => report.findings.filter((finding) => finding.severity === severity).length;
  const red = report.tests.filter((test) => !test.isGreen);
  const linesOf = (severity: Finding["severity"]) =>
    report.findings
      .filter((finding) => finding.severity === severity)
      .map((finding) => (
        <FindingLine
          key={`${finding.kind}/${finding.key} ${finding.place} ${finding.code} ${pick(finding.message)}`}
          finding={finding}
          draftId={draftId}
          onLeave={onLeave}
        />
      ));
  return (
    <div className={css["report"]}>
      <div className={css["chips"]}>
        <Chip tone={count("error") > 0 ? "bad" : "ok"}>{t("report.errors", { count: count("error") })}</Chip>
        <Chip tone={count("warning") > 0 ? "warn" : "neutral"}>
          {t("report.warnings", { count: count("warning") })}
        </Chip>
        <Chip tone={red.length > 0 ? "bad" : report.tests.length > 0 ? "ok" : "neutral"}>
          {t("report.tests", { green: report.tests.length - red.length, total: report.tests.length })}
        </Chip>
        {coverage.map(({ kind, key, covered, total }) => (
          <Chip key={`${kind}/${key}`} tone={covered / Math.max(1, total) >= 0.9 ? "ok" : "warn"}>
            {t("report.coverage", { key, percent: Math.round((covered / Math.max(1, total)) * 100) })}
          </Chip>
        ))}
      </div>
      {(report.findings.length > 0 || red.length > 0) && (
        <ul className={css["findings"]} tabIndex={0} aria-label={t("report.findings")}>
          {linesOf("error")}
          {red.map((test) => (
            <RedTest
              key={`${test.kind}/${test.key}/${pick(test.title)}`}
              test={test}
              draftId={draftId}
              onLeave={onLeave}
            />
          ))}
          {linesOf("warning")}
          {linesOf("hint")}
        </ul>
      )}
    </div>
  );
}

type Leaving = Pick<ReportViewProps, "draftId" | "onLeave">;

function FindingLine({ finding, draftId, onLeave }: Leaving & { finding: Finding }) {
  const { t, pick } = useWords();
  const { kind, key, place, severity } = finding;
  return (
    <li data-severity={severity}>
      <strong>{t(`severity.${severity}`)}</strong>
      <span>{withoutId(pick(finding.message), place)}</span>
      {kind === "process" ? (
        <Link
          to="/drafts/$id"
          params={{ id: draftId }}
          search={{ process: key, el: place, tab: "problems" }}
          onClick={onLeave}
        >
          {t("report.show")}
        </Link>
      ) : (
        <Link to="/drafts/$id/parts/$kind/$key" params={{ id: draftId, kind, key }} onClick={onLeave}>
          {t("report.open", { key })}
        </Link>
      )}
    </li>
  );
}

/** A test that failed: it holds the publication up as an error does. */
function RedTest({ test, draftId, onLeave }: Leaving & { test: CheckReport["tests"][number] }) {
  const { t, pick } = useWords();
  const [process = ""] = test.key.split(":");
  return (
    <li data-severity="error">
      <strong>{t("tests.red")}</strong>
      <span>
        {pick(test.title)}: {test.failures.map((failure) => pick(failure.message)).join("; ")}
      </span>
      {test.kind === "scenario" && (
        <Link to="/drafts/$id" params={{ id: draftId }} search={{ process, tab: "tests" }} onClick={onLeave}>
          {t("report.toTests")}
        </Link>
      )}
    </li>
  );
}
