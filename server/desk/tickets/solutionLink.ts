import { createHash, randomBytes } from "node:crypto";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";

/** Days that a link can be answered, unless its ticket is closed before. */
const openDays = 30;

/** Draws the secret of a link by which the customer answers whether a solution is one. It goes into the mail and nowhere else. */
export function drawSolutionSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Keeps that a link leads to a ticket: together with the mail that holds it, or a mail written twice would leave two. */
export async function keepSolutionLink(tx: Tx, ticketNumber: string, secret: string, now: Date): Promise<void> {
  await tx.query(
    `insert into solution_links (tenant_id, token_sha256, ticket_id, created_at, expires_at)
     select $1, $3, id, $4, $4::timestamptz + make_interval(days => $5) from tickets where tenant_id = $1 and number = $2`,
    [tx.tenantId, ticketNumber, hashOf(secret), now, openDays],
  );
}

/** A solved ticket as its customer sees it. */
export interface SolvedTicket {
  readonly tenantId: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly resolution: string | null;
  readonly seller: string | null;
  readonly language: "de" | "en";
  /** `open` waits for an answer; `over`: the ticket has gone on, or the link is too old or from an earlier solution. */
  readonly state: "open" | "confirmed" | "unsolved" | "over";
}

/** The ticket of a link, in whatever tenant; undefined where there is no such link. */
export async function findSolved(tx: Tx, secret: string, now: Date): Promise<SolvedTicket | undefined> {
  if (!/^[\w-]{43}$/.test(secret)) return undefined;
  const [row] = await tx.query<SolvedTicket & Record<string, unknown>>(
    `select t.tenant_id as "tenantId", t.id, t.number, t.title, t.resolution, h.name as seller, coalesce(c.language, 'de') as language,
       case when l.answer is not null then l.answer
         when t.status = 'resolved' and l.created_at >= t.resolved_at and l.expires_at > $2 then 'open' else 'over' end as state
     from solution_links l join tickets t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
       left join customers c on c.tenant_id = t.tenant_id and c.id = t.customer_id left join sellers h on h.tenant_id = t.tenant_id
     where l.token_sha256 = $1`,
    [hashOf(secret), now],
  );
  return row;
}

/** What a customer says of a solution; `text` is why it is none. */
export type SolutionAnswer = { readonly kind: "confirmed" } | { readonly kind: "unsolved"; readonly text: string };

/**
 * Keeps the answer to a solution, once: the other links of the same solution are answered with it. What is still wrong stands on
 * the ticket as the customer's words.
 *
 * @throws {Refusal} `solution.answered` somebody was faster, or the ticket has gone on
 */
export async function keepSolutionAnswer(
  tx: Tx,
  { id }: Pick<SolvedTicket, "id">,
  answer: SolutionAnswer,
  now: Date,
): Promise<void> {
  const [ticket] = await tx.query<{ status: string }>(
    "select status from tickets where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  const taken = await tx.query(
    `update solution_links l set answer = $3, answered_at = $4 from tickets t
     where l.tenant_id = $1 and l.ticket_id = $2 and l.answer is null and l.expires_at > $4
       and t.tenant_id = $1 and t.id = $2 and l.created_at >= t.resolved_at returning l.ticket_id`,
    [tx.tenantId, id, answer.kind, now],
  );
  if (ticket?.status !== "resolved" || taken.length === 0)
    throw new Refusal(
      "conflict",
      "solution.answered",
      "Expected a solution that waits for an answer, but it was answered or the ticket has gone on",
    );
  if (answer.kind === "confirmed") return;
  await tx.query(
    `insert into ticket_messages (tenant_id, id, ticket_id, direction, body, author, sender_kind, at)
     select $1, $3, t.id, 'in', $4, coalesce(p.name, p.email, 'customer'), 'customer', $5 from tickets t
       left join contacts p on p.tenant_id = t.tenant_id and p.id = t.contact_id where t.tenant_id = $1 and t.id = $2`,
    [tx.tenantId, id, newId(now), answer.text, now],
  );
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
