import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { readMilestone } from "./milestones.ts";
import { progressOf } from "./progress.ts";
import { lockProject, projectVariable, readProjectRow, remember } from "./project.ts";
import type { ProjectRow } from "./project.ts";

/**
 * `desk.project.instalment`: what an accepted milestone is billed with. AA is DATEV's booking type of an instalment requested
 * (Buchungstyp, field 96 of the batch); the order number ties it to the final invoice (field 95).
 */
export const instalmentOf: Operation = async ({ tx, now }, given) => {
  const { milestoneId } = expectInput(z.object({ milestoneId: z.uuid() }), given);
  const milestone = await readMilestone(tx, milestoneId);
  const project = await lockProject(tx, milestone.projectId);
  await tx.query("update project_milestones set instalment_at = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    milestoneId,
    now,
  ]);
  await remember({ tx, now }, project.id, {
    kind: "instalment",
    milestone: milestone.pos,
    netCents: milestone.netCents,
  });
  const { pos, name, netCents, startedAt, reachedAt } = milestone;
  return {
    variables: {
      instalment: {
        ...billed(project),
        bookingType: "AA",
        milestoneId,
        milestone: pos,
        text: name,
        netCents,
        serviceFrom: (startedAt ?? now).toISOString(),
        serviceTo: (reachedAt ?? now).toISOString(),
      },
    },
  };
};

const settle = z.object({ projectId: z.uuid() });

/**
 * `desk.project.settle`: everything that the final invoice (SR) is made from: the price or the time, material, and the
 * instalments to be deducted. Of a project that was stopped, what was performed.
 */
export const settleProject: Operation = async (context, given) => {
  const { projectId } = expectInput(settle, given);
  const project = await readProjectRow(context.tx, projectId);
  return { variables: { projectBilling: await settlementOf(context, project) } };
};

interface Instalment {
  readonly milestone: number;
  readonly text: string;
  readonly netCents: number;
}

async function settlementOf(context: OperationContext, project: ProjectRow): Promise<JsonObject> {
  const { tx } = context;
  const instalments = await tx.query<Instalment & Record<string, unknown>>(
    `select pos as milestone, name as text, net_cents::float8 as "netCents" from project_milestones
     where tenant_id = $1 and project_id = $2 and instalment_at is not null order by pos`,
    [tx.tenantId, project.id],
  );
  const progress = await progressOf(context, project);
  const billedCents = instalments.reduce((sum, { netCents }) => sum + netCents, 0);
  const netCents = project.performedCents ?? project.netCents;
  return {
    ...billed(project),
    bookingType: "SR",
    netCents,
    instalments: instalments.map(({ milestone, text, netCents: cents }) => ({
      milestone,
      text,
      netCents: cents,
      bookingType: "AA",
    })),
    instalmentCents: billedCents,
    remainingCents: netCents - billedCents,
    spentMinutes: progress.spentMinutes,
    materialCents: progress.materialPriceCents,
    isStopped: project.state === "cancelled",
  };
}

function billed(project: ProjectRow): JsonObject {
  return {
    projectId: project.id,
    projectNumber: project.number,
    projectName: project.name,
    orderNumber: project.orderNumber,
    customerId: project.customerId,
    billingMode: project.billingMode,
  };
}

const billedBy = z.object({ projectId: z.uuid(), invoiceNumber: optionalText });

/** `desk.project.billed`: whether an invoice is the project's last. One that is not ours, or not known, is taken at its word. */
export const isFinallyBilled: Operation = async ({ tx, now }, given) => {
  const { projectId, invoiceNumber } = expectInput(billedBy, given);
  const instalments = await tx.query(
    `select 1 from invoices i join invoice_lines n on n.tenant_id = i.tenant_id and n.invoice_id = i.id
     join billing_lines l on l.tenant_id = n.tenant_id and l.id = n.billing_line_id
     join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id
     where i.tenant_id = $1 and i.number = $2 and p.origin = 'project' and p.origin_id = $3 and l.rule_trace -> 'project' ->> 'stage' = 'AA' limit 1`,
    [tx.tenantId, invoiceNumber, projectId],
  );
  const isFinalInvoice = instalments.length === 0;
  await remember({ tx, now }, projectId, { kind: "invoiced", invoiceNumber, isFinalInvoice });
  return { variables: { isFinalInvoice } };
};

const stop = z.object({
  projectId: z.uuid(),
  reason: optionalText,
  performedCents: z.int().min(0).max(100_000_000_000).nullish(),
  note: optionalText,
});

/** `desk.project.stop`: the project is off. What it booked is free again; what was performed until now is billed. */
export const stopProject: Operation = async (context, given) => {
  const { projectId, reason, performedCents, note } = expectInput(stop, given);
  const { tx, now } = context;
  await lockProject(tx, projectId);
  await tx.query(
    `update projects set state = 'cancelled', stop_reason = $3, performed_cents = $4, closed_at = $5
     where tenant_id = $1 and id = $2 and state not in ('closed','cancelled')`,
    [tx.tenantId, projectId, reason, performedCents ?? 0, now],
  );
  await remember(context, projectId, { kind: "stopped", reason, performedCents: performedCents ?? 0, note });
  return {
    variables: {
      project: await projectVariable(tx, projectId),
      projectBilling: await settlementOf(context, await readProjectRow(tx, projectId)),
    },
  };
};
