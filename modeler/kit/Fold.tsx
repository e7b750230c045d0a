import { ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";

export type FoldProps = {
  readonly summary: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
};

/** Something folded away for who wants to know more. What is in it is drawn when it is first unfolded. */
export function Fold({ summary, className, children }: FoldProps) {
  const [wasOpen, setWasOpen] = useState(false);
  return (
    <details className={className} onToggle={({ currentTarget }) => currentTarget.open && setWasOpen(true)}>
      <summary>
        <ChevronRight size={16} aria-hidden="true" />
        {summary}
      </summary>
      {wasOpen && children}
    </details>
  );
}
