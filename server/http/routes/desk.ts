import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { lineChange } from "../../desk/billing/changeLine.ts";
import type { LineChange } from "../../desk/billing/changeLine.ts";
import { countUnread, listNotifications, markNotificationsRead } from "../../desk/notifications.ts";
import { listProposals, readProposal } from "../../desk/reads/proposals.ts";
import { listRoadmapItems, readRoadmapItem } from "../../desk/reads/roadmap.ts";
import { listTickets, readTicket, ticketsByNumbers } from "../../desk/reads/tickets.ts";
import { approve, changePosition, invoice } from "../../runtime/commands/billing.ts";
import { awaitedBy } from "../../messages/correlate.ts";
import { idOf, pageAnswer, pageOf, paging } from "../page.ts";
import { presentActs } from "../present/acts.ts";
import { presentClock } from "../present/clock.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { actingOf } from "./tickets.ts";
import * as wire from "../wire.ts";

/** What the desk shows: tickets, invoice proposals, roadmap, and what people are told. */
export const deskRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/tickets",
    summary: "A page of tickets, newest first",
    permission: "desk.read",
    query: { status: "ticket status", search: "text in number, title or customer", assignee: "login", ...paging },
    answer: wire.ticketPage,
    run: tickets,
  }),
  plainRoute({
    method: "get",
    path: "/api/tickets/:number",
    summary: "A ticket with its messages and times",
    permission: "desk.read",
    answer: wire.ticket,
    run: ticket,
  }),
  plainRoute({
    method: "get",
    path: "/api/billing-proposals",
    summary: "A page of invoice proposals, newest first",
    permission: "desk.read",
    query: { state: "proposal state", ticket: "ticket number", ...paging },
    answer: wire.proposalPage,
    run: proposals,
  }),
  plainRoute({
    method: "get",
    path: "/api/billing-proposals/:id",
    summary: "An invoice proposal with the rules behind each line",
    permission: "desk.read",
    answer: wire.proposal,
    run: ({ params, ...call }) => read(call, (tx) => readProposal(tx, idOf(params["id"], "proposal"))),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/billing-proposals/:id/lines",
    summary: "Correct a position that is billed again; whoever does so approves it no more",
    permission: "desk.write",
    body: lineChange,
    run: changeOne,
  }),
  plainRoute({
    method: "post",
    path: "/api/billing-proposals/:id/approve",
    summary: "Approve the open positions of an invoice proposal; nobody approves their own time",
    permission: "billing.approve",
    run: approveOne,
  }),
  plainRoute({
    method: "post",
    path: "/api/billing-proposals/:id/invoice",
    summary: "Turn an approved proposal into a final invoice with its number, and tell the ticket's processes",
    permission: "billing.approve",
    answer: wire.invoice,
    run: invoiceOne,
  }),
  plainRoute({
    method: "get",
    path: "/api/roadmap-items",
    summary: "A page of vCIO roadmap items, newest first",
    permission: "desk.read",
    query: paging,
    answer: wire.roadmapPage,
    run: roadmap,
  }),
  plainRoute({
    method: "get",
    path: "/api/roadmap-items/:id",
    summary: "A roadmap item with what speaks for it",
    permission: "desk.read",
    answer: wire.roadmapItem,
    run: ({ params, ...call }) => read(call, (tx) => readRoadmapItem(tx, idOf(params["id"], "roadmap"))),
  }),
  plainRoute({
    method: "get",
    path: "/api/notifications",
    summary: "What one was told, newest first",
    permission: "signedIn",
    query: paging,
    answer: wire.notificationPage,
    run: notifications,
  }),
  plainRoute({
    method: "post",
    path: "/api/notifications/read",
    summary: "Mark all as read",
    permission: "signedIn",
    run: markRead,
  }),
];

type Reading = Pick<Call<unknown>, "site" | "person">;

function read<T>({ site, person }: Reading, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}

function tickets(call: Call<undefined>): Promise<unknown> {
  const { query, site } = call;
  const page = pageOf(query);
  const statuses = query["status"] === undefined ? undefined : [query["status"]];
  return read(call, async (tx) => {
    const rows = await listTickets(tx, { statuses, text: query["search"], assignee: query["assignee"] }, page);
    const clocks = await ticketsByNumbers(
      tx,
      site.house.calendars,
      rows.map((row) => row.number),
      site.house.now(),
    );
    const { items, nextCursor } = pageAnswer(rows, page.limit);
    const withClocks = items.map((row) => {
      const standing = clocks.get(row.number)?.sla ?? null;
      return { ...row, sla: standing === null ? null : presentClock(standing) };
    });
    return { items: withClocks, nextCursor };
  });
}

function ticket(call: Call<undefined>): Promise<unknown> {
  const number = call.params["number"] ?? "";
  const { house } = call.site;
  return read(call, async (tx) => {
    const { clocks: _, ...whole } = await readTicket(tx, number);
    const standing = (await ticketsByNumbers(tx, house.calendars, [number], house.now())).get(number)?.sla ?? null;
    const instances = await tx.query<{ id: string }>(
      "select id from instances where tenant_id = $1 and business_key = $2 order by started_at limit 200",
      [tx.tenantId, number],
    );
    return {
      ...whole,
      sla: standing === null ? null : presentClock(standing),
      acts: presentActs(whole, actingOf(call.person), await awaitedBy(tx, number)),
      instanceIds: instances.map((row) => row.id),
    };
  });
}

function proposals(call: Call<undefined>): Promise<unknown> {
  const page = pageOf(call.query);
  const filter = { state: call.query["state"], ticketNumber: call.query["ticket"] };
  return read(call, async (tx) => pageAnswer(await listProposals(tx, filter, page), page.limit));
}

async function changeOne({ site, cause, params, body }: Call<LineChange>): Promise<unknown> {
  await changePosition(site.house, cause, idOf(params["id"], "proposal"), body);
  return nothing;
}

async function approveOne({ site, cause, params }: Call<undefined>): Promise<unknown> {
  await approve(site.house, cause, idOf(params["id"], "proposal"));
  return nothing;
}

async function invoiceOne({ site, cause, params }: Call<undefined>): Promise<unknown> {
  const [made] = await invoice(site.house, cause, [idOf(params["id"], "proposal")]);
  return made;
}

function roadmap(call: Call<undefined>): Promise<unknown> {
  const page = pageOf(call.query);
  return read(call, async (tx) => pageAnswer(await listRoadmapItems(tx, {}, page), page.limit));
}

function notifications(call: Call<undefined>): Promise<unknown> {
  const { limit, after } = pageOf(call.query);
  const { login } = call.person;
  const before = after === undefined ? {} : { before: { createdAt: after.at, id: after.id } };
  return read(call, async (tx) => ({
    items: await listNotifications(tx, login, { limit, ...before }),
    unread: await countUnread(tx, login),
  }));
}

async function markRead(call: Call<undefined>): Promise<unknown> {
  await read(call, (tx) => markNotificationsRead(tx, call.person.login, call.site.house.now()));
  return nothing;
}
