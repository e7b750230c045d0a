import { useEffect, useMemo, useRef, useState } from "react";
import { checkModel, type Draft, type Finding, type ModelReport } from "../processes/queries.ts";
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

/** What there is to say of the model as it is drawn, among the parts of its draft, asked of the server a moment after each change. */
function useProblems(draft: Draft, island: Island | null, change: number): readonly Problem[] {
  const { pick } = useWords();
  const [findings, setFindings] = useState<readonly ModelReport["findings"][number][]>([]);
  const asking = useRef<AbortController | null>(null);
  const { id } = draft;
  // what the process refers to; its own saving is no reason to ask again
  const others = draft.parts.flatMap((each) =>
    each.kind === "process" ? [] : [`${each.kind}/${each.key} ${each.revision}`],
  );
  const around = others.join();
  useEffect(() => {
    if (island === null) return;
    const timer = setTimeout(() => {
      asking.current?.abort();
      const controller = new AbortController();
      asking.current = controller;
      island
        .save()
        .then((xml) => checkModel(xml, controller.signal, id))
        .then((report) => setFindings(report.findings))
        // Asked again with the next change; what was found before stays.
        .catch(() => undefined);
    }, pause);
    return () => clearTimeout(timer);
  }, [island, change, id, around]);
  return useMemo(
    () => findings.map((finding) => ({ ...finding, message: withoutId(pick(finding.message), finding.elementId) })),
    [findings, pick],
  );
}

/** What is found while drawing, and what the newest check of exactly this content has found besides. */
export function useAllProblems(draft: Draft, key: string, island: Island | null, change: number): readonly Problem[] {
  const { pick } = useWords();
  const live = useProblems(draft, island, change);
  const { report, contentHash } = draft;
  return useMemo(() => {
    const checked = report?.contentHash === contentHash ? problemsOf(report.findings, key, pick) : [];
    const known = new Set(live.map((problem) => `${problem.elementId} ${problem.code}`));
    return [...live, ...checked.filter((problem) => !known.has(`${problem.elementId} ${problem.code}`))];
  }, [live, report, contentHash, key, pick]);
}

/** The name of the element stands beside its finding; its id says nothing to whoever draws. */
export function withoutId(message: string, id: string): string {
  return message.replace(` (${id})`, "");
}

type PickLabels = (labels: { readonly de: string; readonly en: string }) => string;

function problemsOf(findings: readonly Finding[], key: string, pick: PickLabels): readonly Problem[] {
  return findings
    .filter((finding) => finding.kind === "process" && finding.key === key)
    .map(({ place, severity, code, message, reference }) => ({
      elementId: place,
      severity,
      code,
      message: withoutId(pick(message), place),
      ...(reference === undefined ? {} : { reference }),
    }));
}
