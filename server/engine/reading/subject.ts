import type { Expression } from "../model.ts";
import type { Subject } from "../types.ts";
import type { Element } from "./element.ts";
import { attribute, extension } from "./extensions.ts";
import type { Findings } from "./findings.ts";

const parts: readonly (keyof Subject)[] = ["businessKey", "title", "customer", "priority"];

/** What an instance is about: `<ablauf:subject businessKey="=…" title="=…" …/>` of the process. */
export function readSubject(process: Element, findings: Findings): ReadonlyMap<keyof Subject, Expression> {
  const subject = extension(process, "ablauf", "subject");
  const found = parts.map((name) => [name, findings.optional(process, attribute(subject, name), "text")] as const);
  return new Map(found.flatMap(([name, expression]) => (expression ? [[name, expression] as const] : [])));
}
