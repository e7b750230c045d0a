import type { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { listAbsences, listStaff, removeAbsence } from "../../desk/reads/absences.ts";
import { followAbsences, houseZone } from "../../desk/records/absenceCalendar.ts";
import { readCalendar } from "../../documents/calendar/read.ts";
import { recordAbsence } from "../../desk/records/staff.ts";
import { idOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireAbsences.ts";

const permission = "administration";

/** Who is away and who stands in: dispatching passes over the one and looks at the other. */
export const absenceRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/absences",
    summary: "Absences that are not over yet, the next first, and the staff they can be of",
    permission,
    answer: wire.absenceList,
    run: ({ site, person }) =>
      transact(site.house.database, person, async (tx) => ({
        items: await listAbsences(tx, site.house.now()),
        staff: await listStaff(tx),
      })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/absences",
    summary: "Record an absence, with who stands in",
    permission,
    body: wire.newAbsence,
    answer: wire.absenceId,
    run: add,
  }),
  jsonRoute({
    method: "post",
    path: "/api/absences/calendar",
    summary: "Record somebody's absences as a calendar file (.ics) has them, for the next year and a half",
    permission,
    body: wire.absenceCalendar,
    answer: wire.absencesTaken,
    run: take,
  }),
  plainRoute({
    method: "delete",
    path: "/api/absences/:id",
    summary: "Take an absence back",
    permission,
    run: remove,
  }),
];

async function add(call: Call<z.output<typeof wire.newAbsence>>): Promise<unknown> {
  const { site, person, body } = call;
  if (body.toAt <= body.fromAt)
    throw new Refusal("unprocessable", "absence.span", "Expected an end after the beginning, but it is not");
  if (body.substitute === body.login)
    throw new Refusal("unprocessable", "absence.substitute", "Expected somebody else to stand in, but it is the same");
  return transact(site.house.database, person, async (tx) => {
    const id = await recordAbsence(tx, body, site.house.now());
    await tell(tx, call, { type: "recordAbsence", data: { id, ...body } });
    return { id };
  });
}

/** Milliseconds that absences are taken ahead: a year and a half. */
const ahead = 548 * 24 * 3_600_000;

async function take(call: Call<z.output<typeof wire.absenceCalendar>>): Promise<unknown> {
  const { site, person, body } = call;
  const { login, calendar } = body;
  const now = site.house.now();
  return transact(site.house.database, person, async (tx) => {
    const to = new Date(now.getTime() + ahead);
    const events = readCalendar(calendar, { from: now, to, timeZone: await houseZone(tx) });
    const { recorded } = await followAbsences(tx, { login, events, before: {} }, now);
    for (const id of recorded) await tell(tx, call, { type: "recordAbsence", data: { id, login } });
    return { recorded: recorded.length, known: events.length - recorded.length };
  });
}

async function remove(call: Call<undefined>): Promise<unknown> {
  const id = idOf(call.params["id"], "absence");
  await transact(call.site.house.database, call.person, async (tx) => {
    const login = await removeAbsence(tx, id);
    if (login === undefined)
      throw new Refusal("missing", "absence.missing", "Expected the id of a known absence, but it is none");
    await tell(tx, call, { type: "removeAbsence", data: { id, login } });
  });
  return nothing;
}

function tell(
  tx: Tx,
  { site, cause }: Call<unknown>,
  event: Pick<Parameters<typeof appendTrail>[1], "type" | "data">,
): Promise<void> {
  const { actor, requestId } = cause;
  return appendTrail(tx, { streamId: "absences", at: site.house.now(), actor, requestId: requestId ?? null, ...event });
}
