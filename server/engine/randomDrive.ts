import { isDeepStrictEqual } from "node:util";
import { compile } from "./compile.ts";
import { Generator, random } from "./randomModels.ts";
import { epoch } from "./testing.ts";
import type { Definition, Outcome } from "./types.ts";

/** For tests: random models driven in random order, see `random.test.ts`. */

/** Mixes of blocks; each finds other mistakes. */
export const mixes: readonly (readonly string[])[] = [
  ["XOR", "SEQ", "TASK"],
  ["AND", "SEQ", "TASK"],
  ["AND", "XOR", "SEQ", "TASK"],
  ["AND", "LOOP", "SEQ", "TASK"],
  ["OR", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "TASK"],
  ["AND", "SUB", "MI", "SEQMI", "LOOP", "XOR", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"],
  ["ERR", "ESC", "AND", "LOOP", "SEQ", "TASK"],
  ["ERRSUB", "ESCSUB", "COMP", "AND", "MI", "SEQ", "TASK"],
  ["ERR", "ESC", "ERRSUB", "ESCSUB", "COMP", "AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"],
];

/**
 * Drives one random model to its end, twice: with its value stored and read again at every step, and kept alive. Tells
 * what is wrong with it: a task done more or less often than its blocks say, an end that is not reached exactly once, or a
 * difference between the two.
 */
export async function judge(seed: number, kinds: readonly string[]): Promise<string | undefined> {
  const generator = new Generator(seed, kinds);
  const xml = generator.model();
  const { definitions, problems } = await compile(xml);
  const errors = problems.filter((problem) => problem.severity === "error");
  const [definition] = definitions;
  if (!definition || errors.length > 0) return `${JSON.stringify(errors)} in ${xml}`;
  const stored = drive(definition, random(seed), true);
  const live = drive(definition, random(seed), false);
  const expected = new Map([...generator.expected].filter(([, times]) => times > 0));
  if (!isDeepStrictEqual(stored.done, expected))
    return `expected ${told(expected)}, but ${told(stored.done)} (${stored.ending}) in ${xml}`;
  if (stored.ending !== "completed") return `${stored.ending} in ${xml}`;
  if (stored.ends !== 1) return `${stored.ends} ends in ${xml}`;
  return isDeepStrictEqual(live, stored) ? undefined : `stored and live instances differ in ${xml}`;
}

function told(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([id, times]) => `${id}: ${times}`).join(", ");
}

interface Drive {
  readonly done: ReadonlyMap<string, number>;
  readonly ending: string;
  readonly ends: number;
}

function drive(definition: Definition, chance: () => number, isStored: boolean): Drive {
  const done = new Map<string, number>();
  let outcome = definition.advance(undefined, { kind: "start", variables: {} }, epoch);
  let ends = endsIn(outcome);
  for (let step = 0; step < 2_000 && !outcome.ending; step += 1) {
    const wait = outcome.waits[Math.floor(chance() * outcome.waits.length)];
    if (wait?.kind !== "task")
      return { done, ending: `stuck at ${JSON.stringify(wait)} ${outcome.value.snapshot}`, ends };
    done.set(wait.elementId, (done.get(wait.elementId) ?? 0) + 1);
    outcome = complete(definition, outcome, wait.id, isStored);
    ends += endsIn(outcome);
  }
  return { done, ending: outcome.ending?.kind ?? "endless", ends };
}

function complete(definition: Definition, before: Outcome, waitId: string, isStored: boolean): Outcome {
  const value = isStored ? (JSON.parse(JSON.stringify(before.value)) as Outcome["value"]) : before.value; // a value once more
  const after = definition.advance(value, { kind: "completeTask", waitId, variables: {} }, epoch);
  const ids = new Set(before.waits.map((wait) => wait.id).filter((id) => !after.closed.includes(id)));
  for (const wait of after.opened) ids.add(wait.id);
  const changed = sorted([...ids]);
  const listed = sorted(after.waits.map((wait) => wait.id));
  if (changed !== listed) throw new Error(`Expected the difference to lead to ${listed}, but it leads to ${changed}.`);
  if (isStored && JSON.stringify(definition.waits(after.value)) !== JSON.stringify(after.waits)) {
    throw new Error("Expected the waits of the value to be those of the outcome, but they differ.");
  }
  return after;
}

function sorted(ids: readonly string[]): string {
  return ids.toSorted((a, b) => Number(a) - Number(b)).join();
}

function endsIn(outcome: Outcome): number {
  return outcome.facts.filter((fact) => fact.type === "element.completed" && fact.elementId === "end").length;
}
