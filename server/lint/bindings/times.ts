import { parseDate, parseDuration } from "../../engine/time/iso.ts";
import { isReadable } from "../../engine/time/schedule.ts";
import type { Node, TimerSpec } from "../../engine/model.ts";
import type { Finding } from "../finding.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { literalOf } from "./literal.ts";
import { say } from "./said.ts";

/**
 * Times that stand in the model as texts and cannot be read: due dates of tasks, and timers whose text is an expression
 * that always gives the same (10.5.5). Plain texts of timers are the compiler's.
 */
export function times(subject: Subject): readonly Finding[] {
  return nodesOf(subject).flatMap((node) => [...dueDates(node, subject), ...timers(node, subject)]);
}

function dueDates(node: Node, subject: Subject): readonly Finding[] {
  if (node.spec.kind !== "task") return [];
  const { dueDate, followUpDate } = node.spec.task;
  return [dueDate, followUpDate].flatMap((expression) => {
    const text = expression && literalOf(expression);
    if (text === undefined || text === "" || parseDuration(text) || parseDate(text)) return [];
    return [unreadable(node, subject, text)];
  });
}

function timers(node: Node, subject: Subject): readonly Finding[] {
  return node.triggers.flatMap((trigger) => {
    const text = trigger.kind === "timer" ? fixed(trigger.timer) : undefined;
    if (text === undefined || trigger.kind !== "timer") return [];
    return isReadable({ kind: trigger.timer.kind, expression: text }) ? [] : [unreadable(node, subject, text)];
  });
}

/** What a timer's expression always gives. */
function fixed({ expression }: TimerSpec): string | undefined {
  return expression.isConstant ? undefined : literalOf(expression);
}

function unreadable(node: Node, subject: Subject, text: string): Finding {
  return say(node, subject, {
    severity: "error",
    code: "time.unreadable",
    de: `hat die Zeitangabe „${text}“, die weder ein Zeitpunkt noch eine Dauer nach ISO 8601 ist.`,
    en: `has the time "${text}", which is neither a date nor a duration of ISO 8601.`,
    reference: "10.5.5",
  });
}
