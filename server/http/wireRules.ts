import { z } from "zod";

/**
 * What goes over the wire about rule sets: checks, tests, explanations, impact runs, merges, DMN; see wire.ts for the rules.
 * A rule set's own form is told by `parseRuleSet`, which refuses with the place of each mistake; here it is any JSON object.
 */

const instant = z.string().datetime().describe("ISO 8601, UTC");
const labels = z.object({ de: z.string(), en: z.string() });
const facts = z.record(z.string(), z.json());
const body = z.record(z.string(), z.json()).describe("A rule set");
const verdict = z.unknown().describe("Outputs, a list of them, or null");
const place = z.object({
  row: z.string().optional(),
  column: z.string().optional(),
  test: z.string().optional(),
  pointer: z.string().optional(),
});

/** A published rule set, the newest version or a named one. */
export const ruleSet = z.object({ key: z.string(), version: z.number().int(), body, sha256: z.string(), at: instant });
/** Which rule set is meant: a body, a draft's part, or (with neither) the newest version that is published. */
const given = { body: body.optional(), draftId: z.uuid().optional() };
export const givenRuleSet = z.strictObject(given);

export const finding = z.object({
  severity: z.enum(["error", "warning", "hint"]),
  place,
  code: z.string(),
  message: labels,
  rows: z.array(z.string()).optional(),
  facts: facts.optional(),
});
export const findings = z.object({ items: z.array(finding) });

export const runTests = z.strictObject(given);
export const testRun = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      name: labels,
      passed: z.boolean(),
      verdict,
      rows: z.array(z.string()),
      refused: z.string().optional(),
      message: labels.optional(),
    }),
  ),
  passed: z.number().int(),
  failed: z.number().int(),
  coverage: z.object({
    rows: z.array(z.object({ id: z.string(), tests: z.number().int() })),
    default: z.number().int().nullable(),
    covered: z.number().int(),
    total: z.number().int(),
  }),
});

/** The least that would have led to another verdict. */
export const smallestChange = z.object({
  changes: z.array(z.object({ input: z.string(), from: z.unknown(), to: z.unknown() })),
  verdict,
  rows: z.array(z.string()),
  isSmallest: z.boolean(),
  message: labels,
});
export const explain = z.strictObject({
  ...given,
  facts,
  wanted: facts.optional().describe("Outputs that the smallest change shall lead to; without, any other verdict"),
});
export const explanation = z.object({
  key: z.string(),
  version: z.number().int(),
  hitPolicy: z.string(),
  facts,
  verdict,
  rows: z.array(
    z.object({
      id: z.string(),
      fired: z.boolean(),
      hit: z.boolean(),
      conditions: z.array(
        z.object({ input: z.string(), expected: z.unknown(), actual: z.unknown(), holds: z.boolean() }),
      ),
      where: z.unknown().optional().describe("The further condition with what of it holds"),
      then: facts,
      note: labels.optional(),
      reason: labels,
    }),
  ),
  smallestChange: smallestChange.nullable(),
});

export const startImpact = z.strictObject({
  ...given,
  last: z.number().int().min(1).max(100_000).default(10_000).describe("How many decisions, the newest first"),
});
export const startedImpact = z.object({ id: z.string(), total: z.number().int() });
export const impact = z.object({
  id: z.string(),
  ruleSetKey: z.string(),
  draftId: z.string().nullable(),
  state: z.enum(["running", "done", "cancelled", "failed"]),
  total: z.number().int(),
  done: z.number().int(),
  counts: z.object({
    same: z.number().int(),
    otherRow: z.number().int(),
    changed: z.number().int(),
    refused: z.number().int(),
    unreplayable: z.number().int(),
    verdicts: z.array(z.object({ verdict, before: z.number().int(), after: z.number().int() })),
  }),
  message: z.string().nullable(),
  actor: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export const impactList = z.object({ items: z.array(impact) });
export const impactFindings = z.object({
  items: z.array(
    z.object({
      kind: z.enum(["changed", "refused", "unreplayable"]),
      decisionId: z.string(),
      instanceId: z.string().nullable(),
      elementId: z.string().nullable(),
      businessKey: z.string().nullable(),
      decidedAt: instant,
      ruleSetVersion: z.number().int(),
      facts,
      before: z.object({ verdict, rows: z.array(z.string()) }),
      after: z.object({ verdict, rows: z.array(z.string()) }).nullable(),
      code: z.string().nullable(),
      message: labels.nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

const choice = z.enum(["ours", "theirs"]);
const ruleSetPlace = z.object({
  part: z.string(),
  row: z.string().optional(),
  column: z.string().optional(),
  test: z.string().optional(),
  detail: z.string().optional(),
});
export const compare = z.strictObject({ before: body, after: body });
export const difference = z.object({
  changes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["added", "removed", "changed", "moved"]),
      place: ruleSetPlace,
      before: z.unknown().optional(),
      after: z.unknown().optional(),
      message: labels,
    }),
  ),
  rows: z.object({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.string()),
    moved: z.array(z.string()),
  }),
});
export const merge = z.strictObject({
  base: body,
  ours: body,
  theirs: body,
  resolutions: z.record(z.string(), choice).default({}),
});
export const merged = z.object({
  merged: body,
  conflicts: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["changed", "deletedByOurs", "deletedByTheirs", "order", "addedTogether"]),
      place: ruleSetPlace,
      base: z.unknown().optional(),
      ours: z.unknown().optional(),
      theirs: z.unknown().optional(),
      choice: choice.optional(),
      message: labels,
    }),
  ),
  open: z.array(z.string()),
  renamed: z.array(z.object({ part: z.enum(["rows", "tests"]), side: choice, from: z.string(), to: z.string() })),
});

/** What a DMN file held: bodies to put into drafts, what could not be taken over, and what the static checks say. */
export const readDmn = z.object({
  ruleSets: z.array(z.object({ body, findings: z.array(finding), checks: z.array(finding) })),
  findings: z.array(finding),
});

export type ReadDmn = z.infer<typeof readDmn>;
export type RuleFinding = z.infer<typeof finding>;
export type RuleTestRun = z.infer<typeof testRun>;
export type RuleExplanation = z.infer<typeof explanation>;
export type SmallestChange = z.infer<typeof smallestChange>;
export type Impact = z.infer<typeof impact>;
export type ImpactFindings = z.infer<typeof impactFindings>;
export type RuleSetDifference = z.infer<typeof difference>;
export type RuleSetMerged = z.infer<typeof merged>;
