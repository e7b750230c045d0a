import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { markPlanned, plannedIn } from "../../desk/dispatch/planned.ts";
import type { PlannedItem, ToldPlanned } from "../../desk/dispatch/planned.ts";
import { recipientsOf } from "../../desk/notifications.ts";
import type { Person } from "../../identity/person.ts";
import { commit } from "../commit.ts";
import type { Cause, House } from "../house.ts";
import { tellPeople } from "../tellPeople.ts";
import { assignTask } from "./assignTask.ts";
import { moveTask } from "./projects.ts";

/**
 * Tells the dispatchers that something is planned in the time that somebody is away; where there are none, who leads the service.
 * Each appointment and task is told once.
 *
 * @returns whether there was something to tell
 */
export function tellPlanned(house: House, cause: Cause, absenceId: string): Promise<boolean> {
  return commit(house, cause, async (unit) => {
    const told = await markPlanned(unit.tx, absenceId, unit.now);
    if (told === undefined) return false;
    const { login, count } = told;
    for (const group of ["dispatcher", "service-manager"]) {
      const all = await recipientsOf(unit.tx, { groups: [group], logins: [], onCall: false });
      const logins = all.map((each) => each.login).filter((each) => each !== login);
      if (logins.length === 0) continue;
      await tellPeople(unit, logins, { ...wordsOf(told), link: `/desk/absences/${absenceId}` });
      break;
    }
    await appendTrail(unit.tx, {
      streamId: "absences",
      at: unit.now,
      type: "tellPlanned",
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      data: { id: absenceId, login, count },
    });
    return true;
  });
}

function wordsOf({ name, from, to, zone, count }: ToldPlanned) {
  const span = (language: "de" | "en") => {
    const format = new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: zone,
    });
    return format.formatRange(from, to);
  };
  const isOne = count === 1;
  return {
    title: {
      de: `${name} ist abwesend: ${isOne ? "ein Termin" : `${count} Termine`} umzuplanen`,
      en: `${name} is away: ${isOne ? "one appointment" : `${count} appointments`} to replan`,
    },
    body: {
      de: `Besuche, Gespräche und Projektaufgaben, die in die Zeit fallen (${span("de")}), stehen bei der Abwesenheit. Dort lassen sie sich übergeben.`,
      en: `Visits, meetings and project tasks that fall into the time (${span("en")}) stand with the absence. They can be handed over there.`,
    },
  };
}

/** To whom what is planned goes, and on whose word. */
export interface HandingOver {
  readonly absenceId: string;
  readonly login: string;
  readonly person: Person;
}

/**
 * Gives the visits and project tasks that are planned within an absence to somebody else, one after the other; a meeting stays with who
 * prepared it and is moved with the customer. What cannot be handed over stays, and the first reason is told when all were tried.
 *
 * @throws {Refusal} `absence.nothing` nothing can be handed over, `absence.away` whoever should take it is away or does not work here,
 *   and why something could not go over
 */
export async function handOver(house: House, cause: Cause, handing: HandingOver): Promise<void> {
  const { absenceId, login, person } = handing;
  const items = await transact(house.database, person, async (tx) => {
    await expectThere(tx, absenceId, login);
    return plannedIn(tx, absenceId, house.now());
  });
  const work = items.filter(({ kind }) => kind !== "review");
  if (work.length === 0)
    throw new Refusal(
      "conflict",
      "absence.nothing",
      "Expected visits or project tasks in that time, but there are none",
    );
  const refusals: Refusal[] = [];
  for (const item of work) {
    try {
      await give(house, cause, handing, item);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    }
  }
  const [first] = refusals;
  if (first !== undefined) throw first;
}

async function give(house: House, cause: Cause, { login, person }: HandingOver, item: PlannedItem): Promise<void> {
  const { number, taskId, no } = item;
  if (no !== null && !person.permissions.has("desk.write"))
    throw new Refusal("forbidden", "absence.desk", `Expected whoever may change project ${number}, but you may not`);
  if (no !== null) return moveTask(house, cause, { number, no }, { assignee: login });
  const [instanceId = "", waitId = ""] = (taskId ?? "").split("~");
  return assignTask(house, cause, person, { instanceId, waitId }, login);
}

async function expectThere(tx: Parameters<typeof plannedIn>[0], absenceId: string, login: string): Promise<void> {
  const [row] = await tx.query<{ isThere: boolean }>(
    `select exists (select from technicians s where s.tenant_id = r.tenant_id and s.login = $3 and s.is_active)
       and r.login <> $3 and not exists (select from absences o where o.tenant_id = r.tenant_id and o.login = $3
         and o.from_at < r.to_at and o.to_at > r.from_at) as "isThere"
     from absences r where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, absenceId, login],
  );
  if (row === undefined)
    throw new Refusal("missing", "absence.missing", `Expected an absence, but ${absenceId} is none`);
  if (row.isThere) return;
  const message = `Expected somebody who works here and is there all that time, but ${login} is not`;
  throw new Refusal("unprocessable", "absence.away", message, [{ place: "/login", code: "absence.away", message }]);
}
