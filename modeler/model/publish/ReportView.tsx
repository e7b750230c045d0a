import { Link } from "@tanstack/react-router";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import type { CheckReport } from "../../processes/queries.ts";
import css from "./Publish.module.css";

const order = { error: 0, warning: 1, hint: 2 };

export type ReportViewProps = {
  readonly report: CheckReport;
  readonly draftId: string;
  /** Somebody goes to the place of a finding. */
  readonly onLeave: () => void;
};

/** What a check found: numbers first, then each finding with the way to its place, red tests, and what no test came through. */
export function ReportView({ report, draftId, onLeave }: ReportViewProps) {
  const { t, pick } = useWords();
  const coverage = report.coverage.filter(({ of, total }) => of !== "flows" && total > 0);
  const count = (severity: string) => report.findings.filter((finding) => finding.severity === severity).length;
  const red = report.tests.filter((test) => !test.isGreen);
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
          {report.findings
            .toSorted((one, other) => order[one.severity] - order[other.severity])
            .map((finding) => (
              <li
                key={`${finding.kind}/${finding.key} ${finding.place} ${finding.code} ${pick(finding.message)}`}
                data-severity={finding.severity}
              >
                <strong>{t(`severity.${finding.severity}`)}</strong>
                <span>{pick(finding.message)}</span>
                {finding.kind === "process" ? (
                  <Link
                    to="/drafts/$id"
                    params={{ id: draftId }}
                    search={{ process: finding.key, el: finding.place, tab: "problems" }}
                    onClick={onLeave}
                  >
                    {t("report.show")}
                  </Link>
                ) : (
                  <Link
                    to="/drafts/$id/parts/$kind/$key"
                    params={{ id: draftId, kind: finding.kind, key: finding.key }}
                    onClick={onLeave}
                  >
                    {t("report.open", { key: finding.key })}
                  </Link>
                )}
              </li>
            ))}
          {red.map((test) => (
            <li key={`${test.kind}/${test.key}/${pick(test.title)}`} data-severity="error">
              <strong>{t("tests.red")}</strong>
              <span>
                {pick(test.title)}: {test.failures.map((failure) => pick(failure.message)).join("; ")}
              </span>
              {test.kind === "scenario" && (
                <Link
                  to="/drafts/$id"
                  params={{ id: draftId }}
                  search={{ process: test.key.split(":")[0] ?? "", tab: "tests" }}
                  onClick={onLeave}
                >
                  {t("report.toTests")}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
