import type { JobSpec, Node } from "../../engine/model.ts";
import type { Finding } from "../finding.ts";
import { headOf } from "../data/results.ts";
import type { JobType } from "../jobTypes.ts";
import { nodesOf } from "../model.ts";
import type { Subject } from "../model.ts";
import { jobTypeOf } from "./jobType.ts";
import { say } from "./said.ts";

/** Jobs that nobody is known to work, or that would be refused for lack of input. */
export function jobs(subject: Subject): readonly Finding[] {
  if (!subject.around.jobTypes) return [];
  return nodesOf(subject).flatMap((node) => {
    const job = jobOf(node);
    return job?.type.isConstant === true ? checked(node, job, subject) : [];
  });
}

function jobOf({ spec }: Node): JobSpec | undefined {
  if (spec.kind === "job") return spec.job;
  return spec.kind === "throw" || spec.kind === "end" ? spec.job : undefined;
}

function checked(node: Node, job: JobSpec, subject: Subject): readonly Finding[] {
  const { text } = job.type;
  const known = jobTypeOf(text, subject.around);
  if (known) return [...lacking(node, known, subject), ...uncaught(node, known, subject)];
  // the desk's own operations are all known: there can be no worker elsewhere for another of them
  const isOurs = text.startsWith("desk.");
  return [
    say(node, subject, {
      severity: isOurs ? "error" : "hint",
      code: "binding.job",
      de: isOurs
        ? `gibt einen Auftrag der Art ${text} aus, die das Service-Desk nicht kennt.`
        : `gibt einen Auftrag der Art ${text} aus: Ein Worker außerhalb des Servers muss ihn ausführen.`,
      en: isOurs
        ? `hands out a job of the type ${text}, which the desk does not know.`
        : `hands out a job of the type ${text}: a worker outside the server has to do it.`,
    }),
  ];
}

/** Without any input mapping a job gets everything that is visible; then nothing can be said. */
function lacking(node: Node, { type, required }: JobType, subject: Subject): readonly Finding[] {
  const { inputs } = node.mapping;
  const given = new Set(inputs.map(({ target }) => headOf(target)));
  const missing = inputs.length === 0 ? [] : required.filter((name) => !given.has(name));
  if (missing.length === 0) return [];
  const list = missing.join(", ");
  return [
    say(node, subject, {
      severity: "error",
      code: "binding.required",
      de: `gibt dem Auftrag ${type} nicht mit, was er braucht: ${list}.`,
      en: `does not give the job ${type} what it needs: ${list}.`,
    }),
  ];
}

/** BPMN errors that the job may end with and that nothing around it catches fail the whole instance (10.5.1). */
function uncaught(node: Node, { errors }: JobType, subject: Subject): readonly Finding[] {
  return errors
    .filter((code) => !code.endsWith("*") && !isCaught(node, code))
    .map((code) =>
      say(node, subject, {
        severity: "warning",
        code: "binding.error",
        de: `kann mit dem BPMN-Fehler ${code} enden, den nichts auffängt: Die Instanz schlägt dann fehl.`,
        en: `may end with the BPMN error ${code}, which nothing catches: the instance fails then.`,
        reference: "10.5.1",
      }),
    );
}

function isCaught(node: Node, code: string): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const inside =
      at === node ? [] : at.children.filter((child) => child.isEventSubProcess).flatMap(({ children }) => children);
    const events = [...at.boundaries, ...inside.filter(({ spec }) => spec.kind === "start")];
    if (
      events.some(({ triggers }) =>
        triggers.some(
          (trigger) =>
            trigger.kind === "error" &&
            (trigger.takesAny || trigger.code?.isConstant !== true || trigger.code.text === code),
        ),
      )
    )
      return true;
  }
  return false;
}
