import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Instance, InstancePage, LeasedJob } from "../../http/wire.ts";
import { Refused } from "./client.ts";
import { Play } from "./play.ts";
import type { Done } from "./play.ts";
import type { Guest, Stage } from "./stage.ts";
import type { Test } from "./test.ts";

/** A test of the token form: processes write a log by script tasks, and the log is compared. */
export interface TokenTest {
  readonly id: string;
  readonly group?: string;
  readonly construct?: string;
  readonly feature?: string;
  readonly neutral: string;
  readonly processId: string;
  readonly cases: readonly TokenCase[];
}

interface TokenCase {
  readonly n: number;
  readonly variables: Record<string, unknown>;
  readonly startAlso?: readonly string[];
  readonly observeAfterMs?: number;
  readonly expected: { readonly tokens: readonly string[] };
  readonly derived?: { readonly endState?: string };
}

/** Each case of a token test is a test. */
export function tokenTests(folder: string, test: TokenTest): Test[] {
  const features = [`${test.group ?? "tokens"}: ${test.construct ?? test.feature ?? test.processId}`];
  return test.cases.map((each) => ({
    id: test.cases.length === 1 ? test.id : `${test.id}#${each.n}`,
    features,
    run: (stage) => runCase(stage, path.join(folder, test.neutral), test.processId, each),
  }));
}

async function runCase(stage: Stage, file: string, processId: string, given: TokenCase): Promise<string | undefined> {
  const guest = await stage.admit();
  try {
    const log = await play(stage, guest, { file, processId, given });
    return compare(log, given);
  } finally {
    await guest.leave();
  }
}

interface Log {
  readonly lines: readonly string[];
  readonly endState: "completed" | "stuck";
  readonly notes: readonly string[];
}

async function play(
  stage: Stage,
  guest: Guest,
  what: { file: string; processId: string; given: TokenCase },
): Promise<Log> {
  const { file, processId, given } = what;
  const script = new Script();
  const player = new Play(stage, guest, (job) => script.perform(job, player));
  try {
    await player.client.send("/api/definitions", await readFile(file));
  } catch (error) {
    if (error instanceof Refused && error.status < 500)
      return { lines: ["ERROR_deployment"], endState: "completed", notes: [error.message] };
    throw error;
  }
  for (const processKey of [processId, ...(given.startAlso ?? [])]) {
    await player.client.post("/api/instances", { processKey, variables: given.variables });
  }
  await player.advance(given.observeAfterMs ?? 0);
  return read(player, script.lines);
}

/** The log, with a line for each instance that could not go on or died of an error event. */
async function read(player: Play, lines: readonly string[]): Promise<Log> {
  const { items } = await player.client.get<InstancePage>("/api/instances?withCalled=true&limit=200");
  const errors: string[] = [];
  const notes: string[] = [];
  for (const { id } of items) {
    const instance = await player.client.get<Instance>(`/api/instances/${id}`);
    if (instance.status === "failed" && instance.parentId === null) errors.push("ERROR_thrownErrorEvent");
    if (instance.faultList.length > 0) errors.push("ERROR_runtime");
    notes.push(...instance.faultList.map((fault) => `${fault.elementId} ${fault.code}: ${fault.message}`));
    if (instance.errorCode !== null) notes.push(`error ${instance.errorCode}`);
  }
  const endState = items.some((each) => each.status === "running") ? "stuck" : "completed";
  return { lines: [...lines, ...errors], endState, notes };
}

function compare({ lines, endState, notes }: Log, { expected, derived }: TokenCase): string | undefined {
  const wanted = expected.tokens.toSorted();
  const isAnyError = wanted.length === 1 && wanted[0] === "ERROR";
  const found = lines
    .map((line) => (isAnyError && /^ERROR_(deployment|runtime)$/.test(line) ? "ERROR" : line))
    .toSorted();
  const why = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
  if (wanted.join("\n") !== found.join("\n"))
    return `expected [${wanted.join(", ")}], found [${found.join(", ")}]${why}`;
  if (derived?.endState !== undefined && derived.endState !== endState)
    return `expected to be ${derived.endState}, but it is ${endState}${why}`;
  return undefined;
}

/** Does what the script tasks of the neutral files say, and keeps their log. */
class Script {
  readonly lines: string[] = [];
  readonly #spans: { readonly name: string; readonly from: number; readonly to: number }[] = [];

  async perform(job: LeasedJob, player: Play): Promise<Done> {
    const source = job.headers["script"];
    if (source === undefined) return { kind: "complete", variables: {} };
    return this.#run(
      source.split(";").map((line) => line.trim().split(/\s+/)),
      job.input,
      player,
    );
  }

  async #run(statements: readonly (readonly string[])[], given: Record<string, unknown>, player: Play): Promise<Done> {
    const variables: Record<string, unknown> = {};
    for (const [index, [verb = "", ...words]] of statements.entries()) {
      if (verb === "THROW") return { kind: "error", errorCode: words[0] ?? "" };
      if (verb === "WAIT" || verb === "SPAN") {
        const at = new Date(player.now.getTime() + Number(words.at(-1)));
        if (verb === "SPAN") this.#span(words[0] ?? "", player.now.getTime(), at.getTime());
        return {
          kind: "later",
          at,
          resume: () => this.#run(statements.slice(index + 1), { ...given, ...variables }, player),
        };
      }
      this.#do(verb, words, { ...given, ...variables }, variables);
    }
    return { kind: "complete", variables };
  }

  #do(verb: string, words: readonly string[], seen: Record<string, unknown>, written: Record<string, unknown>): void {
    const [first = "", second = "", third = ""] = words;
    switch (verb) {
      case "":
      case "NOOP":
        return;
      case "LOG":
        this.lines.push(first);
        return;
      case "LOG_ONCE":
        if (!this.lines.includes(first)) this.lines.push(first);
        return;
      case "SET":
        written[first] = JSON.parse(second);
        return;
      case "LOG_IF":
        if (seen[first] === JSON.parse(second)) this.lines.push(third);
        return;
      case "INC":
        written[first] = Number(seen[first] ?? 0) + 1;
        return;
      default:
        throw new Error(`a script says ${verb}, which this runner does not know`);
    }
  }

  #span(name: string, from: number, to: number): void {
    const overlaps = this.#spans.some((other) => other.name !== name && other.from < to && from < other.to);
    if (overlaps && !this.lines.includes("EXECUTION_parallel")) this.lines.push("EXECUTION_parallel");
    this.#spans.push({ name, from, to });
  }
}
