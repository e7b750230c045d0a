import { z } from "zod";
import { newId } from "../../base/id.ts";
import { addServiceTime } from "../../calendar/serviceTime.ts";
import { Refusal } from "../../base/refusal.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";

const approval = z
  .object({
    subject: z.string().min(1).max(60),
    subjectId: z.union([z.string(), z.number()]).transform(String),
    requester: optionalText,
    steps: z.array(z.string()).max(10).nullish(),
    dueHours: z.number().min(0).max(10_000).nullish(),
    /** Hours of the clock instead of hours of service. */
    aroundTheClock: z.boolean().nullish(),
    /** Nobody is asked in the place of who does not answer. */
    withoutSubstitute: z.boolean().nullish(),
  })
  .loose();
const next = z.object({ approval, step: z.int().min(1), delegateTo: optionalText, expired: z.boolean().nullish() });

/**
 * `desk.approval.next`: who is to decide the step and until when, in service time unless it is asked for around the clock. A step that expired goes to the
 * management; a delegated one to a person. Whoever requested is never asked.
 */
export const nextApprover: Operation = async ({ tx, now, calendarOf }, given) => {
  const { approval: asked, step, delegateTo, expired } = expectInput(next, given);
  const steps = asked.steps ?? [];
  const group = expired === true ? "management" : (steps[step - 1] ?? "management");
  if (delegateTo !== null && delegateTo === asked.requester) {
    throw new Refusal(
      "unprocessable",
      "approval.requester",
      `Expected somebody else than ${delegateTo} to decide, but they asked for it`,
    );
  }
  const minutes = (asked.dueHours ?? 48) * 60;
  const calendar = await calendarOf();
  const after = (share: number) =>
    asked.aroundTheClock === true
      ? new Date(now.getTime() + minutes * share * 60_000)
      : addServiceTime(calendar, now, minutes * share);
  const dueAt = after(1);
  await tx.query(
    `insert into approvals (tenant_id, id, subject, subject_id, step, role, requested_by, due_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.tenantId, newId(now), asked.subject, asked.subjectId, step, group, asked.requester, dueAt, now],
  );
  return {
    variables: {
      approver: {
        group,
        login: delegateTo,
        excluded: asked.requester,
        dueAt: dueAt.toISOString(),
        halfAt: after(0.5).toISOString(),
        substitute: expired !== true && asked.withoutSubstitute !== true,
        more: step < steps.length,
      },
    },
  };
};

const record = z.object({
  approval,
  step: z.int().min(1),
  decision: z
    .enum(["approved", "partly", "rejected", "expired", "delegate"])
    .transform((said) => (said === "delegate" ? "delegated" : said)),
  comment: optionalText,
  decidedBy: optionalText,
});

/** `desk.approval.record`: what was decided. The requester cannot decide. */
export const recordApproval: Operation = async ({ tx, now }, given) => {
  const { approval: asked, step, decision, comment, decidedBy } = expectInput(record, given);
  if (decidedBy !== null && decidedBy === asked.requester) {
    throw new Refusal(
      "forbidden",
      "approval.requester",
      `Expected somebody else than ${decidedBy} to decide, but they asked for it`,
    );
  }
  await tx.query(
    `update approvals set decision = $5, comment = $6, decided_by = $7, decided_at = $8 where tenant_id = $1 and id =
       (select id from approvals where tenant_id = $1 and subject = $2 and subject_id = $3 and step = $4 and decision is null
        order by created_at desc, id desc limit 1)`,
    [tx.tenantId, asked.subject, asked.subjectId, step, decision, comment, decidedBy, now],
  );
  return { variables: {} };
};
