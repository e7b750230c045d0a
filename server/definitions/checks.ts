import type { Tx } from "../db/transact.ts";
import type { PartKey, PartKind } from "./parts.ts";
import type { Pin } from "./releases.ts";

/** A text in both languages. */
interface Words {
  readonly de: string;
  readonly en: string;
}

/** One thing that a check has to say. Only errors keep a draft from being published. */
export interface Finding extends PartKey {
  readonly severity: "error" | "warning" | "hint";
  /** Element id, JSON pointer or row. */
  readonly place: string;
  readonly code: string;
  readonly message: Words;
  /** Clause of the standard. */
  readonly reference?: string;
}

/** One test that was run. */
export interface TestRun extends PartKey {
  readonly title: Words;
  readonly isGreen: boolean;
  readonly failures: readonly { readonly place: string; readonly code: string; readonly message: Words }[];
}

/** How much of a process or rule set the tests touched. */
export interface Coverage {
  readonly kind: PartKind;
  readonly key: string;
  readonly of: "elements" | "flows" | "rows";
  readonly covered: number;
  readonly total: number;
  readonly uncovered: readonly string[];
}

/** What a check found, and with what it was tested. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly tests: readonly TestRun[];
  readonly coverage: readonly Coverage[];
  readonly pins: readonly Pin[];
}

/** A report as kept: about exactly one content. */
export interface CheckRow extends Report {
  readonly contentHash: string;
  readonly isGreen: boolean;
  readonly checkedBy: string;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
}

/** Whether nothing found keeps a draft from being published. */
export function isGreen({ findings, tests }: Report): boolean {
  return findings.every(({ severity }) => severity !== "error") && tests.every((test) => test.isGreen);
}

/** Keeps a report. */
export async function insertCheck(
  tx: Tx,
  check: {
    readonly id: string;
    readonly draftId: string;
    readonly contentHash: string;
    readonly report: Report;
    readonly checkedBy: string;
  },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into draft_checks (tenant_id, draft_id, id, content_hash, is_green, report, checked_by, checked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.tenantId,
      check.draftId,
      check.id,
      check.contentHash,
      isGreen(check.report),
      JSON.stringify(check.report),
      check.checkedBy,
      now,
    ],
  );
}

/** The newest report of a draft, if it was ever checked. */
export async function latestCheck(tx: Tx, draftId: string): Promise<CheckRow | undefined> {
  const [row] = await tx.query<Omit<CheckRow, keyof Report | "checkedAt"> & { report: Report; checkedAt: Date }>(
    `select content_hash as "contentHash", is_green as "isGreen", checked_by as "checkedBy", checked_at as "checkedAt", report
     from draft_checks where tenant_id = $1 and draft_id = $2 order by checked_at desc, id desc limit 1`,
    [tx.tenantId, draftId],
  );
  if (row === undefined) return undefined;
  const { report, checkedAt, ...rest } = row;
  return { ...rest, ...report, checkedAt: checkedAt.toISOString() };
}
