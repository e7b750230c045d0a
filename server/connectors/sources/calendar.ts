import { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import { transact } from "../../db/transact.ts";
import { followAbsences, houseZone } from "../../desk/records/absenceCalendar.ts";
import { openConnector } from "../frame/open.ts";
import { neededText } from "../frame/rows.ts";
import type { World } from "../frame/world.ts";
import { keepCursor } from "./lease.ts";
import type { LeasedSource } from "./lease.ts";

const cursorShape = z.object({ version: z.string().nullable(), taken: z.record(z.string(), z.string()) });
/** How far ahead absences are taken, in milliseconds: a year and a half. */
const ahead = 548 * 24 * 3_600_000;

/** Brings somebody's absences in line with their calendar, when it changed. Those that are over stay as they are. */
export async function readAbsences(world: World, worker: string, source: LeasedSource): Promise<boolean> {
  const { tenantId, id } = source;
  const { port } = await openConnector(world, tenantId, source, "calendar");
  const { version, taken } = cursorShape.safeParse(source.cursor).data ?? { version: null, taken: {} };
  const from = world.now();
  const timeZone = await transact(world.database, tenantId, houseZone);
  const found = await port.events({ from, to: new Date(from.getTime() + ahead), timeZone }, version);
  if (found === undefined) return false;
  const login = neededText(source, "login");
  await transact(world.database, tenantId, async (tx) => {
    const before = Object.fromEntries(Object.entries(taken).filter(([key]) => Date.parse(key.split("/").at(-1) ?? "") > from.getTime())); // prettier-ignore
    const followed = await followAbsences(tx, { login, events: found.events, before }, from);
    const tell = (type: string, data: { id: string; login: string }) =>
      appendTrail(tx, { streamId: "absences", at: from, actor: "system", requestId: null, type, data });
    for (const each of followed.recorded) await tell("recordAbsence", { id: each, login });
    for (const each of followed.removed) await tell("removeAbsence", { id: each, login });
    await keepCursor(tx, id, worker, { version: found.version, taken: followed.taken });
  });
  return false;
}
