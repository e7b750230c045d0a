import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import type { RuleSetDiff } from "../../decisions/diff.ts";
import type { Hunk } from "../../definitions/diffLines.ts";
import type { TreeChange } from "../../definitions/diffTree.ts";
import type { PartKind } from "../../definitions/parts.ts";
import type { Change, Diff } from "../../diagram/diff/diff.ts";
import type { ElementRef } from "../../diagram/model/owner.ts";
import { propertyName, typeName } from "../../diagram/words/names.ts";
import { counted } from "./findings.ts";
import { layoutNames } from "./layout.ts";
import type { Colour, Terminal } from "./terminal.ts";
import type { Language } from "./words.ts";

const signs = { added: "+", removed: "−", changed: "~", moved: "↕" } as const;
const colours: Readonly<Record<keyof typeof signs, Colour>> = {
  added: "green",
  removed: "red",
  changed: "yellow",
  moved: "blue",
};

/** Writes what is different between two versions of a part. @returns whether anything is */
export function writeChanges(kind: PartKind, found: object, terminal: Terminal): boolean {
  switch (kind) {
    case "process":
      return writeProcess(found as Diff, terminal); // what `diffParts` gives for this kind; so below
    case "ruleSet":
      return writeRules(found as RuleSetDiff, terminal);
    case "template":
      return writeTexts((found as { languages: Readonly<Record<string, readonly Hunk[]>> }).languages, terminal);
    default:
      return writeTree((found as { changes: readonly TreeChange[] }).changes, terminal);
  }
}

function writeProcess({ changes, layout, recreated }: Diff, terminal: Terminal): boolean {
  for (const change of changes) writeElement(change, terminal);
  const { out, pick, paint } = terminal;
  for (const again of recreated)
    out(
      paint(
        "dim",
        `  ${pick({ de: "vermutlich dasselbe Element", en: "probably the same element" })}: ${JSON.stringify(again)}`,
      ),
    );
  const pictures = Map.groupBy(layout, ({ kind }) => kind);
  for (const [kind, all] of pictures) {
    const elements = [...new Set(all.map(({ element }) => element.id))];
    out(
      paint(
        "dim",
        `  ${pick(layoutNames[kind] ?? { de: kind, en: kind })}: ${elements.slice(0, 12).join(", ")}${elements.length > 12 ? " …" : ""}`,
      ),
    );
  }
  const meaning = counted(
    changes.length,
    { de: ["Element geändert", "Elemente geändert"], en: ["element changed", "elements changed"] },
    pick,
  );
  out(
    meaning ??
      pick(
        layout.length > 0
          ? { de: "Nur das Layout ist anders.", en: "Only the layout is different." }
          : { de: "Kein Unterschied.", en: "No difference." },
      ),
  );
  return changes.length + layout.length > 0;
}

/** One element with its properties. */
export function writeElement({ kind, element, properties }: Change, { language, out, paint }: Terminal): void {
  out(`${paint(colours[kind], signs[kind])} ${nameOf(element, language)}`);
  // all that a new or a gone element says would bury what has changed
  if (kind !== "changed") return;
  for (const { code, subject, before, after } of properties) {
    const name = propertyName(code, language);
    out(`    ${name}${subject === undefined ? "" : ` ${paint("dim", subject)}`}: ${sides(before, after, paint)}`);
  }
}

function nameOf({ id, type, name }: ElementRef, language: Language): string {
  const line = name?.replace(/\s+/g, " ");
  const quoted = line === undefined ? "" : language === "de" ? `„${line}“ ` : `"${line}" `;
  return `${typeName(type, language)} ${quoted}(${id})`;
}

function sides(before: unknown, after: unknown, paint: Terminal["paint"]): string {
  const was = before === undefined ? undefined : paint("red", shown(before));
  const is = after === undefined ? undefined : paint("green", shown(after));
  if (was === undefined || is === undefined) return `${was === undefined ? "+ " : "− "}${was ?? is ?? ""}`;
  return `${was} → ${is}`;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 117)}…` : line;
}

function writeRules({ changes }: RuleSetDiff, { out, pick, paint }: Terminal): boolean {
  for (const { kind, message, before, after } of changes) {
    const values = kind === "changed" ? `: ${sides(before, after, paint)}` : "";
    out(`${paint(colours[kind], signs[kind])} ${pick(message)}${values}`);
  }
  if (changes.length === 0) out(pick({ de: "Kein Unterschied.", en: "No difference." }));
  return changes.length > 0;
}

function writeTree(changes: readonly TreeChange[], { out, pick, paint }: Terminal): boolean {
  for (const { id, kind, before, after } of changes)
    out(`${paint(colours[kind], signs[kind])} ${id}: ${sides(compact(before), compact(after), paint)}`);
  if (changes.length === 0) out(pick({ de: "Kein Unterschied.", en: "No difference." }));
  return changes.length > 0;
}

/** Of something large only that it is there. */
function compact(value: Json | undefined): Json | undefined {
  if (value === undefined || typeof value !== "object" || value === null || JSON.stringify(value).length < 100)
    return value;
  return isObject(value) ? "{…}" : `[${Array.isArray(value) ? value.length : ""}]`;
}

function writeTexts(languages: Readonly<Record<string, readonly Hunk[]>>, { out, pick, paint }: Terminal): boolean {
  const changed = Object.entries(languages).filter(([, hunks]) => hunks.length > 0);
  for (const [language, hunks] of changed) {
    for (const { line, removed, added } of hunks) {
      out(paint("bold", `${language}:${line}`));
      for (const each of removed) out(paint("red", `− ${each}`));
      for (const each of added) out(paint("green", `+ ${each}`));
    }
  }
  if (changed.length === 0) out(pick({ de: "Kein Unterschied.", en: "No difference." }));
  return changed.length > 0;
}
