import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Panel.module.css";

export type SectionProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** How much is set inside, so that one sees it while it is folded. */
  readonly count?: number;
  readonly isOpen?: boolean;
};

/** A part of the panel that folds. */
export function Section({ title, children, count = 0, isOpen = true }: SectionProps) {
  return (
    <details className={css["section"]} open={isOpen || count > 0}>
      <summary>
        <ChevronRight size={15} aria-hidden="true" />
        {title}
        {count > 0 && <span className={css["count"]}>{count}</span>}
      </summary>
      <div className={css["fields"]}>{children}</div>
    </details>
  );
}
