import { z } from "zod";
import type { Json } from "../base/json.ts";

/** The words of a scenario file, each part as the schema that reads it. What they mean stands in processes/README.md. */

/** A JSON value as a scenario gives or expects it. Texts that begin with `=` are FEEL where something is given. */
const json = z.json() as z.ZodType<Json>; // zod's JSON differs from ours in that its arrays are not readonly
const name = z.string().min(1).max(200);
/** An element: its id in the scenario's process, or `process/id` in another one that takes part. */
const element = z.string().regex(/^([\w.-]+\/)?[\w.-]+$/, "Expected an element id, or process/element");
const instant = z.iso.datetime({ offset: true, error: "Expected an instant such as 2026-11-23T09:00:00+01:00" });
const duration = z
  .string()
  .regex(/^P(?!$)(\d+[YMWD])*(\d+BD)?(T(\d+(\.\d+)?[HMS])+)?$/, "Expected an ISO 8601 duration such as PT4H or P3BD");
const texts = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });
const variables = z.record(z.string(), json);
const times = z.int().positive().max(100_000).optional();
const when = z.string().min(1).max(2_000).optional();
const errorAnswer = z.strictObject({ code: name, message: z.string().max(2_000).optional() });

/** When an answer is given: at this element only, when this FEEL holds over the input, this many times. */
const condition = { element: element.optional(), when, times };

const jobAnswer = z.union([
  z.strictObject({ ...condition, variables: variables }),
  z.strictObject({ ...condition, error: errorAnswer, variables: variables.optional() }),
  z.strictObject({ ...condition, failure: z.string().min(1) }),
  z.strictObject({ ...condition, open: z.literal(true) }),
]);

const callAnswer = z.union([
  z.strictObject({ ...condition, variables: variables }),
  z.strictObject({ ...condition, error: errorAnswer, variables: variables.optional() }),
  z.strictObject({ ...condition, open: z.literal(true) }),
]);

const ruling = z.union([
  z.strictObject({ ...condition, verdict: json }),
  z.strictObject({ ...condition, facts: variables }),
]);

const start = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("none"),
    element: element.optional(),
    businessKey: name.optional(),
    variables: variables.default({}),
  }),
  z.strictObject({
    kind: z.literal("message"),
    name,
    key: z.string().optional(),
    businessKey: name.optional(),
    variables: variables.default({}),
  }),
  z.strictObject({ kind: z.literal("signal"), name, variables: variables.default({}) }),
]);

const actor = z.union([name, z.strictObject({ login: name, roles: z.array(name).max(50).default([]) })]);

const expectation = z.strictObject({
  state: z.enum(["running", "completed", "terminated", "cancelled", "failed"]).optional(),
  /** The code of the error that nothing caught. */
  error: name.optional(),
  /** The end events that were reached, each once per arrival, in any order. */
  ends: z.array(element).optional(),
  visited: z.array(element).optional(),
  notVisited: z.array(element).optional(),
  inOrder: z.array(element).optional(),
  counts: z.record(element, z.int().nonnegative()).optional(),
  /** Instances by process. */
  instances: z.record(name, z.int().nonnegative()).optional(),
  /** Variables of the process scope by dotted path. */
  variables: z.record(z.string(), json).optional(),
  decisions: z
    .array(
      z.strictObject({
        ruleSet: name,
        element: element.optional(),
        rows: z.array(z.string()).optional(),
        verdict: json.optional(),
        facts: json.optional(),
      }),
    )
    .optional(),
  /** All tasks that are open, in any order. */
  tasks: z
    .array(
      z.strictObject({
        element,
        assignee: z.union([name, z.null()]).optional(),
        candidateGroups: z.array(name).optional(),
        dueAt: z.union([instant, z.null()]).optional(),
        formKey: name.optional(),
        priority: z.number().optional(),
        input: json.optional(),
      }),
    )
    .optional(),
  /** Elements at which anything but a called process is waited for, in any order. */
  waiting: z.array(element).optional(),
  /** Timers by element and the instant they are due. */
  timers: z.record(element, instant).optional(),
  messages: z
    .array(z.strictObject({ name, key: z.string().optional(), variables: json.optional(), count: z.int().optional() }))
    .optional(),
  signals: z.array(name).optional(),
  /** Rendered mails (`mail.send`) and notices (`notify.users`). */
  mails: z
    .array(
      z.strictObject({
        template: name,
        to: json.optional(),
        language: z.enum(["de", "en"]).optional(),
        subject: z.string().optional(),
        contains: z.array(z.string()).optional(),
        count: z.int().nonnegative().optional(),
      }),
    )
    .optional(),
  jobs: z
    .array(
      z.strictObject({
        type: name,
        element: element.optional(),
        input: json.optional(),
        count: z.int().nonnegative().optional(),
      }),
    )
    .optional(),
  /** Places that cannot go on. Any that is not expected is a deviation. */
  faults: z.array(z.strictObject({ element, code: name.optional() })).optional(),
});

const said = { note: texts.optional(), at: instant.optional() };

export const step = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("complete"),
    element,
    as: actor.optional(),
    variables: variables.default({}),
    where: json.optional(),
    ...said,
  }),
  z.strictObject({
    do: z.literal("publish"),
    name,
    key: z.string().optional(),
    businessKey: name.optional(),
    variables: variables.default({}),
    ...said,
  }),
  z.strictObject({ do: z.literal("signal"), name, variables: variables.default({}), ...said }),
  z.strictObject({ do: z.literal("fire"), element, ...said }),
  z.strictObject({ do: z.literal("advance"), by: duration, ...said }),
  z.strictObject({ do: z.literal("until"), to: instant, note: texts.optional() }),
  z.strictObject({ do: z.literal("job"), element, answer: jobAnswer, ...said }),
  z.strictObject({ do: z.literal("return"), element, answer: callAnswer, ...said }),
  z.strictObject({
    do: z.literal("throw"),
    element,
    error: errorAnswer.optional(),
    escalation: name.optional(),
    variables: variables.default({}),
    ...said,
  }),
  z.strictObject({ do: z.literal("set"), variables, process: name.optional(), ...said }),
  z.strictObject({ do: z.literal("retry"), element, ...said }),
  z.strictObject({
    do: z.literal("activate"),
    element,
    elements: z.array(name).min(1),
    variables: variables.optional(),
    ...said,
  }),
  z.strictObject({ do: z.literal("completeAdHoc"), element, ...said }),
  z.strictObject({ do: z.literal("cancel"), process: name.optional(), ...said }),
  z.strictObject({ do: z.literal("expect"), expect: expectation, ...said }),
]);

const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema.transform((one) => [one]), z.array(schema).max(1_000)]);

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, "Expected a key of small letters, digits and -");

/** A scenario as its file has it. */
export const scenarioShape = z.strictObject({
  key,
  /** Where it was published; says nothing about what is played. */
  version: z.int().positive().optional(),
  process: name,
  title: texts,
  description: texts.optional(),
  extends: key.optional(),
  abstract: z.boolean().optional(),
  start: start.optional(),
  clock: z.strictObject({ now: instant, timeZone: name.default("Europe/Vienna") }).optional(),
  calendars: z.record(name, json).optional(),
  participants: z.array(name).max(50).optional(),
  jobs: z.record(name, oneOrMore(jobAnswer)).optional(),
  calls: z.record(name, oneOrMore(callAnswer)).optional(),
  decisions: z.record(name, oneOrMore(ruling)).optional(),
  steps: z.array(step).max(10_000).default([]),
  expect: expectation.optional(),
});

export type JobAnswer = z.output<typeof jobAnswer>;
export type CallAnswer = z.output<typeof callAnswer>;
export type Ruling = z.output<typeof ruling>;
export type Start = z.output<typeof start>;
export type Performer = z.output<typeof actor>;
export type Expectation = z.output<typeof expectation>;
export type ScenarioStep = z.output<typeof step>;
export type StepOf<Do extends ScenarioStep["do"]> = Extract<ScenarioStep, { do: Do }>;
