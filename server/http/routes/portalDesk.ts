import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import { categoriesOf, devicesOf, ticketOf, ticketsOf } from "../../desk/portal/customers.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import { Arrivals } from "../portal/arrivals.ts";
import { homePage, isOver, saying, signInPage, ticketPage } from "../portal/deskPages.ts";
import { deskWords } from "../portal/deskWords.ts";
import { isOwnPage, notice } from "../portal/page.ts";
import { blank, enteredIn, mistakesIn, publish, readForm } from "../portal/request.ts";
import { requestPage } from "../portal/requestPage.ts";
import type { Entered } from "../portal/requestPage.ts";
import { frontOf, languageOf, visitorOf } from "../portal/visitor.ts";
import type { Visitor } from "../portal/visitor.ts";
import { plainRoute, rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { leadTo, shown } from "./portalAccess.ts";

const language = { language: "de or en; the customer's own without saying" };
/** A request with its attachments has this many bytes at most. */
const requestLimit = 10 * 1024 * 1024 + 64 * 1024;
/** Requests and answers that a contact may send. */
const most = { perAddress: 20, ofAll: 500, code: "portal.flood" };

/** The customers' page: contacts report faults, ask for help, see how their tickets stand, and answer. */
export function portalDeskRoutes(): readonly Route[] {
  const counted = new Arrivals(most);
  return [
    ...pages,
    rawRoute({
      method: "post",
      path: "/portal/new",
      summary: "A fault or a request with attachments; it starts what a portal request starts",
      permission: undefined,
      query: language,
      types: ["multipart/form-data"],
      limit: requestLimit,
      answerType: "text/html",
      run: (call) => take(call, counted),
    }),
    rawRoute({
      method: "post",
      path: "/portal/tickets/:number",
      summary: "A contact's answer on a ticket; its process hears of it as of a mail",
      permission: undefined,
      query: language,
      types: ["application/x-www-form-urlencoded"],
      limit: 64 * 1024,
      answerType: "text/html",
      run: (call) => answer(call, counted),
    }),
  ];
}

const pages: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/portal",
    summary: "The customers' page: a contact's tickets, or where one asks for a link",
    permission: undefined,
    query: {
      ...language,
      tenant: "whose page; the home tenant without saying",
      taken: "yes: a request was just taken",
    },
    answerType: "text/html",
    run: home,
  }),
  plainRoute({
    method: "get",
    path: "/portal/new",
    summary: "The form for a fault or a request",
    permission: undefined,
    query: language,
    answerType: "text/html",
    run: form,
  }),
  plainRoute({
    method: "get",
    path: "/portal/tickets/:number",
    summary: "A contact's own ticket with what was said",
    permission: undefined,
    query: { ...language, answered: "yes: an answer was just taken" },
    answerType: "text/html",
    run: (call) => ticket(call),
  }),
];

async function home(call: Call<undefined>): Promise<unknown> {
  const visitor = await visitorOf(call);
  if (visitor === undefined) {
    const front = await frontOf(call, call.query["tenant"] ?? call.site.homeTenant);
    if (front === undefined) return notice(404, languageOf(call, call.language), deskWords[call.language].missing);
    return shown(front, signInPage(front));
  }
  const { front, contact, tenantId } = visitor;
  const tickets = await transact(call.site.house.database, tenantId, (tx) => ticketsOf(tx, contact.id));
  return shown(front, homePage(front, contact, { tickets, isTaken: call.query["taken"] === "yes" }));
}

/** Whoever is not signed in begins at the beginning. */
function toSignIn(call: Call<unknown>) {
  return leadTo(`/portal?language=${languageOf(call, call.language)}`);
}

async function form(call: Call<undefined>): Promise<unknown> {
  const visitor = await visitorOf(call);
  if (visitor === undefined) return toSignIn(call);
  return asked(call, visitor, { ...blank, kind: "incident", key: randomUUID() }, []);
}

async function asked(call: Call<unknown>, visitor: Visitor, entered: Entered, mistakes: readonly string[]) {
  const { tenantId, contact } = visitor;
  const front = { ...visitor.front, address: "/portal/new" };
  const offered = await transact(call.site.house.database, tenantId, async (tx) => ({
    devices: await devicesOf(tx, contact),
    categories: await categoriesOf(tx),
  }));
  return shown(front, requestPage(front, offered, entered, mistakes), mistakes.length === 0 ? 200 : 422);
}

async function take(call: Call<Buffer>, counted: Arrivals): Promise<unknown> {
  const visitor = await visitorOf(call);
  if (visitor === undefined) return toSignIn(call);
  if (!isOwnPage(call.headers))
    return shown(visitor.front, saying(visitor.front, deskWords[visitor.front.language].foreign), 403);
  const given = await readForm(call);
  const entered = enteredIn(given);
  const mistakes = mistakesIn(entered, visitor);
  if (mistakes.length > 0) return asked(call, visitor, entered, mistakes);
  counted.refuseFlood(`${visitor.tenantId}/${visitor.contact.id}`, call.site.house.now());
  await publish(call, visitor, { entered, files: given.getAll("files").filter((each) => each instanceof File) });
  return leadTo(`/portal?language=${visitor.front.language}&taken=yes`);
}

async function ticket(call: Call<unknown>, mistakes: readonly string[] = []): Promise<unknown> {
  const visitor = await visitorOf(call);
  if (visitor === undefined) return toSignIn(call);
  const { tenantId, contact, front } = visitor;
  const number = call.params["number"] ?? "";
  const found = await transact(call.site.house.database, tenantId, (tx) => ticketOf(tx, contact, number));
  if (found === undefined) return shown(front, saying(front, deskWords[front.language].missing), 404);
  const isAnswered = call.query["answered"] === "yes";
  return shown(front, ticketPage(front, found, { mistakes, isAnswered }), mistakes.length === 0 ? 200 : 422);
}

async function answer(call: Call<Buffer>, counted: Arrivals): Promise<unknown> {
  const visitor = await visitorOf(call);
  if (visitor === undefined) return toSignIn(call);
  const { tenantId, contact, front } = visitor;
  const words = deskWords[front.language];
  if (!isOwnPage(call.headers)) return shown(front, saying(front, words.foreign), 403);
  const { house } = call.site;
  const number = call.params["number"] ?? "";
  const found = await transact(house.database, tenantId, (tx) => ticketOf(tx, contact, number));
  if (found === undefined || isOver(found)) return shown(front, saying(front, words.missing), 404);
  const given = new URLSearchParams(call.body.toString("utf8").replaceAll("%00", "")).get("text") ?? "";
  const text = given.toWellFormed().trim().slice(0, 8000);
  if (text === "") return ticket(call, [words.replyMissing]);
  counted.refuseFlood(`${tenantId}/${contact.id}`, house.now());
  const messageId = `<${randomUUID()}@portal>`;
  const mail: JsonObject = {
    messageId,
    inReplyTo: null,
    references: [],
    from: { address: contact.email, name: contact.name ?? "" },
    to: [],
    subject: `${found.number}: ${found.title}`,
    text,
    html: null,
    autoSubmitted: null,
    precedence: null,
    receivedAt: house.now().toISOString(),
    attachments: [],
    ticketToken: found.number,
  };
  await publishMessage(
    house,
    { ...call.cause, tenantId, actor: "portal" },
    { name: "mail.received", correlationKey: messageId, variables: { mail }, idempotencyKey: `portal:${messageId}` },
  );
  return leadTo(`/portal/tickets/${encodeURIComponent(found.number)}?language=${front.language}&answered=yes`);
}
