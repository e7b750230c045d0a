import { z } from "zod";
import {
  changeMaterial,
  keptMaterial,
  materialChange,
  materialRemoval,
  removeMaterial,
} from "../../desk/records/material.ts";
import { material, recordMaterial } from "../../desk/records/prices.ts";
import { findMaterial, findTime, materialListing, timeListing } from "../../desk/reads/times.ts";
import { addedTime, keptTime, timeChange, timeRemoval } from "../../desk/tickets/correctTime.ts";
import type { Corrector } from "../../desk/tickets/correctTime.ts";
import { cancelTime, correctTime, recordPast } from "../../runtime/commands/times.ts";
import { jsonRoute, nothing } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { changing, lookingRoutes, namesOf, pageOf, recordId, recordRoutes } from "./records.ts";

const instant = z.iso.datetime({ offset: true });

const time = z.object({
  id: z.string(),
  revision: z.number().int(),
  startedAt: instant,
  minutes: z.number().int(),
  workType: z.string(),
  timeClass: z.string().describe("BT within service time, ST a working day outside of it, OT weekend and holiday"),
  cause: z.string(),
  note: z.string(),
  technician: z.string(),
  technicianName: z.string(),
  approvedBy: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  title: z.string().nullable().describe("Of the ticket, or of the task of a project"),
  projectNumber: z.string().nullable(),
  task: z.string().nullable(),
  customerId: z.string().nullable(),
  customer: z.string().nullable(),
  state: z.enum(["open", "proposed", "billed"]),
});

const materialRow = z.object({
  id: z.string(),
  revision: z.number().int(),
  text: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitPriceCents: z.number().int(),
  netCents: z.number(),
  costCents: z.number().int().nullable(),
  taxClass: z.string(),
  supply: z.string(),
  serial: z.string().nullable(),
  deliveredOn: z.iso.date(),
  createdAt: instant,
  ticketNumber: z.string().nullable(),
  customerId: z.string(),
  customer: z.string(),
  state: z.enum(["open", "proposed", "billed"]),
});

/** Time and material: looked through, recorded afterwards, put right until they are billed. */
export const timeRoutes: readonly Route[] = [
  ...lookingRoutes({
    path: "/api/times",
    many: "times",
    kept: keptTime,
    listing: timeListing,
    filters: { technician: "login", workType: "how", state: "open, proposed or billed", customerId: "customer" },
    page: pageOf(time),
    answer: time,
    find: findTime,
  }),
  jsonRoute({
    method: "post",
    path: "/api/times",
    summary: "Record time afterwards; that of others with the right to change tickets",
    permission: "tasks.work",
    body: addedTime,
    answer: z.object({ id: z.string() }),
    run: async (call) => ({ id: await recordPast(call.site.house, call.cause, call.body, correctorOf(call)) }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/times/:id",
    summary: "Put a time right until a position holds it; that of others with the right to change tickets",
    permission: "tasks.work",
    body: timeChange,
    run: async (call) => {
      await correctTime(call.site.house, call.cause, recordId(call, keptTime), call.body, correctorOf(call));
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/times/:id/cancel",
    summary: "Take a time away until a position holds it; the trail keeps how it stood",
    permission: "tasks.work",
    body: timeRemoval,
    run: async (call) => {
      await cancelTime(call.site.house, call.cause, recordId(call, keptTime), call.body, correctorOf(call));
      return nothing;
    },
  }),
  ...recordRoutes({
    path: "/api/material",
    one: "material for a customer, billed in the next run",
    many: "material",
    kept: keptMaterial,
    listing: materialListing,
    filters: { state: "open, proposed or billed", customerId: "customer" },
    page: pageOf(materialRow),
    answer: materialRow,
    created: z.object({ id: z.string() }),
    permission: "desk.write",
    find: findMaterial,
    input: material,
    create: recordMaterial,
    change: materialChange,
    save: changeMaterial,
  }),
  jsonRoute({
    method: "post",
    path: "/api/material/:id/cancel",
    summary: "Take material away until a position holds it",
    permission: "desk.write",
    body: materialRemoval,
    run: (call) =>
      changing(call, keptMaterial, { act: "cancel", members: namesOf(call.body) }, (tx) =>
        removeMaterial(tx, recordId(call, keptMaterial), call.body),
      ),
  }),
];

function correctorOf({ person }: Pick<Call<unknown>, "person">): Corrector {
  return { login: person.login, mayForOthers: person.permissions.has("desk.write") };
}
