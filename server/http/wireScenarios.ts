import { z } from "zod";

/** What goes over the wire about scenarios; see wire.ts for the rules. What a scenario is made of stands in processes/README.md. */

const texts = z.object({ de: z.string(), en: z.string() });
const parts = (what: string) => z.record(z.string().max(200), z.unknown()).optional().describe(what);

export const runScenarios = z.object({
  bundle: z
    .object({
      processes: z.record(z.string().max(200), z.string()).optional().describe("BPMN 2.0 XML by process key"),
      ruleSets: parts("Rule sets by key"),
      forms: parts("Forms by key"),
      templates: parts('{"de": "…", "en": "…"} by key'),
    })
    .optional()
    .describe("Stands in front of the draft and of what is published"),
  draftId: z.uuid().optional().describe("Play with what this draft changes"),
  definitionId: z.uuid().optional().describe("Play with this version of a process"),
  scenarios: z
    .array(z.unknown())
    .max(2_000)
    .optional()
    .describe("Stand in front of those of the draft and of what is published"),
  processes: z.array(z.string().max(200)).max(500).optional().describe("Play the scenarios of these processes only"),
  keys: z.array(z.string().max(100)).max(2_000).optional().describe("Play these scenarios only"),
});

const counts = z.record(z.string(), z.number().int());
const share = { total: z.number().int(), covered: z.number().int(), percent: z.number() };
const counted = z.object({ ...share, counts, missed: z.array(z.string()) });
const deviation = z.object({
  code: z.string(),
  step: z.number().int().optional(),
  place: z.string().describe("JSON pointer into the scenario"),
  message: texts,
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
});
const groups = z.record(z.string(), counts);

export const scenarioReport = z.object({
  key: z.string(),
  process: z.string(),
  title: texts,
  passed: z.boolean(),
  deviations: z.array(deviation),
  log: z.array(
    z.object({
      step: z.number().int().describe("From 0; -1 is the start"),
      at: z.string().describe("ISO 8601, UTC"),
      code: z.string(),
      process: z.string(),
      elementId: z.string().optional(),
      message: texts,
      detail: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  covered: z.object({ elements: groups, flows: groups, rows: groups }),
  path: z.array(z.string()),
  waiting: z.array(z.string()),
});

export const scenarioSuite = z.object({
  passed: z.number().int(),
  failed: z.number().int(),
  reports: z.array(scenarioReport),
  coverage: z.array(
    z.object({
      process: z.string(),
      elements: counted,
      flows: counted,
      rules: z.record(z.string(), counted),
      rows: z.object(share),
    }),
  ),
});

export const recordScenario = z.object({
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,99}$/)
    .optional(),
  title: z.object({ de: z.string().min(1).max(200), en: z.string().min(1).max(200) }).optional(),
});

export const recordedScenario = z.object({
  scenario: z.unknown(),
  report: scenarioReport,
  gaps: z.array(texts).describe("What of the run the scenario could not take over"),
});

export type ScenarioSuite = z.infer<typeof scenarioSuite>;
export type RecordedScenario = z.infer<typeof recordedScenario>;
