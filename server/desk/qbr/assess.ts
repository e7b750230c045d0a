import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { lockReview, reviewVariable } from "./review.ts";

const reviewInput = z.object({ id: z.uuid() }).loose();
const lines = z
  .array(z.string().nullable())
  .max(10)
  .transform((texts) => texts.filter((text) => text !== null && text.trim() !== ""));
const assess = z.object({
  review: reviewInput,
  assessment: z.object({ messages: lines, risks: lines, comment: optionalText, dataGaps: optionalText }),
  assessedBy: z.string().min(1).max(200),
});

/** `desk.qbr.assess`: what the vCIO makes of the figures: key messages and the greatest risks. */
export const assessReview: Operation = async ({ tx }, given) => {
  const { review, assessment, assessedBy } = expectInput(assess, given);
  await lockReview(tx, review.id);
  await tx.query(
    "update reviews set state = 'assessing', assessment = $3, assessed_by = $4, reviewed_by = null where tenant_id = $1 and id = $2",
    [tx.tenantId, review.id, JSON.stringify(assessment), assessedBy],
  );
  return { variables: { review: await reviewVariable(tx, review.id) } };
};

const approve = z.object({ review: reviewInput, reviewedBy: z.string().min(1).max(200) });

/** `desk.qbr.approve`: somebody else has checked the review. @throws {Refusal} `review.same` it was whoever assessed it */
export const approveReview: Operation = async ({ tx }, given) => {
  const { review, reviewedBy } = expectInput(approve, given);
  const locked = await lockReview(tx, review.id);
  if (locked.assessed_by === reviewedBy)
    throw new Refusal("conflict", "review.same", `Expected somebody else to check, but ${reviewedBy} has assessed it`);
  await tx.query("update reviews set state = 'approved', reviewed_by = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    review.id,
    reviewedBy,
  ]);
  return { variables: { review: await reviewVariable(tx, review.id) } };
};

const schedule = z.object({ review: reviewInput, meetingAt: z.iso.datetime({ offset: true }) });

/** `desk.qbr.schedule`: when the meeting is. */
export const scheduleReview: Operation = async ({ tx }, given) => {
  const { review, meetingAt } = expectInput(schedule, given);
  await tx.query("update reviews set state = 'scheduled', meeting_at = $3 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    review.id,
    new Date(meetingAt),
  ]);
  return { variables: { review: await reviewVariable(tx, review.id) } };
};

const meet = z.object({
  review: reviewInput,
  meeting: z.object({
    held: z.enum(["held", "postponed", "no_show"]),
    attendees: optionalText,
    actions: optionalText,
  }),
});

/** `desk.qbr.meet`: whether the meeting was held, with whom, and what was agreed; one that was not is counted. */
export const meetReview: Operation = async ({ tx }, given) => {
  const { review, meeting } = expectInput(meet, given);
  const isHeld = meeting.held === "held";
  await lockReview(tx, review.id);
  await tx.query(
    `update reviews set state = case when $3 then 'held' else 'approved' end, postponed = postponed + case when $3 then 0 else 1 end,
       attendees = coalesce($4, attendees), minutes = coalesce($5, minutes) where tenant_id = $1 and id = $2`,
    [tx.tenantId, review.id, isHeld, meeting.attendees, meeting.actions],
  );
  return { variables: { review: await reviewVariable(tx, review.id) } };
};

const close = z.object({ review: reviewInput, sentOnly: z.boolean().nullish() });

/** `desk.qbr.close`: the review is over; one whose meeting never came about was sent only. */
export const closeReview: Operation = async ({ tx, now }, given) => {
  const { review, sentOnly } = expectInput(close, given);
  await tx.query("update reviews set state = $3, closed_at = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    review.id,
    sentOnly === true ? "sent" : "closed",
    now,
  ]);
  return { variables: { review: await reviewVariable(tx, review.id) } };
};
