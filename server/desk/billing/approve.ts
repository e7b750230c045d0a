import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/**
 * Approves all open positions of a proposal. Nobody approves their own time, nor a position that they have changed.
 *
 * @throws {Refusal} `proposal.missing`, `billing.state`, `billing.ownTime`, `billing.ownChange`
 */
export async function approveProposal(tx: Tx, proposalId: string, login: string, now: Date): Promise<void> {
  const [proposal] = await tx.query<{ state: string }>(
    "select state from billing_proposals where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, proposalId],
  );
  if (proposal === undefined)
    throw new Refusal("missing", "proposal.missing", `Expected a proposal ${proposalId}, but there is none`);
  if (!["draft", "checked", "approved"].includes(proposal.state)) {
    throw new Refusal("conflict", "billing.state", `Expected an open proposal, but it is ${proposal.state}`);
  }
  const own = await tx.query(`${timesOf} and e.technician = $3 limit 1`, [tx.tenantId, proposalId, login]);
  if (own.length > 0)
    throw new Refusal("forbidden", "billing.ownTime", `Expected somebody else to approve, but ${login} did the work`);
  const changed = await tx.query(
    "select 1 from billing_lines where tenant_id = $1 and proposal_id = $2 and rule_trace->'changed' @> $3::jsonb limit 1",
    [tx.tenantId, proposalId, JSON.stringify([{ by: login }])],
  );
  if (changed.length > 0)
    throw new Refusal(
      "forbidden",
      "billing.ownChange",
      `Expected somebody else to approve, but ${login} changed a position`,
    );
  await tx.query(
    `update time_entries set approved_by = t.login, approved_at = $4 from technicians t
     where time_entries.tenant_id = $1 and t.tenant_id = $1 and t.login = $3 and time_entries.id in (${timesOf})`,
    [tx.tenantId, proposalId, login, now],
  );
  await tx.query(
    "update billing_lines set decision = 'approved' where tenant_id = $1 and proposal_id = $2 and decision = 'open'",
    [tx.tenantId, proposalId],
  );
  await tx.query("update billing_proposals set state = 'approved' where tenant_id = $1 and id = $2", [
    tx.tenantId,
    proposalId,
  ]);
}

const timesOf = `select e.id from billing_lines l
  join billing_line_times x on x.tenant_id = l.tenant_id and x.line_id = l.id
  join time_entries e on e.tenant_id = x.tenant_id and e.id = x.time_entry_id where l.tenant_id = $1 and l.proposal_id = $2`;
