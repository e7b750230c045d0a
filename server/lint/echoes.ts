import type { Finding } from "./finding.ts";

/** Findings that say the same thing of one element; the first that is there speaks for the others. */
const choirs: readonly (readonly string[])[] = [
  ["ext.150", "flow.unreachable", "bpmnlint/no-disconnected", "bpmnlint/no-implicit-start"],
  ["ext.151", "bpmnlint/no-disconnected", "bpmnlint/no-implicit-end"],
  ["ext.116", "bpmnlint/no-implicit-end"],
  ["ext.113", "bpmnlint/no-implicit-end"],
  ["ext.124", "bpmnlint/link-event", "flow.unreachable", "bpmnlint/no-implicit-start"],
  ["ext.062", "bpmnlint/ad-hoc-sub-process"],
  ["event.sub.start", "bpmnlint/sub-process-blank-start-event"],
  ["bpmn.implementation", "binding.job"],
  ["coverage.script", "binding.job"],
  ["flow.undecided", "bpmnlint/superfluous-label"],
];

const weights = { error: 0, warning: 1, hint: 2 };

/** Leaves out what another finding says already, and puts what weighs most first. Otherwise the order is kept. */
export function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const codes = new Map<string, Set<string>>();
  const kept = new Set<string>();
  for (const { elementId, code } of findings) codes.set(elementId, (codes.get(elementId) ?? new Set()).add(code));
  return findings
    .filter(({ elementId, code, message }) => {
      const present = codes.get(elementId);
      const isEcho = choirs.some((choir) => {
        const at = choir.indexOf(code);
        return at > 0 && choir.slice(0, at).some((other) => present?.has(other));
      });
      const key = `${elementId}\n${code}\n${message.en}`;
      if (isEcho || kept.has(key)) return false;
      kept.add(key);
      return true;
    })
    .toSorted((a, b) => weights[a.severity] - weights[b.severity]);
}
