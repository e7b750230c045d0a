import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** What is put right of a position that is billed again. Money in cents; what is left out stays. */
export const lineChange = z.strictObject({
  pos: z.coerce.number().int().positive(),
  text: z.string().trim().min(1).max(500).nullish(),
  quantity: z.number().min(0.001).max(1_000_000).nullish(),
  unitPriceCents: z.int().min(0).max(1_000_000_000).nullish(),
  reason: z.string().trim().min(1).max(2000),
});
export type LineChange = z.output<typeof lineChange>;

/**
 * Corrects a position of a proposal by hand, with who, why and what stood there before in its trace. Whoever did that approves
 * it no more. What rules proposed from hours is changed there, and what a run has in hand is decided in that run.
 *
 * @throws {Refusal} `proposal.missing`, `proposal.line` no such position, `billing.state` when it cannot be changed (any more)
 */
export async function changeLine(
  tx: Tx,
  proposalId: string,
  change: LineChange,
  { login, now }: { readonly login: string; readonly now: Date },
): Promise<void> {
  const before = await lockFree(tx, proposalId, change.pos);
  const changed = { by: login, at: now, reason: change.reason, before };
  const { text = null, quantity = null, unitPriceCents = null } = change;
  await tx.query(
    `update billing_lines set text = coalesce($4, text), quantity = coalesce($5, quantity), unit_price_cents = coalesce($6, unit_price_cents),
       net_cents = round(coalesce($5, quantity) * coalesce($6, unit_price_cents) * price_factor),
       rule_trace = rule_trace || jsonb_build_object('changed', coalesce(rule_trace->'changed', '[]') || $7::jsonb)
     where tenant_id = $1 and proposal_id = $2 and pos = $3`,
    [tx.tenantId, proposalId, change.pos, text, quantity, unitPriceCents, JSON.stringify([changed])],
  );
  await tx.query(
    `update billing_proposals set net_cents = (select coalesce(sum(net_cents), 0) from billing_lines where tenant_id = $1 and proposal_id = $2)
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, proposalId],
  );
}

interface Locked {
  readonly state: string;
  readonly origin: string;
  readonly is_free: boolean;
  /** Null where there is no such position. */
  readonly before: JsonObject | null;
}

/** What stands there now. */
async function lockFree(tx: Tx, proposalId: string, pos: number): Promise<JsonObject> {
  await tx.query("select 1 from billing_proposals where tenant_id = $1 and id = $2 for update", [
    tx.tenantId,
    proposalId,
  ]);
  const [found] = await tx.query<Locked & Record<string, never>>(
    `select p.state, p.origin, l.pos is not null and l.invoice_id is null and l.run_id is null as is_free,
       case when l.pos is not null then jsonb_build_object('text', l.text, 'quantity', l.quantity, 'unitPriceCents', l.unit_price_cents) end as before
     from billing_proposals p left join billing_lines l on l.tenant_id = p.tenant_id and l.proposal_id = p.id and l.pos = $3
     where p.tenant_id = $1 and p.id = $2`,
    [tx.tenantId, proposalId, pos],
  );
  if (found === undefined)
    throw new Refusal("missing", "proposal.missing", `Expected a proposal ${proposalId}, but there is none`);
  if (found.before === null)
    throw new Refusal("missing", "proposal.line", `Expected a position ${pos} of the proposal, but there is none`);
  if (found.origin === "manual" && found.state === "draft" && found.is_free) return found.before;
  const why = found.origin === "manual" ? `it is ${found.state} or in hand of a run` : "rules have proposed it";
  throw new Refusal("conflict", "billing.state", `Expected a position that is billed again and still free, but ${why}`);
}
