import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import type { Problem } from "../useProblems.ts";
import css from "./Drawer.module.css";

const icons = { error: CircleAlert, warning: TriangleAlert, hint: Info };

export type ProblemsProps = {
  readonly problems: readonly Problem[];
  readonly nameOf: (elementId: string) => string;
  readonly onElement: (elementId: string) => void;
};

/** What is wrong, the worst first; each line leads to its element. */
export function Problems({ problems, nameOf, onElement }: ProblemsProps) {
  const { t } = useWords();
  if (problems.length === 0)
    return <Empty title={t("problems.none")} text={t("problems.noneText")} icon={<CircleCheck aria-hidden="true" />} />;
  return (
    <ul className={css["lines"]}>
      {problems.map((problem) => {
        const Icon = icons[problem.severity];
        return (
          <li key={`${problem.elementId} ${problem.code} ${problem.message}`}>
            <button type="button" className={css["line"]} onClick={() => onElement(problem.elementId)}>
              <span className={css[problem.severity]}>
                <Icon size={17} aria-label={t(`severity.${problem.severity}`)} />
              </span>
              <span className={css["what"]}>
                <strong>{nameOf(problem.elementId)}</strong>
                <span>{problem.message}</span>
              </span>
              <code>
                {problem.code}
                {problem.reference !== undefined && ` · BPMN ${problem.reference}`}
              </code>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
