import type { Terminal } from "./terminal.ts";
import type { Words } from "./words.ts";

/** A finding as commands write it, whoever found it. */
export interface Told {
  readonly severity: "error" | "warning" | "hint";
  readonly place: string;
  readonly code: string;
  readonly message: Words;
  readonly reference?: string | undefined;
}

const signs = { error: "✖", warning: "▲", hint: "·" } as const;
const colours = { error: "red", warning: "yellow", hint: "dim" } as const;

/** Writes the findings about one thing, under its name. */
export function writeFindings(name: string, findings: readonly Told[], { out, pick, paint }: Terminal): void {
  if (findings.length === 0) return;
  out(paint("bold", name));
  for (const { severity, message, code, reference } of findings) {
    const clause = reference === undefined ? "" : `, BPMN 2.0.2 ${reference}`;
    out(`  ${paint(colours[severity], signs[severity])} ${pick(message)} ${paint("dim", `(${code}${clause})`)}`);
  }
}

/** `2 errors, 1 warning`, in words. */
export function countFindings(findings: readonly Pick<Told, "severity">[], { pick }: Pick<Terminal, "pick">): string {
  const count = (severity: Told["severity"]): number => findings.filter((each) => each.severity === severity).length;
  const parts = [
    counted(count("error"), { de: ["Fehler", "Fehler"], en: ["error", "errors"] }, pick),
    counted(count("warning"), { de: ["Warnung", "Warnungen"], en: ["warning", "warnings"] }, pick),
    counted(count("hint"), { de: ["Hinweis", "Hinweise"], en: ["hint", "hints"] }, pick),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? pick({ de: "Keine Befunde", en: "No findings" }) : parts.join(", ");
}

/** `1 thing`, `3 things`; nothing for none. */
export function counted(
  count: number,
  noun: { readonly de: readonly [string, string]; readonly en: readonly [string, string] },
  pick: Terminal["pick"],
): string | undefined {
  if (count === 0) return undefined;
  const at = count === 1 ? 0 : 1;
  return `${count} ${pick({ de: noun.de[at], en: noun.en[at] })}`;
}
