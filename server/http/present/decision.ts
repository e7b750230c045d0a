import type { Tx } from "../../db/transact.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import type { DecisionRow as ExplainedRow } from "../../decisions/decide.ts";
import type { DecisionExplained } from "../wire.ts";
import { reasonsOf } from "./reasons.ts";

interface DecisionRow {
  readonly id: string;
  readonly instance_id: string | null;
  readonly element_id: string | null;
  readonly rule_set_key: string;
  readonly rule_set_version: number;
  readonly facts: JsonObject;
  readonly verdict: Json;
  readonly explanation: readonly Pick<ExplainedRow, "id" | "fired" | "hit" | "conditions" | "where">[];
  readonly decided_at: Date;
  readonly body: {
    readonly label: { de: string; en: string };
    readonly inputs: DecisionExplained["inputs"];
    readonly outputs: DecisionExplained["outputs"];
    readonly rows: readonly { id: string; then: Record<string, unknown>; note?: { de: string; en: string } }[];
  };
}

/**
 * Decisions of a tree of instances (or one decision), newest first, each explained row by row; one alone with sentences and
 * the smallest change that would have led to another verdict, too.
 */
export async function presentDecisions(
  tx: Tx,
  where: { readonly rootId: string } | { readonly id: string },
): Promise<DecisionExplained[]> {
  const rows = await tx.query<DecisionRow>(
    `select c.id, c.instance_id, c.element_id, c.rule_set_key, c.rule_set_version, c.facts, c.verdict, c.explanation,
       c.decided_at, r.body
     from decisions c join rule_sets r on r.tenant_id = c.tenant_id and r.key = c.rule_set_key and r.version = c.rule_set_version
     where c.tenant_id = $1 and ($2::uuid is null or c.id = $2)
       and ($3::uuid is null or c.instance_id in (select id from instances where tenant_id = $1 and root_id = $3))
     order by c.decided_at desc, c.id desc limit 200`,
    "id" in where ? [tx.tenantId, where.id, null] : [tx.tenantId, null, where.rootId],
  );
  return rows.map((row) => ("id" in where ? withReasons(row) : present(row)));
}

function withReasons(row: DecisionRow): DecisionExplained {
  const { byRow, smallestChange } = reasonsOf(row);
  const whole = present(row);
  const rows = whole.rows.map((each) => {
    const reason = byRow.get(each.id);
    return reason === undefined ? each : { ...each, reason };
  });
  // lists of the search are readonly, those of the wire are not
  return { ...whole, rows, smallestChange: smallestChange as DecisionExplained["smallestChange"] };
}

function present(row: DecisionRow): DecisionExplained {
  const { body } = row;
  const rules = new Map(body.rows.map((rule) => [rule.id, rule]));
  return {
    id: row.id,
    ruleSetKey: row.rule_set_key,
    ruleSetVersion: row.rule_set_version,
    ruleSetLabel: body.label,
    instanceId: row.instance_id,
    elementId: row.element_id,
    decidedAt: row.decided_at.toISOString(),
    facts: row.facts,
    verdict: row.verdict,
    inputs: body.inputs.map(columnOf),
    outputs: body.outputs.map(columnOf),
    rows: row.explanation.map(({ id, fired, hit, conditions, where }) => {
      const rule = rules.get(id);
      return {
        id,
        fired,
        hit,
        conditions: [...conditions],
        ...(where === undefined ? {} : { where }),
        then: rule?.then ?? {},
        ...(rule?.note === undefined ? {} : { note: rule.note }),
      };
    }),
  };
}

function columnOf({ name, label, values }: DecisionExplained["inputs"][number]): DecisionExplained["inputs"][number] {
  return { name, label, ...(values === undefined ? {} : { values }) };
}
