import { isObject } from "../base/json.ts";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Command, TaskWait } from "../engine/types.ts";
import { acceptValues } from "../tasks/form.ts";
import { givenBy } from "./answers.ts";
import { advanceTo, after, fire } from "./clock.ts";
import { Deviates } from "./deviates.ts";
import type { Finding } from "./deviates.ts";
import { check } from "./expectations.ts";
import { waitAt } from "./places.ts";
import { nameOf } from "./play.ts";
import type { Actor, Play } from "./play.ts";
import type { Performer, ScenarioStep, StepOf } from "./shape.ts";
import { broadcast, deliver, giveAnswer, refusing, settle } from "./settle.ts";
import { apply } from "./tree.ts";

/** A message from outside that nobody takes would wait this long: an hour, in milliseconds. */
const publishedLife = 3_600_000;

/**
 * Plays one step and everything that follows by itself. Tells what an `expect` step found otherwise.
 *
 * @throws {Deviates} when the step cannot be played
 */
export async function act(play: Play, step: ScenarioStep): Promise<readonly Finding[]> {
  const at = "at" in step ? step.at : undefined;
  if (at !== undefined) await refusing(() => advanceTo(play, new Date(at)));
  if (step.do === "expect") return check(play, step.expect);
  await refusing(() => perform(play, step));
  await refusing(() => settle(play));
  return [];
}

async function perform(play: Play, step: Exclude<ScenarioStep, { do: "expect" }>): Promise<void> {
  switch (step.do) {
    case "complete":
      return complete(play, step);
    case "publish":
      return publish(play, step);
    case "signal":
      return broadcast(play, step.name, given(play, step.variables));
    case "fire":
      return fire(play, step.element);
    case "advance":
      return advanceTo(play, after(play, step.by));
    case "until":
      return advanceTo(play, new Date(step.to));
    case "set":
      return apply(play, instanceOf(play, step.process), {
        kind: "setVariables",
        variables: given(play, step.variables),
      });
    case "cancel":
      return apply(play, instanceOf(play, step.process), { kind: "cancel" });
    case "job":
    case "return":
    case "throw":
    case "retry":
    case "activate":
    case "completeAdHoc":
      return atWait(play, step);
  }
}

type WaitStep = StepOf<"job" | "return" | "throw" | "retry" | "activate" | "completeAdHoc">;

async function atWait(play: Play, step: WaitStep): Promise<void> {
  switch (step.do) {
    case "job": {
      const { actor, wait } = waitAt(play, step.element, ["job"]);
      return wait.kind === "job" ? giveAnswer(play, actor, wait, step.answer) : undefined;
    }
    case "return":
      return giveReturn(play, step);
    case "throw":
      return throwAt(play, step);
    case "retry":
      return command(play, step.element, "fault", (waitId) => ({ kind: "retry", waitId }));
    case "completeAdHoc":
      return command(play, step.element, "adHoc", (waitId) => ({ kind: "completeAdHoc", waitId }));
    case "activate": {
      const { elements: elementIds, variables = {} } = step;
      return command(play, step.element, "adHoc", (waitId) => ({ kind: "activate", waitId, elementIds, variables }));
    }
  }
}

function command(
  play: Play,
  element: string,
  kind: "fault" | "adHoc",
  make: (waitId: string) => Command,
): Promise<void> {
  const { actor, wait } = waitAt(play, element, [kind]);
  return apply(play, actor, make(wait.id));
}

async function giveReturn(play: Play, { element, answer }: StepOf<"return">): Promise<void> {
  const { actor, wait } = waitAt(play, element, ["call"]);
  const { id: waitId } = wait;
  if ("open" in answer) return;
  const variables = given(play, answer.variables ?? {}, actor);
  await apply(
    play,
    actor,
    "error" in answer
      ? { kind: "throwError", waitId, errorCode: answer.error.code, message: answer.error.message ?? "", variables }
      : { kind: "return", waitId, variables },
  );
}

async function throwAt(play: Play, step: StepOf<"throw">): Promise<void> {
  const { actor, wait } = waitAt(play, step.element, ["task", "job", "call"]);
  const { id: waitId } = wait;
  const variables = given(play, step.variables, actor);
  if (step.error)
    await apply(play, actor, {
      kind: "throwError",
      waitId,
      errorCode: step.error.code,
      message: step.error.message ?? "",
      variables,
    });
  if (step.escalation !== undefined)
    await apply(play, actor, { kind: "throwEscalation", waitId, escalationCode: step.escalation, variables });
}

async function complete(play: Play, step: StepOf<"complete">): Promise<void> {
  const { actor, wait } = waitAt(play, step.element, ["task"], step.where);
  if (wait.kind !== "task") return;
  const { elementId } = wait;
  refuseStranger(actor, wait, step.as);
  const variables = accepted(play, actor, wait, given(play, step.variables, actor));
  const who = wait.assignee ?? whoIs(step.as) ?? wait.candidateGroups.join(", ");
  play.note("task.completed", actor, { elementId, words: { who }, detail: variables });
  await apply(play, actor, { kind: "completeTask", waitId: wait.id, variables, completedBy: who });
}

function whoIs(performer: Performer | undefined): string | undefined {
  return typeof performer === "object" ? performer.login : performer;
}

/** A role may do what its group may; a person what is theirs, or their roles'. Without either anybody may. */
function refuseStranger(actor: Actor, wait: TaskWait, performer: Performer | undefined): void {
  if (performer === undefined) return;
  const { assignee, candidateGroups, candidateUsers } = wait;
  if (typeof performer === "string" ? isRoleFor(wait, performer) : isPersonFor(wait, performer)) return;
  const allowed = [assignee ?? [], candidateUsers, candidateGroups].flat();
  throw new Deviates(
    "scenario.candidate",
    { who: whoIs(performer) ?? "", element: nameOf(actor.definition, wait.elementId), allowed: allowed.join(", ") },
    { expected: performer, actual: allowed },
  );
}

/** Whoever holds a task without candidate groups is taken to have the role. */
function isRoleFor({ candidateGroups, candidateUsers }: TaskWait, role: string): boolean {
  return candidateGroups.includes(role) || candidateGroups.length + candidateUsers.length === 0;
}

function isPersonFor(wait: TaskWait, { login, roles }: Exclude<Performer, string>): boolean {
  const { assignee, candidateGroups, candidateUsers } = wait;
  if (assignee !== undefined) return assignee === login;
  if (candidateUsers.includes(login) || candidateGroups.some((group) => roles.includes(group))) return true;
  return candidateGroups.length + candidateUsers.length === 0;
}

/** What the task's form lets through; a task without a form takes any variables. */
function accepted(play: Play, actor: Actor, wait: TaskWait, variables: JsonObject): JsonObject {
  const form = wait.formKey === undefined ? undefined : play.repertoire.forms.get(wait.formKey);
  if (form === undefined) return variables;
  try {
    const seen = { ...actor.value?.variables, ...wait.input };
    return acceptValues(form, variables, { variables: seen, now: play.now });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reasons = error.complaints.map(({ place, message }) => `${place}: ${message}`).join("; ");
    throw new Deviates(
      "scenario.form",
      { element: nameOf(actor.definition, wait.elementId), reason: reasons || error.message },
      { actual: variables },
    );
  }
}

/** Publishes a message from outside; one that nobody takes is a deviation. */
async function publish(play: Play, step: StepOf<"publish">): Promise<void> {
  const { name, key, businessKey } = step;
  const expiresAt = new Date(play.now.getTime() + publishedLife);
  const variables = given(play, step.variables);
  if (await deliver(play, { name, key, businessKey, variables, expiresAt })) return;
  throw new Deviates("scenario.message", { name, key: key ?? "–" });
}

/** Values of a step: FEEL sees the variables of the instance it acts on, else of the scenario's own. */
function given(play: Play, values: JsonObject, actor = play.first): JsonObject {
  if (actor === undefined) return values;
  const value = givenBy(play, { actor, elementId: actor.definition.processId, input: {} }, values);
  return isObject(value) ? value : {};
}

function instanceOf(play: Play, process = play.plan.process): Actor {
  const found = play.live.findLast((actor) => actor.definition.processId === process);
  if (found) return found;
  throw new Deviates("scenario.process", { process });
}
