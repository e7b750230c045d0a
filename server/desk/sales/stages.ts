import { z } from "zod";
import type { JsonObject } from "../../base/json.ts";
import { businessDay } from "../businessDay.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation } from "../operation.ts";
import { changeOpportunity, lockOpportunity, opportunityVariable, remember } from "./opportunity.ts";

const qualification = z.object({
  opportunityId: z.uuid(),
  qualification: z
    .object({
      potential: z.int().min(0).nullish(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .nullish(),
      language: z.enum(["de", "en"]).nullish(),
    })
    .catchall(z.json()),
  points: z.array(z.object({ points: z.number() })).nullish(),
});

/** `desk.opportunity.qualify`: what was found out about a lead, and the points the rule gave for it. */
export const qualifyOpportunity: Operation = async ({ tx, now }, given) => {
  const { opportunityId, qualification: found, points } = expectInput(qualification, given);
  const before = await lockOpportunity(tx, opportunityId);
  const score = (points ?? []).reduce((sum, each) => sum + each.points, 0);
  await changeOpportunity(tx, opportunityId, {
    now,
    assignments:
      "stage = 'qualified', qualification = $4, score = $5, expected_cents = case when $6::bigint is null then expected_cents else $6 end, country = coalesce($7, country), language = coalesce($8, language), probability = least(90, greatest(10, $5 / 2)), closed_at = null",
    values: [
      JSON.stringify(found),
      Math.round(score),
      found.potential ?? null,
      found.country ?? null,
      found.language ?? null,
    ],
  });
  await remember(tx, opportunityId, now, { kind: "qualified", actor: before.owner, details: { ...found, score } });
  return { variables: { opportunity: await opportunityVariable(tx, opportunityId) } };
};

const note = z.object({
  opportunityId: z.uuid(),
  outcome: optionalText,
  note: optionalText,
  nextStep: optionalText,
  nextStepOn: z.iso.date().nullish(),
});

/** `desk.opportunity.note`: what came of following up. */
export const noteFollowUp: Operation = async ({ tx, now }, given) => {
  const found = expectInput(note, given);
  const before = await lockOpportunity(tx, found.opportunityId);
  await changeOpportunity(tx, found.opportunityId, {
    now,
    assignments: "next_step = $4, next_step_on = $5",
    values: [found.nextStep, found.nextStepOn ?? null],
  });
  await remember(tx, found.opportunityId, now, {
    kind: "followed_up",
    actor: before.owner,
    note: found.note,
    details: { outcome: found.outcome },
  });
  return { variables: { opportunity: await opportunityVariable(tx, found.opportunityId) } };
};

const lost = z.object({
  opportunityId: z.uuid(),
  loss: z.object({
    lossReason: z.enum(["no_response", "timing", "price", "chose_competitor", "no_budget", "not_a_fit", "other"]),
    competitor: optionalText,
    contractEnd: z.iso.date().nullish(),
    note: optionalText,
  }),
});

/** `desk.opportunity.lose`: why it came to nothing. */
export const loseOpportunity: Operation = async ({ tx, now }, given) => {
  const { opportunityId, loss } = expectInput(lost, given);
  const before = await lockOpportunity(tx, opportunityId);
  await changeOpportunity(tx, opportunityId, {
    now,
    assignments:
      "stage = 'lost', closed_at = $3, probability = 0, loss_reason = $4, competitor = $5, contract_end = coalesce($6, contract_end), loss_note = $7",
    values: [loss.lossReason, loss.competitor, loss.contractEnd ?? null, loss.note],
  });
  await remember(tx, opportunityId, now, {
    kind: "lost",
    actor: before.owner,
    note: loss.note,
    details: { reason: loss.lossReason },
  });
  return { variables: { opportunity: await opportunityVariable(tx, opportunityId) } };
};

const plan = z.object({
  opportunityId: z.uuid(),
  followUp: z.object({ followUpDays: z.int().min(0).nullish(), action: z.string() }).nullish(),
});

/** Whoever wants another provider's contract looks around about a quarter before it ends. */
const daysBeforeEnd = 90;

/**
 * `desk.opportunity.plan`: when to ask again. Where the end of another contract is known, a quarter before it. Whoever did
 * not agree to be contacted is answered, but never asked again (UWG § 7, TKG 2021 § 174).
 */
export const planFollowUp: Operation = async (context, given) => {
  const { opportunityId, followUp } = expectInput(plan, given);
  const { tx, now } = context;
  const { consent, contractEnd, customerId } = await lockOpportunity(tx, opportunityId);
  const action = followUp?.action ?? "none";
  const mayAsk = consent || customerId !== null;
  const days = followUp?.followUpDays ?? null;
  if (!mayAsk || days === null || action === "none") return { variables: { plan: { at: null, action: "none" } } };
  const today = Temporal.PlainDate.from(await businessDay(context));
  const on = action === "contract_end_call" && contractEnd !== null ? soonest(today, contractEnd) : today.add({ days });
  await changeOpportunity(tx, opportunityId, {
    now,
    assignments: "stage = 'follow_up', closed_at = null, follow_up_on = $4",
    values: [on.toString()],
  });
  const { timeZone } = await context.calendarOf();
  const at = on.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from("09:00") }).toInstant();
  return { variables: { plan: { at: at.toString(), on: on.toString(), action } } };
};

function soonest(today: Temporal.PlainDate, contractEnd: string): Temporal.PlainDate {
  const wanted = Temporal.PlainDate.from(contractEnd).subtract({ days: daysBeforeEnd });
  const tomorrow = today.add({ days: 1 });
  return Temporal.PlainDate.compare(wanted, tomorrow) < 0 ? tomorrow : wanted;
}

const contact = z.object({ opportunityId: z.uuid(), interested: z.boolean().nullish(), note: optionalText });

/** `desk.opportunity.revive`: somebody asked again; it goes on, or is lost for good. */
export const reviveOpportunity: Operation = async ({ tx, now }, given) => {
  const { opportunityId, interested, note: said } = expectInput(contact, given);
  const before = await lockOpportunity(tx, opportunityId);
  const isBack = interested === true;
  const assignments = isBack
    ? "stage = 'new', closed_at = null, loss_reason = null, loss_note = null, competitor = null, follow_up_on = null, probability = 10"
    : "stage = 'lost', closed_at = $3, follow_up_on = null";
  await changeOpportunity(tx, opportunityId, { now, assignments });
  const happening: { kind: string; actor: string | null; note: string | null; details: JsonObject } = {
    kind: isBack ? "revived" : "lost",
    actor: before.owner,
    note: said,
    details: {},
  };
  await remember(tx, opportunityId, now, happening);
  return { variables: { opportunity: await opportunityVariable(tx, opportunityId) } };
};
