import test from "ava";
import { compile } from "../../engine/compile.ts";
import type { Node } from "../../engine/model.ts";
import { Generator, random } from "../../engine/randomModels.ts";
import { epoch } from "../../engine/testing.ts";
import type { Definition } from "../../engine/types.ts";
import { explore } from "./explore.ts";
import { netOf } from "./net.ts";
import { reduce } from "./reduce.ts";
import { soundness } from "./soundness.ts";

/**
 * Random models that are sound by construction have no finding. Spoiled ones are judged twice more: by running every net
 * whole, without the reductions, and by the kernel, which must not get stuck where lint sees nothing.
 */

const mixes: readonly (readonly string[])[] = [
  ["XOR", "SEQ", "TASK"],
  ["AND", "SEQ", "TASK"],
  ["AND", "XOR", "SEQ", "TASK"],
  ["AND", "LOOP", "SEQ", "TASK"],
  ["OR", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "TASK"],
  ["AND", "XOR", "OR", "LOOP", "SEQ", "SUB", "MI", "SEQMI", "TASK"],
];

async function definitionOf(xml: string): Promise<Definition> {
  const { definitions, problems } = await compile(xml);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!definitions[0] || errors.length > 0) throw new Error(`${JSON.stringify(errors)} in ${xml}`);
  return definitions[0];
}

function scopes({ model }: Definition): readonly Node[] {
  return [...model.nodes.values()].filter(({ spec }) => spec.kind === "scope");
}

function findings(definition: Definition): readonly string[] {
  return scopes(definition)
    .flatMap((scope) => soundness(scope, new Map()))
    .map(({ code, elementId }) => `${code} ${elementId}`);
}

for (const [index, kinds] of mixes.entries()) {
  test(`sound random models of ${kinds.join(", ")} have no finding`, async (t) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const xml = new Generator(20_000 + index * 1_000 + seed, kinds).model();
      t.deepEqual(findings(await definitionOf(xml)), [], xml);
    }
  });
}

/** Makes one gateway of a model another one. */
function spoiled(xml: string, chance: () => number): string {
  const gateways = [...xml.matchAll(/<bpmn:(\w+)Gateway id="((?:split|join|merge|again)\d+)"/g)];
  const chosen = gateways[Math.floor(chance() * gateways.length)];
  if (!chosen) return xml;
  const [, kind = "", id = ""] = chosen;
  const others = ["exclusive", "parallel"].filter((other) => other !== kind);
  const other = others[Math.floor(chance() * others.length)] ?? "exclusive";
  const changed = xml.replace(`<bpmn:${kind}Gateway id="${id}"`, `<bpmn:${other}Gateway id="${id}"`);
  return other === "parallel" ? withoutConditions(changed, id) : changed;
}

/** A parallel gateway has neither conditions nor a default. */
function withoutConditions(xml: string, id: string): string {
  return xml
    .replace(new RegExp(`(<bpmn:parallelGateway id="${id}") default="\\w+"`), "$1")
    .replace(
      new RegExp(
        `(sourceRef="${id}" targetRef="\\w+">)<bpmn:conditionExpression>[^<]*</bpmn:conditionExpression>`,
        "g",
      ),
      "$1",
    );
}

/** How an instance ends when its tasks are done in a random order: stuck means that tokens are left and nothing waits. */
function played(definition: Definition, chance: () => number): "stuck" | "other" {
  let outcome = definition.advance(undefined, { kind: "start", variables: {} }, epoch);
  for (let step = 0; step < 300 && !outcome.ending; step += 1) {
    const wait = outcome.waits[Math.floor(chance() * outcome.waits.length)];
    if (!wait) return "stuck";
    if (wait.kind !== "task") return "other";
    outcome = definition.advance(outcome.value, { kind: "completeTask", waitId: wait.id, variables: {} }, epoch);
  }
  return "other";
}

/** Judges a model by its nets as they are. Those too large for that are not judged. */
function judgedWhole(definition: Definition): { isStuck: boolean; isMeeting: boolean } | undefined {
  const walks = scopes(definition).map((scope) => explore(netOf(scope)!)); // a scope without quantities has a net
  if (walks.some(({ isComplete }) => !isComplete)) return undefined;
  return {
    isStuck: walks.some(({ stuck }) => stuck.size > 0),
    isMeeting: walks.some(({ meeting }) => meeting.size > 0),
  };
}

test("spoiled random models are found out: as often as by running them whole, and always when the kernel gets stuck", async (t) => {
  const chance = random(4_711);
  const seen = { models: 0, unsound: 0, judged: 0, kernelStuck: 0 };
  for (let seed = 1; seed <= 700; seed += 1) {
    const kinds = mixes[seed % mixes.length] ?? [];
    const xml = spoiled(new Generator(50_000 + seed, kinds).model(), chance);
    const definition = await definitionOf(xml);
    const found = scopes(definition).map((scope) => explore(reduce(netOf(scope)!))); // as above
    const isStuck = found.some(({ stuck }) => stuck.size > 0);
    const isMeeting = found.some(({ meeting }) => meeting.size > 0);
    seen.models += 1;
    if (isStuck || isMeeting) seen.unsound += 1;

    const whole = judgedWhole(definition);
    if (whole) {
      seen.judged += 1;
      // tokens too many are left at a join in the end; what is to be told is where they came to be too many
      t.is(isMeeting, whole.isMeeting, xml);
      if (!isMeeting) t.is(isStuck, whole.isStuck, xml);
    }
    const kernel = played(definition, chance);
    if (kernel === "stuck") {
      seen.kernelStuck += 1;
      t.true(isStuck || isMeeting, `the kernel gets stuck in ${xml}`);
    }
  }
  t.log(JSON.stringify(seen));
  t.true(seen.unsound > 150 && seen.judged > 600 && seen.kernelStuck > 50, JSON.stringify(seen));
});

test("what the reductions leave of structured models is next to nothing", async (t) => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const definition = await definitionOf(
      new Generator(90_000 + seed, ["AND", "XOR", "OR", "LOOP", "SEQ", "TASK"]).model(),
    );
    for (const scope of scopes(definition)) t.true(reduce(netOf(scope)!).moves.length <= 3); // a scope without quantities has a net
  }
});
