import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Complaint } from "../base/refusal.ts";
import { scenarioShape } from "./shape.ts";
import type { CallAnswer, Expectation, JobAnswer, Ruling, ScenarioStep, Start } from "./shape.ts";
import type { z } from "zod";

/** A scenario as its file has it: one case of one process, played from the start with answers declared beforehand. */
export type Scenario = z.output<typeof scenarioShape>;

/** A text in both languages. */
export interface Texts {
  readonly de: string;
  readonly en: string;
}

/** A scenario that can be played: with what it takes over from those it extends. */
export interface Plan {
  readonly key: string;
  readonly process: string;
  readonly title: Texts;
  readonly start: Start;
  readonly clock: { readonly now: string; readonly timeZone: string };
  readonly calendars: Readonly<Record<string, Json>>;
  readonly participants: readonly string[];
  readonly jobs: Readonly<Record<string, readonly JobAnswer[]>>;
  readonly calls: Readonly<Record<string, readonly CallAnswer[]>>;
  readonly decisions: Readonly<Record<string, readonly Ruling[]>>;
  readonly steps: readonly ScenarioStep[];
  /** How many of the steps come from scenarios it extends. */
  readonly inherited: number;
  readonly expect: Expectation;
}

/** Where scenarios that say no instant begin: a Monday morning within opening hours. */
const defaultClock = { now: "2026-11-23T09:00:00+01:00", timeZone: "Europe/Vienna" };

/**
 * Reads a scenario file.
 *
 * @throws {Refusal} `scenario.shape` with the place of each mistake and what was expected there
 */
export function parseScenario(body: unknown): Scenario {
  const result = scenarioShape.safeParse(body);
  if (result.success) return result.data;
  const complaints = result.error.issues.flatMap((issue) => complaintsOf(issue));
  const [first] = complaints;
  throw new Refusal(
    "invalid",
    "scenario.shape",
    `Expected a scenario, but at ${first?.place}: ${first?.message}`,
    complaints,
  );
}

/** Of a choice between shapes that all fail, the complaint that came closest is the one that helps: the deepest. */
function complaintsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): Complaint[] {
  const path = [...above, ...issue.path];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) {
    return [{ place: `/${path.map(String).join("/")}`, code: "scenario.shape", message: messageOf(issue) }];
  }
  const branches = issue.errors.map((inner) => inner.flatMap((each) => complaintsOf(each, path)));
  return branches.toSorted((a, b) => closeness(b) - closeness(a))[0] ?? [];
}

function closeness(branch: readonly Complaint[]): number {
  const depth = Math.max(0, ...branch.map(({ place }) => place.split("/").length));
  return depth * 100 - branch.length;
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith("Expected")) return issue.message;
  if (issue.code === "unrecognized_keys")
    return `Expected members that a scenario has, but "${issue.keys.join('", "')}" is none`;
  if (issue.code === "invalid_union") return "Expected one of the kinds that there are, but it is none of them";
  if (issue.code === "invalid_type") return `Expected ${issue.expected}, but it is missing or something else`;
  return `Expected something else: ${issue.message}`;
}

/**
 * Puts a scenario together with those it extends, the most general one first: steps follow each other, answers and
 * verdicts of the special one stand in place of the general one's.
 *
 * @param others all scenarios of the same process
 * @throws {Refusal} `scenario.extends` one is missing or they go in a circle, `scenario.start` none says how it starts
 */
export function planOf(scenario: Scenario, others: readonly Scenario[]): Plan {
  const line = lineage(scenario, others);
  const last = <Value>(pick: (each: Scenario) => Value | undefined): Value | undefined =>
    line.map(pick).findLast((value) => value !== undefined);
  const merged = <Value>(pick: (each: Scenario) => Readonly<Record<string, Value>> | undefined) =>
    Object.assign({}, ...line.map((each) => pick(each) ?? {})) as Record<string, Value>; // records of Value each
  const start = last((each) => each.start);
  if (start === undefined)
    throw new Refusal(
      "invalid",
      "scenario.start",
      `Expected scenario ${scenario.key} to say how the process starts, but neither it nor one it extends does`,
    );
  const steps = line.flatMap((each) => each.steps);
  return {
    key: scenario.key,
    process: scenario.process,
    title: scenario.title,
    start,
    clock: last((each) => each.clock) ?? defaultClock,
    calendars: merged((each) => each.calendars),
    participants: [...new Set(line.flatMap((each) => each.participants ?? []))],
    jobs: merged((each) => each.jobs),
    calls: merged((each) => each.calls),
    decisions: merged((each) => each.decisions),
    steps,
    inherited: steps.length - scenario.steps.length,
    expect: scenario.expect ?? {},
  };
}

function lineage(scenario: Scenario, others: readonly Scenario[]): readonly Scenario[] {
  const line = [scenario];
  for (let at: Scenario = scenario; at.extends !== undefined;) {
    const { extends: base, process } = at;
    const found = others.find((other) => other.key === base && other.process === process);
    if (found === undefined) throw unknownBase(at, `there is no scenario ${base} of ${process}`);
    if (line.includes(found)) throw unknownBase(at, "they extend one another in a circle");
    line.unshift(found);
    at = found;
  }
  return line;
}

function unknownBase(scenario: Scenario, but: string): Refusal {
  return new Refusal("invalid", "scenario.extends", `Expected scenario ${scenario.key} to extend another, but ${but}`);
}
