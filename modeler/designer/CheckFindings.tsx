import { CircleAlert, TriangleAlert } from "lucide-react";
import type { Draft, Finding, PartKind } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import css from "./Designer.module.css";

/** What the newest check says of a part; nothing once the draft has changed since. */
export function findingsOf(draft: Draft, kind: PartKind, key: string): readonly Finding[] {
  if (draft.report === null || draft.checkedHash !== draft.contentHash) return [];
  return draft.report.findings.filter((each) => each.kind === kind && each.key === key);
}

/** Findings of the draft's check, in words. */
export function CheckFindings({ findings }: { findings: readonly Finding[] }) {
  const { t, pick } = useWords();
  if (findings.length === 0) return null;
  return (
    <ul className={css["findings"]} aria-label={t("designer.findings")}>
      {findings.map(({ place, code, severity, message }) => (
        <li key={`${place} ${code} ${message.en}`} data-severity={severity}>
          {severity === "error" ? (
            <CircleAlert size={15} aria-hidden="true" />
          ) : (
            <TriangleAlert size={15} aria-hidden="true" />
          )}
          {pick(message)}
        </li>
      ))}
    </ul>
  );
}
