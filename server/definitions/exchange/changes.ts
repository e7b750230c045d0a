import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { diffParts } from "../diffParts.ts";
import type { PartKind } from "../parts.ts";
import type { PinnedPart } from "./contents.ts";

/** How a part of a release differs from the version before it. */
export interface PartChange {
  readonly kind: PartKind;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  /** Null when it is the first version. */
  readonly previousVersion: number | null;
  /** In the shape of the kind; null when it is the first version. */
  readonly diff: object | null;
}

/** What a release changed: every part that it published, against the version before. */
export async function changesOf(parts: readonly PinnedPart[]): Promise<PartChange[]> {
  const own = parts.filter(({ isOwn }) => isOwn);
  return Promise.all(
    own.map(async ({ kind, key, name, version, body, before }) => ({
      kind,
      key,
      name,
      version,
      previousVersion: before === null ? null : version - 1,
      diff: before === null ? null : await diffParts(kind, before, body),
    })),
  );
}

/** A language that people read a change list in. */
export type ListLanguage = "de" | "en";

const words = {
  title: { de: "Änderungen", en: "Changes" },
  first: { de: "erste Version", en: "first version" },
  since: { de: "gegenüber Version", en: "since version" },
  nothing: { de: "keine inhaltliche Änderung", en: "no change of meaning" },
  layout: { de: "Darstellung geändert", en: "layout changed" },
  added: { de: "neu", en: "added" },
  removed: { de: "entfallen", en: "removed" },
  changed: { de: "geändert", en: "changed" },
  moved: { de: "verschoben", en: "moved" },
  process: { de: "Prozess", en: "Process" },
  ruleSet: { de: "Regelwerk", en: "Rule set" },
  form: { de: "Formular", en: "Form" },
  template: { de: "Vorlage", en: "Template" },
  scenario: { de: "Szenario", en: "Scenario" },
} as const;

/** The change list as Markdown, for people. */
export function changesAsMarkdown(title: string, changes: readonly PartChange[], language: ListLanguage): string {
  const say = (word: keyof typeof words): string => words[word][language];
  const sections = changes.map((change) => {
    const heading = `## ${say(change.kind)} ${escaped(change.name)} (\`${change.key}\`, v${change.version})`;
    if (change.diff === null) return [heading, "", say("first")];
    const lines = linesOf(change.diff as JsonObject, language); // a diff is plain JSON
    return [
      heading,
      "",
      `${say("since")} v${change.previousVersion}:`,
      "",
      ...(lines.length === 0 ? [`- ${say("nothing")}`] : lines),
    ];
  });
  return `${[`# ${say("title")}: ${escaped(title)}`, ...sections.map((lines) => `\n${lines.join("\n")}`)].join("\n")}\n`;
}

function linesOf(diff: JsonObject, language: ListLanguage): string[] {
  const changes = listOf(diff["changes"]).flatMap((change) => changeLines(change, language));
  const texts = isObject(diff["languages"]) ? Object.entries(diff["languages"]) : [];
  const hunks = texts.flatMap(([name, found]) => listOf(found).flatMap((hunk) => hunkLines(name, hunk)));
  const layout = listOf(diff["layout"]).length > 0 ? [`- ${words.layout[language]}`] : [];
  return [...changes, ...hunks, ...layout];
}

/** One change: of a rule set it says itself what it is, of a process it names the element and its properties. */
function changeLines(change: JsonObject, language: ListLanguage): string[] {
  const { message, element, kind, id } = change;
  if (isObject(message)) return [`- ${escaped(textOf(message[language]))}`];
  const word = words[wordOf(kind)][language];
  if (!isObject(element)) return [`- ${word}: \`${textOf(id)}\`${values(change)}`];
  const name = element["name"] === undefined ? "" : ` „${escaped(textOf(element["name"]))}“`;
  const type = textOf(element["type"]).replace(/^bpmn:/, "");
  const head = `- ${word}: ${type}${name} (\`${textOf(element["id"])}\`)`;
  if (kind !== "changed") return [head];
  return [head, ...listOf(change["properties"]).map((property) => `  - ${propertyName(property)}${values(property)}`)];
}

function wordOf(kind: Json | undefined): "added" | "removed" | "changed" | "moved" {
  return kind === "added" || kind === "removed" || kind === "moved" ? kind : "changed";
}

function propertyName({ code, subject }: JsonObject): string {
  return subject === undefined ? `\`${textOf(code)}\`` : `\`${textOf(code)}\` \`${textOf(subject)}\``;
}

function values({ before, after }: JsonObject): string {
  if (before === undefined && after === undefined) return "";
  return `: ${valueOf(before)} → ${valueOf(after)}`;
}

function valueOf(value: Json | undefined): string {
  if (value === undefined) return "–";
  const text = textOf(value).replaceAll("`", "'").replaceAll(/\s+/g, " ");
  return `\`${text.length > 200 ? `${text.slice(0, 200)} …` : text}\``;
}

function hunkLines(language: string, { line, removed, added }: JsonObject): string[] {
  return [`- ${language}, ${textOf(line)}:`, ...quoted("−", removed), ...quoted("+", added)];
}

function quoted(mark: string, lines: Json | undefined): string[] {
  return Array.isArray(lines) ? lines.map((each: Json) => `  - ${mark} ${valueOf(each)}`) : [];
}

function listOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** Names come from models; none of them may become markup in what shows the list. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`).replaceAll(/\s+/g, " ");
}
