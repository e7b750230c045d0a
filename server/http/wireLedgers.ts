import { z } from "zod";
import { ledgerTarget } from "../desk/ledger/targets.ts";

/** Ledgers over the wire: what advisers say about them, and what is proposed until they do. */
const both = z.object({ de: z.string(), en: z.string() });

export { ledgerTarget } from "../desk/ledger/targets.ts";
export const targets = z.object({ items: z.array(ledgerTarget) });
export type Target = z.output<typeof ledgerTarget>;

/** Settings to begin with. Nothing of it is sure: the client's tax adviser confirms each account and key. */
export const proposals = z.object({
  datev: z.record(
    z.enum(["03", "04"]),
    z.record(
      z.string(),
      z.object({
        account: z.string(),
        isAutomatic: z.boolean(),
        taxCode: z.string(),
        groups: z.record(z.string(), z.string()),
      }),
    ),
  ),
  bmd: z.record(
    z.string(),
    z.object({ account: z.string(), code: z.string(), groups: z.record(z.string(), z.string()) }),
  ),
});
export type Proposals = z.output<typeof proposals>;

export const costCentres = z.object({
  items: z.array(
    z.object({
      costCentre: z.string(),
      written: z.string().describe("as the format takes it; nothing: it cannot be written"),
    }),
  ),
});
export type CostCentres = z.output<typeof costCentres>;
export const told = z.object({ told: both.nullable() });

export const testFile = z.object({
  name: z.string(),
  body: z.string().describe("base64; nothing where the file cannot be written"),
  findings: z.array(z.object({ severity: z.enum(["error", "warning"]), text: both })),
});
export type TestFile = z.output<typeof testFile>;
