import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput, ticketInput } from "../operation.ts";
import type { Operation } from "../operation.ts";

/**
 * `desk.csat.allowed`: a contact is asked at most once in 14 days; a yes is remembered as asked. The token of the answer's
 * page goes into the mail and is kept as its hash only.
 */
export const mayAskCsat: Operation = async ({ tx, now }, given) => {
  const { ticket } = expectInput(ticketInput, given);
  // The lock on the contact makes two tickets of one contact ask one after the other.
  const [contact] = await tx.query<{ id: string }>(
    `select p.id from tickets t join contacts p on p.tenant_id = t.tenant_id and p.id = t.contact_id
     where t.tenant_id = $1 and t.id = $2 and p.email is not null and not p.is_pending and p.erased_at is null for update of p`,
    [tx.tenantId, ticket.id],
  );
  if (contact === undefined) return { variables: { csatAllowed: false, survey: null } };
  const token = randomBytes(24).toString("base64url");
  const asked = await tx.query(
    `insert into csat_surveys (tenant_id, id, contact_id, ticket_id, asked_at, token_sha256) select $1, $2, $3, $4, $5, $6
     where not exists (select 1 from csat_surveys where tenant_id = $1 and contact_id = $3 and asked_at > $5::timestamptz - interval '14 days')
     returning id`,
    [tx.tenantId, newId(now), contact.id, ticket.id, now, hashOf(token)],
  );
  const isAllowed = asked.length > 0;
  return { variables: { csatAllowed: isAllowed, survey: isAllowed ? { path: `/feedback/${token}` } : null } };
};

/** A survey as the one who was asked sees it. */
export interface Survey {
  readonly tenantId: string;
  readonly id: string;
  readonly title: string;
  readonly language: "de" | "en";
  readonly seller: string | null;
  readonly isAnswered: boolean;
}

/** Days in which a survey can be answered. */
const openDays = 60;

/** The survey of a token, whichever tenant's it is. @throws {Refusal} `survey.missing` unknown, or asked too long ago */
export async function findSurvey(tx: Tx, token: string, now: Date): Promise<Survey> {
  const [survey] = await tx.query<Survey & Record<string, unknown>>(
    `select s.tenant_id as "tenantId", s.id, t.title, coalesce(c.language, 'de') as language, h.name as seller, s.answered_at is not null as "isAnswered"
     from csat_surveys s join tickets t on t.tenant_id = s.tenant_id and t.id = s.ticket_id
     left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id left join sellers h on h.tenant_id = s.tenant_id
     where s.token_sha256 = $1 and s.asked_at > $2::timestamptz - make_interval(days => $3)`,
    [hashOf(token), now, openDays],
  );
  if (survey === undefined)
    throw new Refusal("missing", "survey.missing", "Expected the address of an open survey, but this is none");
  return survey;
}

/** What somebody answers. */
export const surveyAnswer = z.strictObject({
  score: z.coerce.number().int().min(1).max(5),
  comment: z
    .string()
    .max(4000)
    .default("")
    .transform((text) => (text.trim() === "" ? null : text.trim())),
  contactMe: z.boolean().default(false),
});

/** Stores an answer, once, on the survey and its ticket, and gives what processes are told. @throws {Refusal} `survey.answered` */
export async function answerSurvey(
  tx: Tx,
  { id }: Survey,
  { score, comment, contactMe, now }: z.output<typeof surveyAnswer> & { readonly now: Date },
): Promise<JsonObject> {
  const taken = await tx.query(
    `update csat_surveys set score = $3, comment = $4, contact_me = $5, answered_at = $6
     where tenant_id = $1 and id = $2 and answered_at is null returning id`,
    [tx.tenantId, id, score, comment, contactMe, now],
  );
  if (taken.length === 0)
    throw new Refusal("conflict", "survey.answered", "Expected a survey that is open, but it was answered already");
  const [answer] = await tx.query<{ answer: JsonObject }>(
    `with rated as (update tickets t set csat = $3 from csat_surveys s
       where s.tenant_id = $1 and s.id = $2 and t.tenant_id = $1 and t.id = s.ticket_id returning t.*, s.contact_id as asked_id)
     select jsonb_build_object('ticketNumber', r.number, 'title', r.title, 'customerName', c.name, 'contactName', p.name, 'contactPhone', p.phone) as answer
     from rated r left join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id
     left join contacts p on p.tenant_id = r.tenant_id and p.id = r.asked_id`,
    [tx.tenantId, id, score],
  );
  return { ...answer?.answer, surveyId: id, score, comment, contactMe };
}

const followed = z.object({ surveyId: z.uuid(), note: z.string().min(1).max(4000) });

/** `desk.csat.followed`: what came of calling the customer. */
export const followUpSurvey: Operation = async ({ tx, now }, given) => {
  const { surveyId, note } = expectInput(followed, given);
  await tx.query("update csat_surveys set follow_up = $3, followed_at = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    surveyId,
    note,
    now,
  ]);
  return { variables: {} };
};

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
