import { getQuickJS, getQuickJSSync } from "quickjs-emscripten";
import type { QuickJSContext, QuickJSRuntime } from "quickjs-emscripten";
import { isObject } from "../../base/json.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import { exert } from "../effort.ts";
import type { Effort } from "../effort.ts";
import { BpmnError, Fault } from "../fault.ts";
import type { Variables } from "../model.ts";
import { prelude } from "./sandboxPrelude.ts";
import { SyntaxFault } from "./syntax.ts";

const MEMORY = 16 * 1024 * 1024;
const STACK = 256 * 1024;
/** The interpreter asks every ten thousand or so operations whether to go on; counted, so that it does not depend on the machine. */
const MOST_PAUSES = 2_000;
/** What a script and each such stretch of it take from what a command may compute, see `effort.ts`. */
const SCRIPT = 400;
const PAUSE = 300;
/** A net below the count, for operations that take long each (memory, regular expressions). Milliseconds. */
const LONGEST = 1_000;
/** What a script may give back, as JSON text. */
const MOST_OUTPUT = 1_000_000;

/** Loads the interpreter (WebAssembly). Afterwards scripts run synchronously. */
export async function loadSandbox(): Promise<void> {
  await getQuickJS();
}

/** What a script did. */
export interface ScriptOutcome {
  /** What it gave to `next`, else the value of its last statement. */
  readonly result: Json | undefined;
  /** Variables that it declared with `var`, assigned, or set through `execution.setVariable`. */
  readonly assigned: JsonObject;
  /** What it set of the user task that it listens to. */
  readonly task: JsonObject;
  /** Variables set through `execution.setVariableLocal`. */
  readonly local: JsonObject;
}

/**
 * Runs JavaScript in an interpreter of its own: no host objects, no network, no files, no clock but the command's, limits
 * on memory, stack, operations and output. Variables are globals.
 *
 * @throws {Fault} `engine.script` when it fails or reaches a limit
 * @throws {BpmnError} when it throws an object with an `errorCode`
 */
export function runScript(source: string, variables: Variables): ScriptOutcome {
  exert(variables.effort, SCRIPT);
  const runtime = getQuickJSSync().newRuntime({ memoryLimitBytes: MEMORY, maxStackSizeBytes: STACK });
  limit(runtime, variables.effort);
  const context = runtime.newContext();
  try {
    evaluate(context, prelude(variables));
    const result = evaluate(context, source);
    return read(
      evaluate(context, `__ablauf(${result === undefined ? "null" : JSON.stringify(JSON.stringify(result))})`),
    );
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

/** Looks whether a script can be read, without running it. @throws {SyntaxFault} */
export function checkScript(source: string): void {
  const runtime = getQuickJSSync().newRuntime({ memoryLimitBytes: MEMORY, maxStackSizeBytes: STACK });
  const context = runtime.newContext();
  try {
    const compiled = context.evalCode(source, "script.js", { compileOnly: true });
    if (!compiled.error) {
      compiled.value.dispose();
      return;
    }
    const reason: unknown = context.dump(compiled.error);
    compiled.error.dispose();
    throw new SyntaxFault(source, `Expected a script that can be read, but ${messageOf(reason)}.`);
  } finally {
    context.dispose();
    runtime.dispose();
  }
}

function limit(runtime: QuickJSRuntime, effort: Effort | undefined): void {
  let pauses = 0;
  const deadline = performance.now() + LONGEST;
  runtime.setInterruptHandler(() => {
    pauses += 1;
    if (effort) effort.left -= PAUSE;
    return (effort !== undefined && effort.left < 0) || pauses > MOST_PAUSES || performance.now() > deadline;
  });
}

function evaluate(context: QuickJSContext, source: string): unknown {
  const outcome = context.evalCode(source, "script.js", { type: "global" });
  if (outcome.error) {
    const thrown: unknown = context.dump(outcome.error);
    outcome.error.dispose();
    throw failure(thrown);
  }
  const value = plain(context, outcome.value);
  outcome.value.dispose();
  return value;
}

/** Takes a value out as JSON; what JSON cannot hold stays inside. */
function plain(context: QuickJSContext, handle: Parameters<QuickJSContext["dump"]>[0]): unknown {
  const kind = context.typeof(handle);
  if (kind === "undefined" || kind === "function" || kind === "symbol" || kind === "bigint") return undefined;
  if (kind !== "object") return context.dump(handle) as unknown;
  const stringify = context.unwrapResult(context.evalCode("JSON.stringify"));
  const text = context.callFunction(stringify, context.undefined, handle);
  stringify.dispose();
  if (text.error) {
    text.error.dispose();
    return undefined;
  }
  const json: unknown = context.dump(text.value);
  text.value.dispose();
  if (typeof json !== "string" || json.length > MOST_OUTPUT) return undefined;
  return JSON.parse(json) as unknown;
}

function failure(thrown: unknown): Error {
  if (isObject(thrown) && typeof thrown["errorCode"] === "string" && thrown["errorCode"] !== "") {
    return new BpmnError(thrown["errorCode"], messageOf(thrown));
  }
  return new Fault("engine.script", `Expected the script to run to its end, but ${messageOf(thrown)}.`);
}

function messageOf(thrown: unknown): string {
  if (!isObject(thrown)) return `it threw ${String(thrown)}`;
  const { name, message, errorCode } = thrown;
  const parts = [name, message ?? errorCode].filter((part): part is string => typeof part === "string" && part !== "");
  return parts.length > 0 ? parts.join(": ") : `it threw ${JSON.stringify(thrown).slice(0, 200)}`;
}

function read(outcome: unknown): ScriptOutcome {
  if (typeof outcome !== "string" || outcome.length > MOST_OUTPUT) {
    throw new Fault(
      "engine.script",
      `Expected at most ${MOST_OUTPUT} characters of variables, but the script gives more.`,
    );
  }
  const parsed: unknown = JSON.parse(outcome);
  if (!isObject(parsed)) return { result: undefined, assigned: {}, task: {}, local: {} };
  const { result, assigned, task, local } = parsed;
  return { result, assigned: own(assigned), task: own(task), local: own(local) };
}

function own(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
