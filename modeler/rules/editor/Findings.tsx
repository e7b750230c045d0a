import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useWords } from "../../words/language.tsx";
import type { RuleFinding } from "../queries.ts";
import type { Facts } from "../table/ruleTable.ts";
import css from "./Panel.module.css";

export type FindingsProps = {
  readonly findings: readonly RuleFinding[];
  readonly error: Error | null;
  readonly onRow: (id: string) => void;
  readonly onTry?: (facts: Facts) => void;
};

const icons = { error: CircleAlert, warning: TriangleAlert, hint: Info };
const order = { error: 0, warning: 1, hint: 2 };
const most = 200;

/** What the static checks say, the worst first; each leads to its row or to the case that shows it. */
export function Findings({ findings, error, onRow, onTry }: FindingsProps) {
  const { t, pick } = useWords();
  if (error !== null) return <p className={css["bad"]}>{error.message}</p>;
  if (findings.length === 0)
    return (
      <p className={css["fine"]}>
        <CircleCheck size={17} aria-hidden="true" /> {t("findings.none")}
      </p>
    );
  return (
    <ul className={css["findings"]} aria-label={t("findings.title")}>
      {findings
        .toSorted((one, other) => order[one.severity] - order[other.severity])
        .slice(0, most)
        .map((finding) => {
          const Icon = icons[finding.severity];
          const { row, column, pointer } = finding.place;
          const facts = finding.facts as Facts | undefined; // JSON of the server
          return (
            <li
              key={`${finding.code} ${row ?? ""} ${column ?? ""} ${pointer ?? ""} ${pick(finding.message)}`}
              data-severity={finding.severity}
            >
              <Icon size={16} aria-label={t(`severity.${finding.severity}`)} />
              <span>{pick(finding.message)}</span>
              <span className={css["acts"]}>
                {row !== undefined && (
                  <button type="button" className={css["link"]} onClick={() => onRow(row)}>
                    {t("findings.row", { row })}
                  </button>
                )}
                {facts !== undefined && onTry !== undefined && (
                  <button type="button" className={css["link"]} onClick={() => onTry(facts)}>
                    {t("rules.tryCase")}
                  </button>
                )}
              </span>
            </li>
          );
        })}
    </ul>
  );
}
