import type { Node } from "../../engine/model.ts";
import type { Finding, Words } from "../finding.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { called } from "../words.ts";
import { Precedence } from "./order.ts";
import { readsOf } from "./reads.ts";
import type { Read } from "./reads.ts";
import { givenAtStart } from "./starts.ts";
import { writesOf } from "./writes.ts";

/**
 * Variables that expressions read and nobody has written (10.4.1): neither the process, nor what starts it. Each is told
 * once, where it is read first. Where variables may come from that nobody knows, it is only a hint.
 */
export function dataFlow(subject: Subject): readonly Finding[] {
  const writes = writesOf(subject);
  const start = givenAtStart(subject);
  const precedence = new Precedence([subject.model.root, ...nodesOf(subject)]);
  const isDoubtful = writes.open.length > 0 || start.isOpen;
  const found: Finding[] = [];
  for (const reads of byName(readsOf(subject)).values()) {
    const [first] = reads;
    if (!first || start.names.has(first.name)) continue;
    const writers = writes.byName.get(first.name) ?? [];
    if (writers.length === 0) found.push(unwritten(first, reads.length, { subject, isDoubtful }));
    else if (!isDoubtful) {
      const early = reads.find((read) => !writers.some((writer) => mayKnow(read, writer, precedence)));
      if (early) found.push(tooEarly(early, subject));
    }
  }
  return found;
}

function mayKnow({ node, isLast }: Read, writer: Node, precedence: Precedence): boolean {
  for (let at = isLast ? writer.parent : undefined; at; at = at.parent) if (at === node) return true;
  return precedence.mayPrecede(writer, node);
}

function byName(reads: readonly Read[]): ReadonlyMap<string, readonly Read[]> {
  const groups = new Map<string, Read[]>();
  for (const read of reads) groups.set(read.name, [...(groups.get(read.name) ?? []), read]);
  return groups;
}

function unwritten(read: Read, times: number, about: { subject: Subject; isDoubtful: boolean }): Finding {
  const { subject, isDoubtful } = about;
  const { de, en } = called({ id: read.elementId }, subject.names);
  const more: Words = times > 1 ? { de: ` (und an ${times - 1} weiteren Stellen)`, en: ` (and in ${times - 1} more places)` } : { de: "", en: "" };
  return {
    severity: isDoubtful ? "hint" : "warning",
    elementId: read.elementId,
    code: "data.unwritten",
    message: isDoubtful
      ? {
          de: `${de} liest die Variable ${read.name}${more.de}, die nichts im Prozess schreibt: Sie muss beim Start oder von einer unbekannten Quelle kommen.`,
          en: `${en} reads the variable ${read.name}${more.en}, which nothing in the process writes: it has to come with the start or from an unknown source.`,
        }
      : {
          de: `${de} liest die Variable ${read.name}${more.de}, die niemand schreibt.`,
          en: `${en} reads the variable ${read.name}${more.en}, which nobody writes.`,
        },
    reference: "10.4.1",
  };
}

function tooEarly(read: Read, { names }: Subject): Finding {
  const { de, en } = called({ id: read.elementId }, names);
  return {
    severity: "warning",
    elementId: read.elementId,
    code: "data.early",
    message: {
      de: `${de} liest die Variable ${read.name}, bevor sie irgendwo geschrieben sein kann.`,
      en: `${en} reads the variable ${read.name} before it can have been written anywhere.`,
    },
    reference: "10.4.1",
  };
}
