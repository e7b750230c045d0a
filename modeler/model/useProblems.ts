import { useEffect, useRef, useState } from "react";
import { checkModel, type Finding } from "../processes/queries.ts";
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
export function useProblems(island: Island | null, change: number): readonly Problem[] {
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

/** What a check of the whole draft found in one of its parts. */
export function problemsOf(findings: readonly Finding[], key: string, pick: (labels: { de: string; en: string }) => string): readonly Problem[] {
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

function textOf(message: string | { readonly de: string; readonly en: string }, pick: (labels: { de: string; en: string }) => string): string {
  return typeof message === "string" ? message : pick(message);
}
