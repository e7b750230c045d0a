import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { findFile } from "../../desk/files/files.ts";
import { addCustody, keepEvidence } from "../../desk/security/evidence.ts";
import { incidentIdOf, recordEvent } from "../../desk/security/incident.ts";
import { listIncidents, readIncident } from "../../desk/security/reads.ts";
import { changeIncident, changeSight, lockOpenIncident, requestAction } from "../../desk/security/requests.ts";
import { openIncident } from "../../runtime/commands/openTicket.ts";
import { answerAction, askForInterim, releaseAction } from "../../runtime/commands/security.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import type { z } from "zod";
import * as wire from "../wireSecurity.ts";

const base = "/api/security-incidents";
const permission = "tasks.work";

/** Security incidents, for those who may see them; for everybody else there are none. */
export const securityRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: base,
    summary: "A page of the security incidents that one may see, newest first",
    permission: "desk.read",
    query: { open: "true or false", level: "S1 to S4", cursor: "from the page before", limit: "1 to 200" },
    answer: wire.incidentPage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: `${base}/:number`,
    summary: "A security incident with evidence, actions, reports and course; who reads it is written down",
    permission: "desk.read",
    answer: wire.incident,
    run: show,
  }),
  jsonRoute({
    method: "post",
    path: base,
    summary:
      "Open an incident without an alert: its ticket and process begin, the clocks run from `awareAt`; under one Idempotency-Key header it is opened once",
    permission,
    body: wire.reportedIncident,
    answer: wire.openedIncident,
    run: open,
  }),
  jsonRoute({
    method: "patch",
    path: `${base}/:number`,
    summary:
      "Correct an incident, or say who sees it; another moment of awareness needs a reason and moves the deadlines",
    permission,
    body: wire.incidentChange,
    run: change,
  }),
  jsonRoute({
    method: "post",
    path: `${base}/:number/evidence`,
    summary: "Keep a piece of evidence: its hash begins its chain of custody",
    permission,
    body: wire.newEvidence,
    answer: wire.createdId,
    run: addEvidence,
  }),
  jsonRoute({
    method: "post",
    path: `${base}/:number/evidence/:id/custody`,
    summary: "Add to the chain of custody of a piece of evidence",
    permission,
    body: wire.newCustody,
    run: passOn,
  }),
  jsonRoute({
    method: "post",
    path: `${base}/:number/actions`,
    summary: "Ask for a containment action; somebody else approves it",
    permission,
    body: wire.newAction,
    answer: wire.createdId,
    run: ({ body, ...call }) =>
      write(call, async (tx, { number, now, login }) => ({ id: await requestAction(tx, number, body, login, now) })),
  }),
  jsonRoute({
    method: "post",
    path: `${base}/:number/actions/:id/answer`,
    summary: "Approve or refuse a containment action that somebody else asked for; what is approved is done at once",
    permission,
    body: wire.actionAnswer,
    run: answer,
  }),
  plainRoute({
    method: "post",
    path: `${base}/:number/actions/:id/release`,
    summary: "Have a containment action released that holds",
    permission,
    run: async (call) => {
      await refuseHidden(call);
      await releaseAction(call.site.house, call.cause, numberOf(call), idOf(call.params["id"], "action"));
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: `${base}/:number/authority-requests`,
    summary: "An authority asks for an interim report: it is opened with its deadline",
    permission,
    body: wire.authorityRequest,
    run: async (call) => {
      await refuseHidden(call);
      await askForInterim(call.site.house, call.cause, numberOf(call), call.body);
      return nothing;
    },
  }),
];

type Asked = Pick<Call<unknown>, "site" | "person" | "params">;

function numberOf({ params }: Pick<Asked, "params">): string {
  return params["number"] ?? "";
}

/** Commands see everything, so that whoever gives one is asked first what they see. @throws {Refusal} `incident.missing` */
async function refuseHidden(call: Asked): Promise<void> {
  await transact(call.site.house.database, call.person, (tx) => incidentIdOf(tx, numberOf(call)));
}

interface Doing {
  readonly number: string;
  readonly now: Date;
  readonly login: string;
}

/** Writes with the sight of whoever asks. */
function write<T>(call: Asked, work: (tx: Tx, doing: Doing) => Promise<T>): Promise<T> {
  const doing = { number: numberOf(call), now: call.site.house.now(), login: call.person.login };
  return transact(call.site.house.database, call.person, (tx) => work(tx, doing));
}

async function open({ site, cause, body, headers }: Call<z.output<typeof wire.reportedIncident>>): Promise<unknown> {
  const key = headers["idempotency-key"];
  const once = typeof key === "string" ? key.slice(0, 200) : undefined;
  const { number, instanceId } = await openIncident(site.house, cause, body, once);
  return { ticketNumber: number, instanceId };
}

function list(call: Call<undefined>): Promise<unknown> {
  const { query, site, person } = call;
  const cursor = readCursor(query["cursor"], 2);
  const limit = limitOf(query["limit"]);
  const after = cursor && { at: new Date(cursor[0] ?? ""), id: idOf(cursor[1], "row") };
  const isOpen = query["open"] === undefined ? undefined : query["open"] === "true";
  return transact(site.house.database, person, async (tx) => {
    const items = await listIncidents(tx, { isOpen, level: query["level"] }, { limit, after });
    const last = items.length === limit ? items.at(-1) : undefined;
    return { items, nextCursor: last === undefined ? null : writeCursor([last.createdAt.toISOString(), last.id]) };
  });
}

function show(call: Call<undefined>): Promise<unknown> {
  return write(call, async (tx, { number, now, login }) => {
    const incident = await readIncident(tx, number, now);
    await recordEvent(tx, incident.id, { kind: "read", actor: login, note: "" }, now);
    return incident;
  });
}

function change(call: Call<wire.IncidentChange>): Promise<unknown> {
  const { people, isStrict, awareAt, ...rest } = call.body;
  const isAboutSight = people !== undefined || isStrict !== undefined;
  if (isAboutSight && call.person.sight === "named")
    throw new Refusal(
      "forbidden",
      "incident.sight",
      `Expected somebody of the security team, but ${call.person.login} is named only`,
    );
  return write(call, async (tx, { number, now, login }) => {
    const correction = { ...rest, ...(awareAt === undefined ? {} : { awareAt: new Date(awareAt) }) };
    if (Object.keys(correction).length > 0) await changeIncident(tx, number, correction, login, now);
    if (isAboutSight) await changeSight(tx, number, { people, isStrict }, login, now);
    return nothing;
  });
}

function addEvidence(call: Call<z.output<typeof wire.newEvidence>>): Promise<unknown> {
  const { kind, title, content, fileId } = call.body;
  return write(call, async (tx, { number, now, login }) => {
    const incident = await lockOpenIncident(tx, number);
    const file = fileId === undefined ? undefined : await findFile(tx, fileId);
    const piece = { kind, title, content, source: login, collectedBy: login } as const;
    const id = await keepEvidence(
      tx,
      incident.id,
      file === undefined ? piece : { ...piece, fileId: file.id, sha256: file.sha256 },
      now,
    );
    if (id === null)
      throw new Refusal("conflict", "evidence.exists", "Expected a new piece of evidence, but it is there already");
    return { id };
  });
}

function passOn(call: Call<z.output<typeof wire.newCustody>>): Promise<unknown> {
  const { action, toPerson = null, note } = call.body;
  if (action === "handed_over" && toPerson === null)
    throw new Refusal("unprocessable", "evidence.toPerson", "Expected whom it was handed over to, but nobody is named");
  return write(call, async (tx, { number, now, login }) => {
    await incidentIdOf(tx, number);
    await addCustody(tx, idOf(call.params["id"], "evidence"), { action, person: login, toPerson, note }, now);
    return nothing;
  });
}

async function answer(call: Call<z.output<typeof wire.actionAnswer>>): Promise<unknown> {
  await refuseHidden(call);
  const { isApproved, reason = null } = call.body;
  const actionId = idOf(call.params["id"], "action");
  await answerAction(call.site.house, call.cause, { number: numberOf(call), actionId, isApproved, reason });
  return nothing;
}
