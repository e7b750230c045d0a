import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** What may be changed of a roadmap item beside the review's process. `revision` is the one that was read. */
export const itemChange = z.strictObject({
  revision: z.int().min(1),
  title: z.string().trim().min(1).max(250).optional(),
  description: z.string().max(10_000).nullable().optional(),
  quarter: z
    .string()
    .regex(/^\d{4}-Q[1-4]$/, "Expected a quarter such as 2027-Q1")
    .nullable()
    .optional(),
  priority: z.enum(["high", "medium", "low"]).optional(),
  capexCents: z.int().min(0).max(100_000_000_000).nullable().optional(),
  opexMonthCents: z.int().min(0).max(100_000_000_000).nullable().optional(),
  risk: z.string().max(1_000).nullable().optional(),
  state: z.enum(["idea", "proposed", "in_project", "done"]).optional(),
});

/**
 * Changes a roadmap item. What was decided with a customer stays: approving, postponing and refusing are the review's.
 *
 * @throws {Refusal} `roadmap.missing`, `roadmap.changed` somebody was faster, `roadmap.decided` a refused item lives no more
 */
export async function changeItem(tx: Tx, id: string, change: z.output<typeof itemChange>): Promise<void> {
  const [row] = await tx.query<{ revision: number; state: string; title: string }>(
    "select revision, state, title from roadmap_items where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  if (row === undefined)
    throw new Refusal("missing", "roadmap.missing", `Expected a roadmap item ${id}, but there is none`);
  if (row.state === "rejected")
    throw new Refusal("conflict", "roadmap.decided", `Expected an item in life, but ${row.title} was refused`);
  if (row.revision !== change.revision)
    throw new Refusal(
      "conflict",
      "roadmap.changed",
      `Expected revision ${row.revision}, but ${change.revision} was read`,
    );
  const entries = Object.entries(change).filter(([name, value]) => name !== "revision" && value !== undefined);
  const assignments = entries.map(([name], index) => `${columns[name] ?? name} = $${index + 3}`);
  await tx.query(
    `update roadmap_items set ${["revision = revision + 1", ...assignments].join(", ")} where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, ...entries.map(([, value]) => value)],
  );
}

/** Members whose columns are called otherwise. The names are those of the schema, never input. */
const columns: Readonly<Record<string, string>> = { capexCents: "capex_cents", opexMonthCents: "opex_month_cents" };
