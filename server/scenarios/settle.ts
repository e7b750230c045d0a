import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Command, JobWait } from "../engine/types.ts";
import { answerTo, givenBy } from "./answers.ts";
import { Deviates } from "./deviates.ts";
import { waitings } from "./places.ts";
import type { Waiting } from "./places.ts";
import { nameOf } from "./play.ts";
import type { Actor, Letter, Play } from "./play.ts";
import type { JobAnswer } from "./shape.ts";
import { apply, endless } from "./tree.ts";
import { write } from "./writing.ts";

/** How many things may happen by themselves after one step of a scenario. */
const limit = 5_000;

/** Messages that processes throw to each other wait this long for their receiver: a day, in milliseconds. */
const thrownLife = 86_400_000;

/**
 * Lets everything happen that no person and no clock has to do: thrown messages and signals are delivered, kept messages
 * meet who waits for them by now, jobs are answered as declared.
 *
 * @throws {Deviates} `scenario.job`, `scenario.endless` and what answers and templates refuse
 */
export async function settle(play: Play): Promise<void> {
  for (let count = 0; count < limit; count += 1) {
    if (!((await deliverEffect(play)) || (await deliverKept(play)) || (await answerJob(play)))) return;
  }
  const actor = play.live.at(-1) ?? play.first;
  if (actor) throw endless(play, actor);
}

async function deliverEffect(play: Play): Promise<boolean> {
  const next = play.effects.shift();
  if (next === undefined) return false;
  const { effect, from } = next;
  if (effect.kind === "message") {
    const { name, correlationKey: key, variables } = effect;
    const expiresAt = new Date(play.now.getTime() + thrownLife);
    await deliver(play, { name, key, businessKey: undefined, variables, expiresAt });
  }
  if (effect.kind === "signal") await broadcast(play, effect.name, effect.variables, from);
  return true;
}

/**
 * Brings a message to those who wait for it, one place of each process, else to those who start on it; nobody there: it
 * is kept until its time is over. Tells whether somebody took it.
 */
export async function deliver(play: Play, letter: Letter): Promise<boolean> {
  const takers = takersOf(play, letter);
  for (const { actor, wait } of takers) {
    note(play, "message.taken", actor, letter, wait.elementId);
    await apply(play, actor, { kind: "message", waitId: wait.id, variables: letter.variables });
  }
  const busy = new Set(takers.map(({ actor }) => actor.definition.processId));
  const starts = startsOn(play, "message", letter.name).filter(({ definition }) => !busy.has(definition.processId));
  for (const { definition, elementId } of starts) {
    const actor = play.add(definition, undefined, letter.businessKey);
    note(play, "message.taken", actor, letter, elementId);
    await apply(play, actor, { kind: "start", elementId, variables: letter.variables });
  }
  if (takers.length + starts.length > 0) return true;
  play.kept.push(letter);
  if (play.first) note(play, "message.kept", play.first, letter);
  return false;
}

function note(
  play: Play,
  code: "message.taken" | "message.kept",
  actor: Actor,
  letter: Letter,
  elementId?: string,
): void {
  const words = { name: letter.name, key: letter.key ?? "–" };
  play.note(code, actor, { ...(elementId === undefined ? {} : { elementId }), words, detail: letter.variables });
}

function takersOf(play: Play, letter: Letter): Waiting[] {
  const takers = new Map<string, Waiting>();
  for (const waiting of waitings(play)) {
    const { actor, wait } = waiting;
    const process = actor.definition.processId;
    if (wait.kind !== "message" || wait.name !== letter.name || wait.correlationKey !== letter.key) continue;
    if (letter.businessKey !== undefined && actor.businessKey !== letter.businessKey) continue;
    if (!takers.has(process)) takers.set(process, waiting);
  }
  return [...takers.values()];
}

/** The processes that take part and start on a message or signal. */
export function startsOn(play: Play, kind: "message" | "signal", name: string) {
  return [...play.repertoire.definitions.values()]
    .filter(({ processId }) => play.takesPart(processId))
    .flatMap((definition) =>
      definition.starts.flatMap((start) =>
        start.kind === kind && start.name === name ? [{ definition, elementId: start.elementId }] : [],
      ),
    );
}

/** Brings a signal to everybody who waits for it; the instance that threw it has taken it already. */
export async function broadcast(play: Play, name: string, variables: JsonObject, from?: Actor): Promise<void> {
  play.signals.push(name);
  if (play.first) play.note("signal.thrown", from ?? play.first, { words: { name } });
  for (const { actor, wait } of waitings(play)) {
    if (wait.kind !== "signal" || wait.name !== name || actor === from) continue;
    await apply(play, actor, { kind: "signal", waitId: wait.id, variables });
  }
  for (const { definition, elementId } of startsOn(play, "signal", name))
    await apply(play, play.add(definition, undefined, undefined), { kind: "start", elementId, variables });
}

async function deliverKept(play: Play): Promise<boolean> {
  const isTaken = (letter: Letter) => letter.expiresAt > play.now && takersOf(play, letter).length > 0;
  const index = play.kept.findIndex(isTaken);
  const [letter] = index < 0 ? [] : play.kept.splice(index, 1);
  if (letter === undefined) return false;
  const [taker] = takersOf(play, letter);
  if (taker === undefined) return false;
  note(play, "message.taken", taker.actor, letter, taker.wait.elementId);
  await apply(play, taker.actor, { kind: "message", waitId: taker.wait.id, variables: letter.variables });
  return true;
}

async function answerJob(play: Play): Promise<boolean> {
  const next = waitings(play).find(({ actor, wait }) => wait.kind === "job" && !actor.resting.has(wait.id));
  if (next?.wait.kind !== "job") return false;
  const { actor, wait } = next;
  const { elementId, type, input } = wait;
  play.handed.push({ process: actor.definition.processId, elementId, type, input });
  const answer = answerTo(play, { actor, elementId, input }, declaredFor(play, type));
  if (answer === undefined)
    throw new Deviates("scenario.job", { type, element: nameOf(actor.definition, elementId) }, { actual: input });
  await giveAnswer(play, actor, wait, answer);
  return true;
}

/** Mails and notices are done once they are written; all other jobs want an answer: of their type, or of `prefix.*`. */
function declaredFor(play: Play, type: string): readonly JobAnswer[] {
  const { jobs } = play.plan;
  const exact = jobs[type];
  if (exact !== undefined) return exact;
  const patterns = Object.keys(jobs).filter((key) => key.endsWith("*") && type.startsWith(key.slice(0, -1)));
  const [longest] = patterns.toSorted((a, b) => b.length - a.length);
  if (longest !== undefined) return jobs[longest] ?? [];
  return type === "mail.send" || type === "notify.users" ? [{ variables: {} }] : [];
}

/** Answers one job. @throws {Deviates} what its values or its template refuse @throws {Refusal} of the engine */
export async function giveAnswer(play: Play, actor: Actor, wait: JobWait, answer: JobAnswer): Promise<void> {
  const { id: waitId, elementId, type, input } = wait;
  const asked = { actor, elementId, input };
  actor.resting.delete(waitId);
  if ("open" in answer) {
    actor.resting.set(waitId, {});
    return play.note("job.open", actor, { elementId, words: { type }, detail: { input } });
  }
  if ("failure" in answer) {
    actor.resting.set(waitId, { failure: answer.failure });
    return play.note("job.failed", actor, { elementId, words: { type, reason: answer.failure }, detail: { input } });
  }
  const variables = givenBy(play, asked, answer.variables ?? {}) as JsonObject; // an object stays one
  if ("error" in answer) {
    const { code, message } = answer.error;
    play.note("job.error", actor, { elementId, words: { type, code }, detail: { input } });
    const thrown: Command = { kind: "throwError", waitId, errorCode: code, variables };
    return apply(play, actor, message === undefined ? thrown : { ...thrown, message });
  }
  write(play, actor, wait);
  play.note("job.completed", actor, { elementId, words: { type }, detail: { input, variables } });
  return apply(play, actor, { kind: "completeJob", waitId, variables });
}

/** What the engine refuses within a step is a deviation of the scenario; anything else is a defect. */
export async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message } = error;
    throw new Deviates("scenario.refused", { reason: `${message} (${code})` }, { actual: code });
  }
}
