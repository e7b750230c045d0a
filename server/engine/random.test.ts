import test from "ava";
import { compile } from "./compile.ts";
import { Generator, random } from "./randomModels.ts";
import { epoch } from "./testing.ts";
import type { Definition, Outcome } from "./types.ts";

/**
 * Random models driven in random order: every task must be done exactly as often as the blocks say, and the instance must
 * come to its end.
 */

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
  const told = sorted([...ids]);
  const listed = sorted(after.waits.map((wait) => wait.id));
  if (told !== listed) throw new Error(`Expected the difference to lead to ${listed}, but it leads to ${told}.`);
  if (isStored && JSON.stringify(definition.waits(after.value)) !== JSON.stringify(after.waits)) {
    throw new Error("Expected the waits of the value to be those of the outcome, but they differ.");
  }
  return after;
}

function sorted(ids: readonly string[]): string {
  return ids.toSorted((a, b) => Number(a) - Number(b)).join();
}

function byName(counts: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  return counts.toSorted(([a], [b]) => a.localeCompare(b));
}

function endsIn(outcome: Outcome): number {
  return outcome.facts.filter((fact) => fact.type === "element.completed" && fact.elementId === "end").length;
}

const mixes: readonly (readonly string[])[] = [
  ["XOR", "SEQ", "TASK"],
  ["AND", "SEQ", "TASK"],
  ["AND", "XOR", "SEQ", "TASK"],
  ["AND", "LOOP", "SEQ", "TASK"],
  ["OR", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "TASK"],
  ["AND", "SUB", "MI", "SEQMI", "LOOP", "XOR", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"],
];

for (const [index, kinds] of mixes.entries()) {
  test(`random models of ${kinds.join(", ")} do every task as often as their blocks say`, async (t) => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const generator = new Generator(index * 1_000 + seed, kinds);
      const xml = generator.model();
      const { definitions, problems } = await compile(xml);
      const errors = problems.filter((problem) => problem.severity === "error");
      const [definition] = definitions;
      if (!definition || errors.length > 0) return t.fail(`${JSON.stringify(errors)} in ${xml}`);

      const stored = drive(definition, random(seed), true);
      const live = drive(definition, random(seed), false);

      const expected = byName([...generator.expected].filter(([, times]) => times > 0));
      t.deepEqual(byName([...stored.done]), expected, xml);
      t.is(stored.ending, "completed", xml);
      t.is(stored.ends, 1, xml);
      t.deepEqual(live, stored, "stored and live instances do the same");
    }
    return undefined;
  });
}
