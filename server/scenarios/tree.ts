import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { dueInServiceTime } from "../calendar/serviceTime.ts";
import { decide } from "../decisions/decide.ts";
import type { Command, Due, Fact, Outcome, Wait } from "../engine/types.ts";
import { answerTo, givenBy } from "./answers.ts";
import { Deviates } from "./deviates.ts";
import { countIn, nameOf } from "./play.ts";
import type { Actor, Play } from "./play.ts";
import { stateTexts } from "./texts.ts";

/** A command on its way to an instance. */
interface Given {
  readonly actor: Actor;
  readonly command: Command;
}

/** How many commands one step of a scenario may lead to. */
const limit = 5_000;

/**
 * Applies a command and all that follows from it at once: decisions, calls, returns. What `runtime/step` does on rows,
 * in the same order.
 *
 * @throws {Deviates} `scenario.call`, `scenario.endless`
 * @throws {Refusal} what the engine refuses
 */
export async function apply(play: Play, actor: Actor, command: Command): Promise<void> {
  const queue: Given[] = [{ actor, command }];
  for (let count = 0; queue.length > 0; count += 1) {
    const given = queue.shift();
    if (given === undefined || !isWanted(given)) continue;
    if (count >= limit) throw endless(play, given.actor);
    queue.push(...(await advance(play, given)));
  }
}

/** A process that does not come to rest. */
export function endless(play: Play, actor: Actor): Deviates {
  const last = actor.path.at(-1) ?? "";
  play.note("place.faulted", actor, { elementId: last, words: { reason: "scenario.endless" } });
  return new Deviates("scenario.endless", { limit, element: nameOf(actor.definition, last) });
}

function isWanted({ actor, command }: Given): boolean {
  if (actor.ending !== undefined) return false;
  return !("waitId" in command) || actor.waits.some((wait) => wait.id === command.waitId);
}

/** An instance that begins is told what it goes by outside. */
function begun({ id, businessKey }: Actor, command: Command): Command {
  if (command.kind !== "start") return command;
  return { ...command, instanceId: String(id), ...(businessKey === undefined ? {} : { businessKey }) };
}

async function advance(play: Play, { actor, command }: Given): Promise<Given[]> {
  const before = actor.waits;
  const outcome = actor.definition.advance(actor.value, begun(actor, command), play.now);
  take(play, actor, outcome);
  const isOpen = (id: string) => actor.waits.some((wait) => wait.id === id);
  const cancelled = before
    .filter((wait) => wait.kind === "call" && !isOpen(wait.id))
    .flatMap((wait) => calledBy(play, actor, wait.id));
  const given: Given[] = cancelled.map((child) => ({ actor: child, command: { kind: "cancel" } as const }));
  const known = new Set(before.map((wait) => wait.id));
  for (const wait of outcome.waits) if (!known.has(wait.id)) given.push(...(await open(play, actor, wait)));
  return [...given, ...tellCaller(play, actor, outcome)];
}

function calledBy(play: Play, caller: Actor, waitId: string): Actor[] {
  return play.live.filter((each) => each.caller?.actor === caller && each.caller.waitId === waitId);
}

/** Takes an outcome over: the new value, its facts as path and coverage, its effects. */
function take(play: Play, actor: Actor, outcome: Outcome): void {
  const isNew = actor.value === undefined;
  actor.value = outcome.value;
  actor.waits = outcome.waits;
  actor.ending = outcome.ending;
  actor.businessKey ??= outcome.subject?.businessKey;
  for (const fact of outcome.facts) noteFact(play, actor, fact);
  if (isNew) play.note("instance.started", actor, actor.path[0] === undefined ? {} : { elementId: actor.path[0] });
  for (const effect of outcome.effects) {
    if (effect.kind !== "escalation") play.effects.push({ effect, from: actor });
    if (effect.kind === "message") {
      play.thrown.push(effect);
      const words = { name: effect.name, key: effect.correlationKey ?? "–" };
      play.note("message.thrown", actor, { elementId: effect.elementId, words, detail: effect.variables });
    }
  }
  if (outcome.ending)
    play.note("instance.ended", actor, { words: { state: stateTexts[outcome.ending.kind] ?? outcome.ending.kind } });
}

function noteFact(play: Play, actor: Actor, { type, elementId, detail }: Fact): void {
  if (elementId === undefined) return;
  const process = actor.definition.processId;
  if (type === "element.entered") {
    actor.path.push(elementId);
    countIn(play.elements, process, elementId);
  }
  if (type === "flow.taken") countIn(play.flows, process, elementId);
  if (type === "error.thrown") play.note(type, actor, { elementId, words: { code: textOf(detail?.["errorCode"]) } });
  if (type === "escalation.thrown")
    play.note(type, actor, { elementId, words: { code: textOf(detail?.["escalationCode"]) } });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What a new wait means at once; all others are left to people, time, messages and jobs. */
async function open(play: Play, actor: Actor, wait: Wait): Promise<Given[]> {
  actor.since.set(wait.id, play.nextOpened());
  const { elementId } = wait;
  switch (wait.kind) {
    case "decision":
      return [{ actor, command: await decided(play, actor, wait) }];
    case "call":
      return called(play, actor, wait);
    case "task": {
      const who = [wait.assignee ?? [], wait.candidateUsers, wait.candidateGroups].flat().join(", ");
      if (wait.due !== undefined) actor.dueAt.set(wait.id, dueOf(play, wait.due));
      play.note("task.opened", actor, { elementId, words: { who } });
      return [];
    }
    case "timer":
      actor.dueAt.set(wait.id, dueOf(play, wait.due));
      return [];
    case "fault":
      play.note("place.faulted", actor, { elementId, words: { reason: wait.message } });
      return [];
    case "job":
    case "message":
    case "signal":
    case "condition":
    case "adHoc":
      return [];
  }
}

function dueOf(play: Play, due: Due): Date {
  return due.kind === "at" ? due.at : dueInServiceTime(play.calendar(due.calendar), due, play.now);
}

async function decided(play: Play, actor: Actor, wait: Wait & { readonly kind: "decision" }): Promise<Command> {
  const { elementId, ruleSet } = wait;
  const process = actor.definition.processId;
  const ruling = answerTo(play, { actor, elementId, input: wait.facts }, play.plan.decisions[ruleSet] ?? []);
  if (ruling !== undefined && "verdict" in ruling) {
    const verdict = givenBy(play, { actor, elementId, input: wait.facts }, ruling.verdict);
    play.made.push({ process, elementId, ruleSet, facts: wait.facts, verdict, rows: [] });
    play.note("decision.fixed", actor, { elementId, words: { ruleSet }, detail: { verdict } });
    return { kind: "decide", waitId: wait.id, verdict };
  }
  const compiled = play.repertoire.ruleSets.get(ruleSet);
  if (!compiled)
    throw new Refusal("missing", "rules.missing", `Expected a rule set ${ruleSet}, but the bundle has none`);
  const given =
    ruling === undefined ? {} : (givenBy(play, { actor, elementId, input: wait.facts }, ruling.facts) as JsonObject); // an object stays one
  const { facts, verdict, rows } = await decide(compiled, { ...wait.facts, ...given });
  const hit = rows.filter((row) => row.hit).map((row) => row.id);
  for (const row of hit) countIn(play.rows, ruleSet, row);
  play.made.push({ process, elementId, ruleSet, facts, verdict, rows: hit });
  const words = { ruleSet, rows: hit.length === 0 ? "–" : hit.join(", ") };
  play.note("decision.made", actor, { elementId, words, detail: { facts, verdict, rows: hit } });
  return { kind: "decide", waitId: wait.id, verdict };
}

function called(play: Play, actor: Actor, wait: Wait & { readonly kind: "call" }): Given[] {
  const { elementId, processId, variables, businessKey } = wait;
  const declared = play.plan.calls[processId];
  const asked = { actor, elementId, input: variables };
  const answer = declared === undefined ? undefined : answerTo(play, asked, declared);
  const definition = play.repertoire.definitions.get(processId);
  play.note("call.started", actor, { elementId, words: { called: processId }, detail: variables });
  if (answer !== undefined) return mocked(play, asked, wait, answer);
  if (definition === undefined || declared !== undefined) throw new Deviates("scenario.call", { called: processId });
  const child = play.add(definition, { actor, waitId: wait.id }, businessKey);
  return [{ actor: child, command: { kind: "start", variables } }];
}

function mocked(
  play: Play,
  asked: Parameters<typeof givenBy>[1],
  { id: waitId }: Wait,
  answer: NonNullable<Play["plan"]["calls"][string]>[number],
): Given[] {
  const { actor } = asked;
  if ("open" in answer) {
    actor.resting.set(waitId, {});
    return [];
  }
  const variables = givenBy(play, asked, answer.variables ?? {}) as JsonObject; // an object stays one
  const command: Command =
    "error" in answer
      ? { kind: "throwError", waitId, errorCode: answer.error.code, message: answer.error.message ?? "", variables }
      : { kind: "return", waitId, variables };
  return [{ actor, command }];
}

/** A called instance that ended, or threw an escalation nobody caught, tells its caller. */
function tellCaller(play: Play, child: Actor, outcome: Outcome): Given[] {
  const { caller } = child;
  if (caller === undefined) return [];
  const { actor, waitId } = caller;
  const given: Given[] = outcome.effects.flatMap((effect) =>
    effect.kind === "escalation"
      ? [
          {
            actor,
            command: {
              kind: "throwEscalation",
              waitId,
              escalationCode: effect.code,
              variables: effect.variables,
              called: outcome.value.variables,
            },
          },
        ]
      : [],
  );
  const { ending, value } = outcome;
  if (ending === undefined || ending.kind === "cancelled") return given;
  const elementId = actor.waits.find((wait) => wait.id === waitId)?.elementId;
  if (elementId !== undefined) play.note("call.returned", actor, { elementId });
  const { variables } = value;
  const command: Command =
    ending.kind === "failed"
      ? { kind: "throwError", waitId, errorCode: ending.errorCode, message: ending.message, variables }
      : { kind: "return", waitId, variables };
  return [...given, { actor, command }];
}
