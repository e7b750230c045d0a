import { connect } from "../server/db/connect.ts";
import { everyTenant, transact } from "../server/db/transact.ts";
import { nextTimerAt } from "../server/jobs/timers.ts";
import { permissionsOf } from "../server/identity/person.ts";
import type { Person } from "../server/identity/person.ts";
import type { JsonObject } from "../server/base/json.ts";
import { listProposals } from "../server/desk/reads/proposals.ts";
import { approve, invoice } from "../server/runtime/commands/billing.ts";
import { completeTask } from "../server/runtime/commands/completeTask.ts";
import { publishMessage } from "../server/runtime/commands/publishMessage.ts";
import type { Cause, House } from "../server/runtime/house.ts";
import type { Performer } from "../server/runtime/performer.ts";
import { drain } from "../server/workers/crew.ts";
import { playAssets } from "./assets.ts";
import { playComplaint, playOrder } from "./complaints.ts";
import { playBilledMonth, playMonthUnderWay } from "./billing.ts";
import { setUpCompany } from "./company.ts";
import { createCustomers } from "./customers.ts";
import { playLicences } from "./licences.ts";
import { playProgress, playProjects } from "./projects.ts";
import { playSales } from "./sales.ts";
import { playSecurity } from "./security.ts";
import { stories } from "./stories.ts";
import type { Stage, Story } from "./stories.ts";

const hour = 3_600_000;

/** The stage with its clock: a house whose time the stories move. */
interface Theatre {
  readonly house: House;
  readonly performers: readonly Performer[];
  readonly tenantId: string;
  readonly setNow: (now: Date) => void;
  /** The real present, which no story reaches beyond. */
  readonly end: Date;
}

/**
 * Plays the demo on an empty tenant: the company is set up, a month is billed to the end, twenty tickets live through the last five
 * days, and another month is being billed, by the same commands that HTTP uses. Does nothing when there are customers already. Mails of the demo are kept, never sent.
 */
export async function playDemo(
  house: House,
  performersOf: (house: House) => readonly Performer[],
  tenantId: string,
): Promise<void> {
  const customers = await transact(house.database, tenantId, (tx) =>
    tx.query("select 1 from customers where tenant_id = $1 limit 1", [tenantId]),
  );
  if (customers.length > 0) return;
  const database = connect(house.database.url, { poolMax: 4, isRehearsal: true });
  try {
    await playPast({ ...house, database }, performersOf, tenantId);
  } finally {
    await database.destroy();
  }
  house.log.info({ tickets: stories.length }, "demo played");
}

async function playPast(
  house: House,
  performersOf: (house: House) => readonly Performer[],
  tenantId: string,
): Promise<void> {
  const end = house.now();
  const begin = new Date(momentOf(end, 120).getTime() - hour);
  const lastMonth = firstOfMonth(begin, -1);
  let now = workingDay(new Date(lastMonth.getTime() + 4 * 24 * hour), 0);
  const past: House = { ...house, now: () => now };
  await transact(house.database, tenantId, async (tx) => createCustomers(tx, await setUpCompany(tx, now, end), now));
  const setNow = (next: Date): void => {
    now = next;
  };
  const performers = performersOf(past);
  await playBilledMonth({ house: past, performers, tenantId }, dayBefore(lastMonth));
  setNow(begin);
  await playProjects(past, tenantId);
  await play({ house: past, performers, tenantId, setNow, end });
}

/** Plays the stories in the order of their time. */
async function play(theatre: Theatre): Promise<void> {
  const { end } = theatre;
  const byTime = stories.toSorted((a, b) => b.hoursAgo - a.hoursAgo);
  for (const [index, story] of byTime.entries()) {
    await wait(theatre, momentOf(end, story.hoursAgo));
    if (index === 1) {
      await playSales(theatre);
      await playAssets(theatre);
      await playLicences(theatre);
      await playProgress(theatre);
    }
    await arrive(theatre, story, index);
    await advance(theatre, story);
  }
  await wait(theatre, end);
  await playOrder(theatre);
  await playComplaint(theatre);
  await playMonthUnderWay(theatre, dayBefore(end));
  await playSecurity({ ...theatre, analyst: demoPerson(theatre.tenantId, "cweiss") });
}

/**
 * When a story came in: as many working days back as `hoursAgo` has days, at a time of day between eight and five, so that
 * the demo looks like a service desk's week whenever it is started.
 */
function momentOf(end: Date, hoursAgo: number): Date {
  const day = workingDay(end, Math.floor(hoursAgo / 24));
  const opens = day.getTime() + 7 * hour;
  const closes = Math.min(day.getTime() + 16 * hour, end.getTime());
  return new Date(opens + (1 - (hoursAgo % 24) / 24) * (closes - opens));
}

/** Midnight (UTC) of the working day `back` working days before the last one whose office hours have begun by `end`. */
function workingDay(end: Date, back: number): Date {
  const date = new Date(end.getTime() - 9 * hour);
  date.setUTCHours(0, 0, 0, 0);
  for (let left = back; ; left -= 1) {
    while (date.getUTCDay() % 6 === 0) date.setUTCDate(date.getUTCDate() - 1);
    if (left === 0) return date;
    date.setUTCDate(date.getUTCDate() - 1);
  }
}

/** Midnight (UTC) of the first day of a month, counted from the one that a moment is in. */
function firstOfMonth(moment: Date, months: number): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months, 1));
}

/** The day before, as `2026-10-31`. */
function dayBefore(moment: Date): string {
  return new Date(moment.getTime() - 24 * hour).toISOString().slice(0, 10);
}

/** Minutes that people take for something. */
function pass(theatre: Theatre, minutes: number): Promise<void> {
  const then = theatre.house.now().getTime() + minutes * 60_000;
  return wait(theatre, new Date(Math.min(then, theatre.end.getTime())));
}

/** Lets time pass; what falls due happens at its time. */
async function wait({ house, performers, setNow }: Theatre, until: Date): Promise<void> {
  while (house.now() < until) {
    const due = await transact(house.database, everyTenant, (tx) => nextTimerAt(tx, house.now()));
    setNow(due === undefined || due > until ? until : due);
    await drain(house, performers);
  }
}

async function arrive({ house, performers, tenantId }: Theatre, story: Story, index: number): Promise<void> {
  const cause: Cause = { tenantId, actor: "portal" };
  const { from, title, text, kind, scope, canWork } = story;
  const request = { id: `demo-${index}`, contactEmail: from, title, description: text, kind, scope, canWork };
  await publishMessage(house, cause, {
    name: "portal.request",
    correlationKey: request.id,
    variables: { request },
    idempotencyKey: request.id,
  });
  await drain(house, performers);
}

const stages: readonly Stage[] = ["new", "offered", "working", "waiting", "resolved", "billable", "invoiced"];

function reaches(story: Story, stage: Stage): boolean {
  return stages.indexOf(story.stage) >= stages.indexOf(stage);
}

/** Does what people do, until the story has come as far as it should. */
async function advance(theatre: Theatre, story: Story): Promise<void> {
  if (!reaches(story, "offered")) return;
  await pass(theatre, 4);
  await answer(theatre, story, "ticket_qualify", story.qualify);
  if (!reaches(story, "working")) return;
  await pass(theatre, 6);
  await answer(theatre, story, "ticket_accept", { decision: "accept" });
  if (story.stage === "working") return;
  await pass(theatre, story.minutes ?? 10);
  if (story.stage === "waiting") return answer(theatre, story, "ticket_work", story.need ?? question(story));
  await answer(theatre, story, "ticket_work", solution(story));
  const number = await numberOf(theatre, story);
  await pass(theatre, 35);
  if (reaches(story, "billable")) await tell(theatre, "ticket.confirmed", number, {});
  if (story.stage === "invoiced") await bill(theatre, number);
  return undefined;
}

/** The billing manager approves the ticket's proposals and turns them into invoices; what the contract covers is not billed. */
async function bill({ house, performers, tenantId }: Theatre, ticketNumber: string): Promise<void> {
  const cause: Cause = { tenantId, actor: "gpohl" };
  const proposals = await transact(house.database, tenantId, (tx) =>
    listProposals(tx, { ticketNumber }, { limit: 10 }),
  );
  for (const { id, needsApproval } of proposals.filter((proposal) => proposal.netCents > 0)) {
    if (needsApproval) await approve(house, cause, id);
    await invoice(house, cause, [id]);
  }
  await drain(house, performers);
}

function question({ title }: Story): JsonObject {
  return {
    outcome: "waiting_customer",
    question: `Rückfrage zu „${title}“: Seit wann tritt das auf, und was wurde davor geändert?`,
    minutes: 10,
    workType: "remote",
  };
}

function solution({ resolution = "Behoben.", minutes = 15 }: Story): JsonObject {
  return { outcome: "solved", resolution, resolutionCode: "fixed", minutes, workType: "remote", cause: "customer" };
}

/** Completes the story's open task with a form, as the person who holds it or may take it. */
async function answer(
  { house, performers, tenantId }: Theatre,
  story: Story,
  formKey: string,
  values: JsonObject,
): Promise<void> {
  const [task] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ instance_id: string; wait_id: string; assignee: string | null }>(
      `select t.instance_id, t.wait_id, t.assignee from tasks t
       where t.tenant_id = $1 and t.form_key = $2 and t.title = $3 order by t.created_at desc limit 1`,
      [tenantId, formKey, story.title],
    ),
  );
  if (task === undefined) return;
  const actor = task.assignee ?? "esommer";
  const cause: Cause = { tenantId, actor };
  await completeTask(
    house,
    cause,
    demoPerson(tenantId, actor),
    { instanceId: task.instance_id, waitId: task.wait_id },
    values,
  );
  await drain(house, performers);
}

function demoPerson(tenantId: string, login: string): Person {
  const roles = ["technician", "dispatcher", "service-manager"];
  return {
    tenantId,
    login,
    name: login,
    email: null,
    language: "de",
    roles,
    permissions: permissionsOf(roles),
    kind: "user",
    sight: "all",
  };
}

async function numberOf({ house, tenantId }: Theatre, story: Story): Promise<string> {
  const [row] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ business_key: string }>(
      "select business_key from instances where tenant_id = $1 and title = $2 and parent_id is null and business_key is not null limit 1",
      [tenantId, story.title],
    ),
  );
  return row?.business_key ?? "";
}

async function tell(
  { house, performers, tenantId }: Theatre,
  name: string,
  number: string,
  variables: JsonObject,
): Promise<void> {
  await publishMessage(house, { tenantId, actor: "demo" }, { name, correlationKey: number, variables });
  await drain(house, performers);
}
