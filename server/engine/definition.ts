import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import { behaviours } from "./behaviours/table.ts";
import { issue } from "./commands.ts";
import { settle } from "./kernel.ts";
import { Fault } from "./fault.ts";
import type { Expression, Model, Variables } from "./model.ts";
import { Run } from "./run.ts";
import { decode, encode } from "./snapshot.ts";
import { emptyState, isOpen } from "./state.ts";
import type { State } from "./state.ts";
import type { Command, Fact, InstanceValue, Outcome, Subject, Wait } from "./types.ts";
import { localVariables, variablesOf } from "./variables.ts";
import type { Memory } from "./variables.ts";
import { itemOfWait, waitOf, waitsOf } from "./waits.ts";

/**
 * Applies one command to the value of an instance: the whole engine in one function. The same value, command and `now`
 * give the same outcome.
 *
 * @throws {Refusal} `engine.wait` unknown wait, `engine.start` no such start, `engine.ended`; `engine.expression`,
 *   `engine.timer` an event that listens from the start on cannot be evaluated
 */
export function advance(model: Model, value: InstanceValue | undefined, command: Command, now: Date): Outcome {
  const state = stateFor(value, command);
  const { businessKey, instanceId } = command.kind === "start" ? command : (value ?? {});
  const run = new Run(model, behaviours, { state, variables: value?.variables ?? {}, businessKey, instanceId }, now);
  begin(run, command);
  return conclude(run);
}

/** An expression that fails before anything has moved leaves nothing to try again: the command is refused. */
function begin(run: Run, command: Command): void {
  try {
    issue(run, command);
  } catch (error) {
    throw error instanceof Fault ? new Refusal("unprocessable", error.code, error.message) : error;
  }
}

/** Runs until nothing moves any more and tells what has come of it. */
export function conclude(run: Run): Outcome {
  settle(run);
  const { opened, closed } = run.changes();
  noteWaits(run, opened, closed);
  return outcomeOf(run, opened, closed);
}

function stateFor(value: InstanceValue | undefined, command: Command): State {
  if (!value) {
    if (command.kind === "start") return emptyState();
    throw new Refusal(
      "conflict",
      "engine.start",
      `Expected a running instance for ${command.kind}, but none was started.`,
    );
  }
  if (command.kind === "start") {
    throw new Refusal("conflict", "engine.start", "Expected an instance that has not begun, but it is running.");
  }
  const state = decode(value.snapshot);
  if (state.ending)
    throw new Refusal("conflict", "engine.ended", `Expected a running instance, but it has ${state.ending.kind}.`);
  return state;
}

function noteWaits(run: Run, opened: readonly string[], closed: readonly string[]): void {
  for (const wait of closed) run.fact("wait.closed", undefined, { wait });
  for (const wait of opened) {
    const item = run.item(Number(wait));
    run.fact("wait.opened", item?.el, { wait });
  }
}

function outcomeOf(run: Run, opened: readonly string[], closed: readonly string[]): Outcome {
  const { model, state, variables, businessKey, instanceId, facts, effects, now } = run;
  const memory = { model, state, variables, businessKey, instanceId, now };
  const faults = new Map(
    [...state.items.values()].flatMap((item) => (item.fault ? [[item.fault.id, item] as const] : [])),
  );
  let waits: readonly Wait[] | undefined;
  const outcome = {
    value: {
      snapshot: encode(state),
      variables,
      ...(businessKey === undefined ? {} : { businessKey }),
      ...(instanceId === undefined ? {} : { instanceId }),
    },
    facts: facts as readonly Fact[],
    effects,
    closed,
    get opened(): readonly Wait[] {
      return opened.flatMap((id) => {
        const item = faults.get(Number(id)) ?? state.items.get(Number(id));
        return item ? [waitOf(model, behaviours, memory, item)] : [];
      });
    },
    // read off when somebody asks: a loop of thousands is not listed for those who only want the difference
    get waits(): readonly Wait[] {
      waits ??= waitsOf(model, behaviours, memory);
      return waits;
    },
  };
  const subject = subjectOf(model, memory);
  if (subject) Object.assign(outcome, { subject });
  return state.ending ? Object.assign(outcome, { ending: state.ending }) : outcome;
}

/** Evaluates what the instance is about. A part that cannot be told yet is left out: nothing may fail for the sake of a list. */
function subjectOf(model: Model, memory: Memory): Subject | undefined {
  if (model.subject.size === 0) return undefined;
  const variables = variablesOf(memory, undefined);
  const parts: Record<string, string> = {};
  for (const [name, expression] of model.subject) {
    const value = partOf(expression, variables);
    if (value !== undefined) parts[name] = value;
  }
  return parts;
}

function partOf(expression: Expression, variables: Variables): string | undefined {
  try {
    const value = expression.evaluate(variables);
    if (value === null || typeof value === "object") return undefined;
    return String(value);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** The variables of a waiting place of a stored value. @throws {Refusal} `engine.wait` */
export function variablesAt(value: InstanceValue, waitId: string): { local: JsonObject; visible: JsonObject } {
  const memory = { state: decode(value.snapshot), variables: value.variables, now: new Date(0) };
  const item = itemOfWait(memory, waitId);
  if (!item)
    throw new Refusal("missing", "engine.wait", `Expected a wait ${waitId} of this instance, but there is none.`);
  return { local: localVariables(memory, item), visible: variablesOf(memory, item).all() };
}

/** The local variables of every waiting place of a stored value. */
export function localsOf(value: InstanceValue): ReadonlyMap<string, JsonObject> {
  const memory = { state: decode(value.snapshot), variables: value.variables, now: new Date(0) };
  const found = new Map<string, JsonObject>();
  for (const item of memory.state.items.values()) {
    if (!isOpen(item)) continue;
    const local = localVariables(memory, item);
    if (Object.keys(local).length > 0) found.set(String(item.fault?.id ?? item.id), local);
  }
  return found;
}

/** The waits of a stored value. */
export function waitsOfValue(model: Model, value: InstanceValue): readonly Wait[] {
  const memory = { state: decode(value.snapshot), variables: value.variables, now: new Date(0) };
  return waitsOf(model, behaviours, memory);
}
