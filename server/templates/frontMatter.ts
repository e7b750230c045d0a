import type { Complaint } from "../base/refusal.ts";
import { refuseShape } from "./shape.ts";

/** One part of a template and the line it begins on, counted from 1. */
export interface Part {
  readonly text: string;
  readonly line: number;
}

/** A template text taken apart. */
export interface FrontMatter {
  readonly subject: Part;
  readonly body: Part;
  readonly isAutomatic: boolean;
}

/**
 * Splits a template into front matter and body. The front matter ends with a line `---` and may begin with one; a value
 * may stand in double quotes.
 *
 * @throws {Refusal} `template.shape` no line `---`, no subject, a line or key that is not front matter
 */
export function frontMatterOf(text: string): FrontMatter {
  const lines = text.split("\n");
  const start = lines[0]?.trimEnd() === "---" ? 1 : 0;
  const end = lines.findIndex((line, index) => index >= start && line.trimEnd() === "---");
  if (end === -1) refuseShape([complaint(1, "Expected front matter that ends with a line ---, but there is none")]);
  const entries = lines.slice(start, end).flatMap((line, index) => entryOf(line, start + index));
  refuseShape(entries.flatMap(mistakesIn));
  const subject = entries.find(({ key }) => key === "subject");
  if (subject === undefined) refuseShape([complaint(1, "Expected a line `subject: …`, but there is none")]);
  return {
    subject: { text: subject?.value ?? "", line: subject?.line ?? 1 },
    body: { text: lines.slice(end + 1).join("\n"), line: end + 2 },
    isAutomatic: entries.find(({ key }) => key === "automatic")?.value !== "no",
  };
}

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

function entryOf(text: string, index: number): Entry[] {
  if (text.trim() === "") return [];
  const [, key = "", value = ""] = /^\s*([a-z]+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
  return [{ key, value: value.replace(/^"(.*)"$/, "$1"), line: index + 1 }];
}

function mistakesIn({ key, value, line }: Entry): Complaint[] {
  if (key === "subject") return value === "" ? [complaint(line, "Expected a subject, but it is empty")] : [];
  if (key !== "automatic") return [complaint(line, "Expected `subject: …` or `automatic: …`, but the line is neither")];
  return value === "yes" || value === "no" ? [] : [complaint(line, `Expected yes or no, but automatic is ${value}`)];
}

function complaint(line: number, message: string): Complaint {
  return { place: `line ${line}`, code: "template.shape", message };
}
