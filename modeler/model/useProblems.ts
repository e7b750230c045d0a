import { useEffect, useMemo, useRef, useState } from "react";
import { checkModel, type Draft, type Finding } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import type { Island } from "./island/island.ts";

/** Something the modeler has to say about an element. */
export type Problem = {
  readonly elementId: string;
  readonly severity: "error" | "warning" | "hint";
  readonly code: string;
  readonly message: string;
  readonly reference?: string;
};

const pause = 700;
const order = { error: 0, warning: 1, hint: 2 };

/** What is wrong with the model as it is drawn, asked of the server a moment after each change. */
function useProblems(island: Island | null, change: number): readonly Problem[] {
  const { pick } = useWords();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => {
    if (island === null) return;
    const timer = setTimeout(() => {
      asking.current?.abort();
      const controller = new AbortController();
      asking.current = controller;
      island
        .save()
        .then((xml) => checkModel(xml, controller.signal))
        .then(({ problems: found }) => {
          const all = found.map((problem) => ({ ...problem, message: textOf(problem.message, pick) }));
          setProblems(all.toSorted((one, other) => order[one.severity] - order[other.severity]));
        })
        // Asked again with the next change; what was found before stays.
        .catch(() => undefined);
    }, pause);
    return () => clearTimeout(timer);
  }, [island, change, pick]);
  return problems;
}

/** What is found while drawing, and what the newest check of exactly this content has found besides. */
export function useAllProblems(draft: Draft, key: string, island: Island | null, change: number): readonly Problem[] {
  const { pick } = useWords();
  const live = useProblems(island, change);
  const { report, contentHash } = draft;
  return useMemo(() => {
    const checked = report?.contentHash === contentHash ? problemsOf(report.findings, key, pick) : [];
    const known = new Set(live.map((problem) => `${problem.elementId} ${problem.code}`));
    return [...live, ...checked.filter((problem) => !known.has(`${problem.elementId} ${problem.code}`))];
  }, [live, report, contentHash, key, pick]);
}

type PickLabels = (labels: { readonly de: string; readonly en: string }) => string;

function problemsOf(findings: readonly Finding[], key: string, pick: PickLabels): readonly Problem[] {
  return findings
    .filter((finding) => finding.kind === "process" && finding.key === key)
    .map(({ place, severity, code, message, reference }) => ({
      elementId: place,
      severity,
      code,
      message: pick(message),
      ...(reference === undefined ? {} : { reference }),
    }));
}

function textOf(message: string | { readonly de: string; readonly en: string }, pick: PickLabels): string {
  return typeof message === "string" ? message : pick(message);
}
