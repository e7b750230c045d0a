import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { acceptQuote, askForChange, rejectQuote } from "../../desk/sales/decide.ts";
import type { Acceptance } from "../../desk/sales/decide.ts";
import { openOrLink } from "../../desk/sales/open.ts";
import type { Lead } from "../../desk/sales/open.ts";
import { changeOpportunity, readOpportunity, remember } from "../../desk/sales/opportunity.ts";
import { readQuote } from "../../desk/sales/quote.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import type { Unit } from "../unit.ts";
import { deliver } from "./publishMessage.ts";
import { start } from "./startInstance.ts";

/** An answer waits this long for its process, which may be with a person who follows up. Milliseconds: 90 days. */
const timeToLive = 90 * 86_400_000;

/** Accepts a quote and tells its process, in one transaction. @throws {Refusal} `quote.decided`, `quote.expired`, `quote.choice` */
export function accept(house: House, cause: Cause, quoteId: string, acceptance: Acceptance): Promise<void> {
  return commit(house, cause, async (unit) => {
    const told = await acceptQuote(unit.tx, quoteId, acceptance, unit.now);
    await tellProcess(unit, quoteId, { name: "quote.accepted", variables: { acceptance: told } });
  });
}

/** Rejects a quote and tells its process. @throws {Refusal} `quote.decided`, `quote.expired` */
export function reject(
  house: House,
  cause: Cause,
  quoteId: string,
  answer: { by: string; reason: string | null },
): Promise<void> {
  return commit(house, cause, async (unit) => {
    await rejectQuote(unit.tx, quoteId, answer, unit.now);
    await tellProcess(unit, quoteId, { name: "quote.rejected", variables: { reason: answer.reason } });
  });
}

/** Tells a quote's process what the customer wants changed. @throws {Refusal} `quote.decided`, `quote.expired` */
export function requestChange(
  house: House,
  cause: Cause,
  quoteId: string,
  answer: { by: string; wish: string },
): Promise<void> {
  return commit(house, cause, async (unit) => {
    await askForChange(unit.tx, quoteId, answer, unit.now);
    await tellProcess(unit, quoteId, { name: "quote.change", variables: { wish: answer.wish } });
  });
}

async function tellProcess(
  unit: Unit,
  quoteId: string,
  message: { readonly name: string; readonly variables: JsonObject },
): Promise<void> {
  const { number } = await readQuote(unit.tx, quoteId);
  await deliver(unit, { ...message, correlationKey: number }, timeToLive);
}

/**
 * Opens an opportunity by hand and starts its process; tells its number.
 *
 * @throws {Refusal} `opportunity.duplicate` when one of the same company, address or customer is open
 */
export function openByHand(house: House, cause: Cause, lead: Lead): Promise<string> {
  return commit(house, cause, async (unit) => {
    const { tx, now } = unit;
    const calendarOf = (key?: string | null) => house.calendars.of(tx, key);
    const opened = await openOrLink({ tx, now, calendarOf }, lead, { actor: cause.actor, instanceId: null });
    const { number } = await readOpportunity(tx, { id: opened.id });
    if (opened.isDuplicate)
      throw new Refusal(
        "conflict",
        "opportunity.duplicate",
        `Expected a new opportunity, but ${number} is open for them`,
      );
    await start(unit, { processKey: "opportunity", elementId: "S_man", variables: { opportunityId: opened.id } });
    return number;
  });
}

/** What may be changed of an opportunity by hand. */
export interface OpportunityChange {
  readonly title?: string | undefined;
  readonly owner?: string | null | undefined;
  readonly expectedCents?: number | undefined;
  readonly probability?: number | undefined;
  readonly nextStep?: string | null | undefined;
  readonly nextStepOn?: string | null | undefined;
  readonly person?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly consent?: boolean | undefined;
}

const columns: Readonly<Record<keyof OpportunityChange, string>> = {
  title: "title",
  owner: "owner",
  expectedCents: "expected_cents",
  probability: "probability",
  nextStep: "next_step",
  nextStepOn: "next_step_on",
  person: "person",
  email: "email",
  phone: "phone",
  consent: "consent",
};

/** Changes an opportunity by hand. @throws {Refusal} `opportunity.missing`, `opportunity.closed`, `desk.reference` for an unknown owner */
export function editOpportunity(
  house: House,
  cause: Cause,
  number: string,
  { note, ...change }: OpportunityChange & { note?: string | undefined },
): Promise<void> {
  return commit(house, cause, async ({ tx, now }) => {
    const { id, closedAt } = await readOpportunity(tx, { number });
    if (closedAt !== null)
      throw new Refusal("conflict", "opportunity.closed", `Expected an open opportunity, but ${number} is closed`);
    if (change.owner) await expectStaff(tx, change.owner);
    const given = (Object.keys(columns) as (keyof OpportunityChange)[]).filter((name) => change[name] !== undefined);
    const assignments = given.map((name, index) => `${columns[name]} = $${index + 4}`);
    if (assignments.length > 0)
      await changeOpportunity(tx, id, {
        now,
        assignments: assignments.join(", "),
        values: given.map((name) => change[name]),
      });
    const details = Object.fromEntries(given.map((name) => [name, change[name] ?? null]));
    await remember(tx, id, now, { kind: "changed", actor: cause.actor, note: note ?? null, details });
  });
}

async function expectStaff(tx: Unit["tx"], login: string): Promise<void> {
  const rows = await tx.query("select 1 from technicians where tenant_id = $1 and login = $2", [tx.tenantId, login]);
  if (rows.length === 0)
    throw new Refusal("unprocessable", "desk.reference", `Expected a member of staff, but ${login} is none`);
}
