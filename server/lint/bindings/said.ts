import type { Node } from "../../engine/model.ts";
import type { Finding, Severity } from "../finding.ts";
import type { Subject } from "../model.ts";
import { called } from "../words.ts";

/** What is said of a node: sentences that go on behind its name. */
export interface Said {
  readonly severity: Severity;
  readonly code: string;
  readonly de: string;
  readonly en: string;
  readonly reference?: string;
}

/** A finding about a node, which its sentence begins with. */
export function say(node: Node, { names }: Pick<Subject, "names">, said: Said): Finding {
  const { severity, code, de, en, reference } = said;
  const name = called(node, names);
  const message = { de: `${name.de} ${de}`, en: `${name.en} ${en}` };
  return { severity, elementId: node.id, code, message, ...(reference === undefined ? {} : { reference }) };
}
