import type { Expression, Node } from "../../engine/model.ts";
import type { Finding, Words } from "../finding.ts";
import { headOf } from "../data/results.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { literalOf } from "./literal.ts";
import { say } from "./said.ts";

/** Rule sets, forms, templates and processes that a model names and that are not there. */
export function references(subject: Subject): readonly Finding[] {
  return nodesOf(subject).flatMap((node) => [
    ...ruleSet(node, subject),
    ...form(node, subject),
    ...template(node, subject),
    ...callee(node, subject),
  ]);
}

function isConstant(expression: Expression | undefined): expression is Expression {
  return expression?.isConstant === true && expression.text.trim() !== "";
}

function ruleSet(node: Node, subject: Subject): readonly Finding[] {
  const { spec } = node;
  if (spec.kind !== "decision") return [];
  const found: Finding[] = [];
  if (spec.resultVariable === undefined) {
    found.push(
      say(node, subject, {
        severity: "warning",
        code: "binding.verdict",
        de: "gibt keinen Namen an, unter dem das Ergebnis der Entscheidung abgelegt wird: Es geht verloren.",
        en: "gives no name under which the verdict is kept: it is lost.",
      }),
    );
  }
  const { ruleSets } = subject.around;
  if (!ruleSets || !isConstant(spec.ruleSet)) return found;
  const known = ruleSets.get(spec.ruleSet.text);
  if (!known && spec.ruleSet.text === node.id) return [undecided(node, subject)];
  if (!known) return [...found, missing(node, subject, { de: "das Regelwerk", en: "the rule set" }, spec.ruleSet.text)];
  const { inputs } = node.mapping;
  const given = new Set(inputs.map(({ target }) => headOf(target)));
  const lacking = inputs.length === 0 ? [] : known.inputs.filter((input) => !given.has(input));
  if (lacking.length > 0) {
    const list = lacking.join(", ");
    found.push(
      say(node, subject, {
        severity: "hint",
        code: "binding.facts",
        de: `gibt dem Regelwerk ${spec.ruleSet.text} nicht alle Fakten, die es ansieht: ${list} ${lacking.length > 1 ? "sind" : "ist"} dort leer.`,
        en: `does not give the rule set ${spec.ruleSet.text} all the facts that it looks at: ${list} ${lacking.length > 1 ? "are" : "is"} empty there.`,
      }),
    );
  }
  return found;
}

/** A business rule task that names none decides by the rule set of its own id. */
function undecided(node: Node, subject: Subject): Finding {
  return say(node, subject, {
    severity: "error",
    code: "binding.missing",
    de: "sagt noch nicht, nach welchem Regelwerk entschieden wird: eines auswählen oder ein neues anlegen.",
    en: "does not say yet by which rule set it is decided: choose one or create a new one.",
  });
}

function form(node: Node, subject: Subject): readonly Finding[] {
  const { forms } = subject.around;
  const key = node.spec.kind === "task" ? node.spec.task.formKey : undefined;
  if (!forms || !isConstant(key) || forms.has(key.text)) return [];
  if (/[:/]/.test(key.text)) {
    return [
      say(node, subject, {
        severity: "warning",
        code: "binding.foreign",
        de: `verwendet das Formular ${key.text} einer anderen Engine: Hier wird die Aufgabe ohne Formular gezeigt.`,
        en: `uses the form ${key.text} of another engine: the task is shown without a form here.`,
      }),
    ];
  }
  return [missing(node, subject, { de: "das Formular", en: "the form" }, key.text)];
}

/** A template is named by the input `template` of whoever sends mails or notices. */
function template(node: Node, subject: Subject): readonly Finding[] {
  const { templates } = subject.around;
  const { spec } = node;
  if (!templates || spec.kind !== "job" || !isConstant(spec.job.type)) return [];
  if (spec.job.type.text !== "mail.send" && spec.job.type.text !== "notify.users") return [];
  return node.mapping.inputs
    .filter(({ target }) => target === "template")
    .flatMap(({ source }) => {
      const key = literalOf(source);
      const languages = key === undefined ? undefined : templates.get(key);
      if (key === undefined || languages?.length === 2) return [];
      if (!languages) return [missing(node, subject, { de: "die Vorlage", en: "the template" }, key)];
      return [
        say(node, subject, {
          severity: "warning",
          code: "binding.language",
          de: `verwendet die Vorlage ${key}, die es nur in einer Sprache gibt (${languages.join(", ")}).`,
          en: `uses the template ${key}, which there is in one language only (${languages.join(", ")}).`,
        }),
      ];
    });
}

function callee(node: Node, subject: Subject): readonly Finding[] {
  const { processes } = subject.around;
  const { spec, mapping } = node;
  if (!processes || spec.kind !== "call" || !isConstant(spec.call.processId)) return [];
  const key = spec.call.processId.text;
  const known = processes.get(key);
  if (!known) return [missing(node, subject, { de: "den Prozess", en: "the process" }, key)];
  if (spec.call.allIn) return [];
  const given = new Set(
    [...mapping.inputs, ...spec.call.inputs, ...spec.call.localInputs].map(({ target }) => headOf(target)),
  );
  const lacking = known.expects.filter((name) => !given.has(name));
  if (lacking.length === 0) return [];
  return [
    say(node, subject, {
      severity: "hint",
      code: "binding.input",
      de: `gibt dem Prozess ${key} nicht mit, was er liest: ${lacking.join(", ")}.`,
      en: `does not hand over what the process ${key} reads: ${lacking.join(", ")}.`,
    }),
  ];
}

function missing(node: Node, subject: Subject, kind: Words, key: string): Finding {
  return say(node, subject, {
    severity: "error",
    code: "binding.missing",
    de: `verwendet ${kind.de} ${key}; es gibt nichts unter diesem Namen.`,
    en: `uses ${kind.en} ${key}; there is nothing under this name.`,
  });
}
