import { createHash } from "node:crypto";
import type { JsonObject } from "../base/json.ts";
import { newId } from "../base/id.ts";
import { Refusal } from "../base/refusal.ts";
import { decide } from "../decisions/decide.ts";
import type { Command, Ending, Outcome, Wait } from "../engine/types.ts";
import type { Version } from "../definitions/store.ts";
import type { InstanceRow } from "../instances/rows.ts";
import { refuseDepth } from "./callDepth.ts";
import { emptyTrail, keyed } from "./unit.ts";
import type { Held, Unit } from "./unit.ts";

/** A command on its way to an instance of the unit, and what the trail says of it. */
interface Given {
  readonly held: Held;
  readonly command: Command;
  readonly data: JsonObject;
}

/**
 * Applies one command to an instance and everything that follows from it inside the tree: decisions are made, called
 * instances start and return, callers go on. All of it stays in the unit until `save` writes it in one statement.
 * The only function that moves instances.
 *
 * @throws {Refusal} whatever the engine refuses: `engine.wait`, `engine.start`, `engine.ended`; `instance.suspended`
 */
export async function step(unit: Unit, held: Held, command: Command, data: JsonObject = {}): Promise<void> {
  refuseResting(held, command);
  await run(unit, await apply(unit, { held, command, data }));
}

/**
 * Puts an instance onto another version of its process, with what `engine/migrate` made of it there, and does what
 * follows. The rows of waits that last are the caller's to renew.
 */
export async function comeOver(
  unit: Unit,
  held: Held,
  version: Version,
  outcome: Outcome,
  data: JsonObject,
): Promise<void> {
  held.version = version;
  held.row = { ...held.row, definition_id: version.id };
  await run(unit, await follow(unit, held, outcome, { type: "migrate", data }));
}

async function run(unit: Unit, queue: Given[]): Promise<void> {
  for (let given = queue.shift(); given !== undefined; given = queue.shift()) {
    if (isStillWanted(given)) queue.push(...(await apply(unit, given)));
  }
}

/** What operators may do with a suspended instance. */
const repairs: ReadonlySet<Command["kind"]> = new Set(["setVariables", "retry", "cancel", "modify"]);

function refuseResting({ row }: Held, command: Command): void {
  if (!row.is_suspended || repairs.has(command.kind)) return;
  throw new Refusal("conflict", "instance.suspended", `Expected an instance that goes on, but ${row.id} is suspended`);
}

/** What one follow-up did may have taken away the wait that the next one answers. */
function isStillWanted({ held, command }: Given): boolean {
  if (held.row.status !== "running") return false;
  return !("waitId" in command) || held.waits.some((wait) => wait.id === command.waitId);
}

async function apply(unit: Unit, { held, command, data }: Given): Promise<Given[]> {
  const outcome = held.version.definition.advance(held.value, begun(held, command), unit.now);
  const whole = { ...commandData(command), ...elementOf(held.waits, command), ...data };
  return follow(unit, held, outcome, { type: command.kind, data: whole });
}

/** An instance that begins is told the id and the key it goes by; later they are part of its value. */
function begun({ row: { id: instanceId, business_key: businessKey } }: Held, command: Command): Command {
  if (command.kind !== "start") return command;
  return { ...command, instanceId, ...(businessKey === null ? {} : { businessKey }) };
}

/** Takes an outcome over, writes it into the trail and gives what follows from it. */
async function follow(
  unit: Unit,
  held: Held,
  outcome: Outcome,
  event: { readonly type: string; readonly data: JsonObject },
): Promise<Given[]> {
  const before = held.waits;
  const calls = before.filter((wait) => wait.kind === "call");
  take(unit, held, outcome);
  unit.record(held, event.type, event.data, outcome.facts);
  const followUps: Given[] = [];
  for (const wait of calls) {
    if (!outcome.waits.some((open) => open.id === wait.id))
      followUps.push(...(await cancelCalled(unit, held, wait.id)));
  }
  const known = new Set(before.map((wait) => wait.id));
  for (const wait of outcome.waits) {
    if (!known.has(wait.id)) followUps.push(...(await answer(unit, held, wait)));
  }
  followUps.push(...(await tellParent(unit, held, outcome)));
  return followUps;
}

/** Takes the outcome over into the unit. */
function take(unit: Unit, held: Held, outcome: Outcome): void {
  held.waits = outcome.waits;
  held.isTouched = true;
  const { subject = {}, ending } = outcome;
  const { row } = held;
  held.row = {
    ...row,
    snapshot: outcome.value.snapshot,
    variables: outcome.value.variables,
    business_key: row.business_key ?? subject.businessKey ?? null,
    title: subject.title ?? row.title,
    customer: subject.customer ?? row.customer,
    priority: subject.priority ?? row.priority,
    ...(ending === undefined ? {} : ended(ending, unit.now)),
  };
  held.value = keyed(outcome.value, held.row);
  for (const effect of outcome.effects) {
    if (effect.kind === "escalation") continue;
    unit.thrown.push({ ...effect, instanceId: held.row.id });
  }
}

function ended(ending: Ending, now: Date): Partial<InstanceRow> {
  return {
    status: ending.kind,
    ended_at: now,
    ...(ending.kind === "failed" ? { error_code: ending.errorCode, error_message: ending.message } : {}),
  };
}

/** Answers what can be answered within the transaction: decisions and calls. All other waits become rows. */
export async function answer(unit: Unit, held: Held, wait: Wait): Promise<Given[]> {
  try {
    if (wait.kind === "decision") return [await decideWait(unit, held, wait)];
    if (wait.kind === "call") return [await call(unit, held, wait)];
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    held.unanswerable.set(wait.id, { code: error.code, message: error.message });
    return [];
  }
}

async function decideWait(unit: Unit, held: Held, wait: Wait & { readonly kind: "decision" }): Promise<Given> {
  const { ruleSets } = unit.house;
  const ruleSet = await ruleSets.bound(unit.tx, wait.ruleSet, wait.binding, held.version.releaseId);
  const decision = await decide(ruleSet.compiled, wait.facts);
  unit.made.push({
    instanceId: held.row.id,
    waitId: wait.id,
    elementId: wait.elementId,
    businessKey: held.row.business_key,
    ruleSetKey: ruleSet.key,
    ruleSetVersion: ruleSet.version,
    facts: decision.facts,
    verdict: decision.verdict,
    explanation: decision.rows,
  });
  const data = {
    ruleSet: ruleSet.key,
    version: ruleSet.version,
    rows: decision.rows.filter((row) => row.hit).map((row) => row.id),
  };
  return { held, command: { kind: "decide", waitId: wait.id, verdict: decision.verdict }, data };
}

async function call(unit: Unit, held: Held, wait: Wait & { readonly kind: "call" }): Promise<Given> {
  const version = await unit.house.versions.bound(unit.tx, wait.processId, wait.binding, held.version.releaseId);
  await refuseDepth(unit, held);
  const child = unit.create(
    newRow(unit, version, { parent: held, waitId: wait.id, businessKey: wait.businessKey }),
    version,
  );
  return {
    held: child,
    command: { kind: "start", variables: wait.variables },
    data: { parentId: held.row.id, elementId: wait.elementId },
  };
}

/** The row of an instance that begins. A called instance inherits what its caller is about. */
export function newRow(
  unit: Unit,
  version: Version,
  origin: {
    readonly parent?: Held;
    readonly waitId?: string;
    readonly businessKey?: string | undefined;
  },
): InstanceRow {
  const id = newId(unit.now);
  const { root_id, business_key, title, customer, priority } = origin.parent?.row ?? orphan(id);
  return {
    id,
    root_id,
    parent_id: origin.parent?.row.id ?? null,
    parent_wait_id: origin.waitId ?? null,
    definition_id: version.id,
    definition_key: version.key,
    business_key: origin.businessKey ?? business_key,
    title,
    customer,
    priority,
    status: "running",
    is_suspended: false,
    snapshot: "",
    variables: {},
    ...emptyTrail,
    started_at: unit.now,
    ended_at: null,
    error_code: null,
    error_message: null,
  };
}

/** What an instance that nobody called has instead of an inheritance. */
function orphan(id: string): Pick<InstanceRow, "root_id" | "business_key" | "title" | "customer" | "priority"> {
  return { root_id: id, business_key: null, title: null, customer: null, priority: null };
}

async function cancelCalled(unit: Unit, parent: Held, waitId: string): Promise<Given[]> {
  const child = await unit.called(parent, waitId);
  if (child === undefined) return [];
  return [{ held: child, command: { kind: "cancel" }, data: { reason: "caller" } }];
}

/** A called instance that ended, or threw an escalation nobody caught, tells its caller. */
async function tellParent(unit: Unit, held: Held, outcome: Outcome): Promise<Given[]> {
  const { parent_id: parentId, parent_wait_id: waitId } = held.row;
  if (parentId === null || waitId === null) return [];
  const parent = await unit.hold(parentId);
  const isWaiting = () => parent.waits.some((wait) => wait.id === waitId);
  const given: Given[] = [];
  const data = { childId: held.row.id };
  for (const effect of outcome.effects) {
    if (effect.kind !== "escalation" || !isWaiting()) continue;
    given.push({
      held: parent,
      command: {
        kind: "throwEscalation",
        waitId,
        escalationCode: effect.code,
        variables: effect.variables,
        called: outcome.value.variables,
      },
      data,
    });
  }
  const command = isWaiting() ? answerOf(outcome, waitId) : undefined;
  if (command !== undefined) given.push({ held: parent, command, data });
  return given;
}

function answerOf(outcome: Outcome, waitId: string): Command | undefined {
  const { ending, value } = outcome;
  if (ending === undefined || ending.kind === "cancelled") return undefined;
  if (ending.kind === "failed") {
    return {
      kind: "throwError",
      waitId,
      errorCode: ending.errorCode,
      message: ending.message,
      variables: value.variables,
    };
  }
  return { kind: "return", waitId, variables: value.variables };
}

/** The element a command was given to, which the trail names. */
function elementOf(waits: readonly Wait[], command: Command): JsonObject {
  if (!("waitId" in command)) return {};
  const wait = waits.find((open) => open.id === command.waitId);
  return wait === undefined ? {} : { elementId: wait.elementId };
}

/** Values up to this many characters stand in the trail; of larger ones it keeps size and hash. */
const inlineLimit = 16_000;

/** What the trail keeps of a command. */
function commandData(command: Command): JsonObject {
  const { kind: _, ...rest } = command;
  const text = JSON.stringify(rest);
  if (text.length <= inlineLimit) return JSON.parse(text) as JsonObject; // what JSON.stringify wrote of an object
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { ...("waitId" in command ? { waitId: command.waitId } : {}), characters: text.length, sha256 };
}
