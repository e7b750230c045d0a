import { createHash } from "node:crypto";
import { canonical, isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";

/** What has versions, and what a draft is made of. */
export const partKinds = ["process", "ruleSet", "form", "template", "scenario"] as const;

/** A process (BPMN XML), a rule set, a form, a template (one text a language) or a scenario test. */
export type PartKind = (typeof partKinds)[number];

/** One thing with versions, named. A scenario's key is `<process key>:<name>`. */
export interface PartKey {
  readonly kind: PartKind;
  readonly key: string;
}

/** A part with what it holds: text of BPMN XML for a process, an object for everything else. */
export interface Part extends PartKey {
  readonly body: Json;
}

/** The tenant whose published versions everybody may read: the standard catalogue. */
export const standardTenant = "standard";

/** One text for each part, for maps and sorting. */
export function nameOf({ kind, key }: PartKey): string {
  return `${kind}/${key}`;
}

/**
 * What identifies the content of a part, in hex (SHA-256, FIPS 180-4): of a process the text itself, of all else its
 * canonical JSON. The member `version` that rule sets and forms carry is not content: it says where they were published.
 */
export function sha256Of(kind: PartKind, body: Json): string {
  return createHash("sha256").update(contentOf(kind, body)).digest("hex");
}

function contentOf(kind: PartKind, body: Json): string {
  if (typeof body === "string") return body;
  if (kind === "process" || !isObject(body)) return canonical(body);
  const { version: _, ...content } = body;
  return canonical(content);
}

/** What identifies the contents of several parts together, in whatever order they come. */
export function sha256OfAll(parts: readonly (PartKey & { readonly sha256: string })[]): string {
  const lines = parts.map((part) => `${nameOf(part)} ${part.sha256}\n`).toSorted();
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/** The text of a process. @throws {Refusal} `draft.body` */
export function xmlOf(body: Json): string {
  if (typeof body === "string") return body;
  throw new Refusal("invalid", "draft.body", "Expected the text of a BPMN file, but it is something else");
}

/** A kind from outside. @throws {Refusal} `part.kind` */
export function kindOf(text: string | undefined): PartKind {
  const kind = partKinds.find((each) => each === text);
  if (kind !== undefined) return kind;
  throw new Refusal("missing", "part.kind", `Expected one of ${partKinds.join(", ")}, but it is ${text ?? "nothing"}`);
}

/**
 * Refuses what cannot even be kept as a draft: whether it makes sense is for the check.
 *
 * @throws {Refusal} `draft.body`
 */
export function refuseBody(kind: PartKind, body: Json): void {
  const fits = kind === "process" ? typeof body === "string" : isObject(body);
  if (fits) return;
  const expected = kind === "process" ? "the text of a BPMN file" : "a JSON object";
  throw new Refusal("invalid", "draft.body", `Expected ${expected} as ${kind}, but it is something else`);
}
