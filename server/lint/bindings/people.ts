import type { Expression, Node } from "../../engine/model.ts";
import type { Finding } from "../finding.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { say } from "./said.ts";

/** User tasks that nobody would find, or that say nothing to fill in (10.3.4). */
export function people(subject: Subject): readonly Finding[] {
  return nodesOf(subject).flatMap((node) => [...candidates(node, subject), ...formless(node, subject)]);
}

function candidates(node: Node, subject: Subject): readonly Finding[] {
  if (node.spec.kind !== "task") return [];
  const { assignee, candidateUsers, candidateGroups } = node.spec.task;
  if (!assignee && !candidateUsers && !candidateGroups) {
    return [
      say(node, subject, {
        severity: "warning",
        code: "task.nobody",
        de: "hat weder Bearbeiter noch Kandidaten: Die Aufgabe sieht nur, wer alle Aufgaben sieht. Eine Rolle oder Person wählen.",
        en: "has neither assignee nor candidates: only those who see all tasks will see it. Choose a role or a person.",
        reference: "10.3.4",
      }),
    ];
  }
  const { groups, people: logins } = subject.around;
  const unknown = strangers(logins, assignee, candidateUsers).map((login) =>
    say(node, subject, {
      severity: "warning",
      code: "task.person",
      de: `nennt ${login}; niemand kann sich unter diesem Namen anmelden. Eine Person oder Rolle wählen.`,
      en: `names ${login}, but nobody can sign in by that name. Choose a person or a role.`,
      reference: "10.3.4",
    }),
  );
  const groupless = strangers(groups, candidateGroups).map((group) =>
    say(node, subject, {
      severity: "warning",
      code: "task.group",
      de: `nennt die Kandidatengruppe ${group}, die keine Rolle ist.`,
      en: `names the candidate group ${group}, which is no role.`,
      reference: "10.3.4",
    }),
  );
  return [...unknown, ...groupless];
}

/** Names that stand in expressions and are none of the known ones; without a list nothing is said. */
function strangers(
  known: ReadonlySet<string> | undefined,
  ...named: readonly (Expression | undefined)[]
): readonly string[] {
  return known ? named.flatMap(constantNames).filter((name) => !known.has(name)) : [];
}

/** Names that stand in the model as they are: `a,b`, or a list of FEEL with nothing but texts. */
function constantNames(expression: Expression | undefined): readonly string[] {
  if (!expression) return [];
  if (expression.isConstant) return trimmed(expression.text.split(","));
  const [, list] = /^=\s*\[((?:\s*"[^"]*"\s*,?)*)\]\s*$/.exec(expression.text) ?? [];
  if (list !== undefined) return [...list.matchAll(/"([^"]*)"/g)].map(([, name = ""]) => name);
  const [, only] = /^=\s*"([^"]*)"\s*$/.exec(expression.text) ?? [];
  return only === undefined ? [] : trimmed(only.split(","));
}

function trimmed(names: readonly string[]): readonly string[] {
  return names.map((name) => name.trim()).filter((name) => name !== "");
}

function formless(node: Node, subject: Subject): readonly Finding[] {
  if (node.spec.kind !== "task" || node.spec.task.formKey) return [];
  return [
    say(node, subject, {
      severity: "hint",
      code: "task.form",
      de: "hat kein Formular: Wer die Aufgabe erledigt, kann nichts eingeben. Eines auswählen oder neu anlegen.",
      en: "has no form: whoever does the task can enter nothing. Choose one or create it.",
      reference: "10.3.4",
    }),
  ];
}
