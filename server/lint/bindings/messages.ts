import type { Expression, Node, Trigger } from "../../engine/model.ts";
import type { Finding } from "../finding.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import type { Exchange } from "../surroundings.ts";
import { say } from "./said.ts";

/**
 * Messages and signals that are thrown and nobody receives, or awaited and nobody sends. Other systems may do either, so
 * these are hints (10.5.5).
 */
export function messages(subject: Subject): readonly Finding[] {
  const { processes, messages: known = [] } = subject.around;
  if (!processes) return [];
  const facts = [...processes.values()];
  const outside = { messages: known, signals: [], isOpen: false };
  const sent = merged([outside, ...facts.map(({ sends }) => sends)]);
  const received = merged(facts.map(({ receives }) => receives));
  // a task that is a job hands its message to a worker, who sends what he likes
  const talking = nodesOf(subject).filter(({ spec }) => spec.kind !== "job");
  return talking.flatMap((node) => {
    const isSender = node.spec.kind === "throw" || node.spec.kind === "end" || node.spec.kind === "send";
    return node.triggers.flatMap((trigger) => lonely(node, trigger, isSender ? received : sent, { subject, isSender }));
  });
}

interface Known {
  readonly message: ReadonlySet<string>;
  readonly signal: ReadonlySet<string>;
  readonly isOpen: boolean;
}

function merged(all: readonly Exchange[]): Known {
  return {
    message: new Set(all.flatMap((each) => each.messages)),
    signal: new Set(all.flatMap((each) => each.signals)),
    isOpen: all.some(({ isOpen }) => isOpen),
  };
}

function lonely(
  node: Node,
  trigger: Trigger,
  known: Known,
  about: { subject: Subject; isSender: boolean },
): readonly Finding[] {
  if (trigger.kind !== "message" && trigger.kind !== "signal") return [];
  const name: Expression = trigger.name;
  if (!name.isConstant || known.isOpen || known[trigger.kind].has(name.text)) return [];
  const isMessage = trigger.kind === "message";
  const german = isMessage ? `die Nachricht ${name.text}` : `das Signal ${name.text}`;
  const english = isMessage ? `the message ${name.text}` : `the signal ${name.text}`;
  return [
    say(node, about.subject, {
      severity: "hint",
      code: about.isSender ? "message.unreceived" : "message.unsent",
      de: about.isSender
        ? `sendet ${german}; in keinem Prozess gibt es einen Empfänger.`
        : `wartet auf ${german}; in keinem Prozess gibt es einen Absender.`,
      en: about.isSender ? `sends ${english}; no process receives it.` : `waits for ${english}; no process sends it.`,
      reference: "10.5.5",
    }),
  ];
}
