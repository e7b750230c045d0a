import { Readable } from "node:stream";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import type { Version } from "../../definitions/store.ts";
import { timeZoneOf } from "../../desk/businessDay.ts";
import { readServiceFigures } from "../../desk/reads/figures.ts";
import { expectLogSize, readCases } from "../../instances/eventLog.ts";
import type { LoggedCase } from "../../instances/eventLog.ts";
import { readProcessFigures } from "../../instances/figures.ts";
import type { ProcessFigures, ProcessQuestion } from "../../instances/figures.ts";
import { processSheet, serviceSheet } from "../present/figureSheets.ts";
import { elementNameIn } from "../present/named.ts";
import { versionsOf } from "../present/versions.ts";
import { logFoot, logHead, logTrace } from "../present/xes.ts";
import { plainRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireFigures.ts";

const span = {
  from: "the first day, e.g. 2026-11-01",
  to: "the last day, included",
  customer: "the name of a customer",
};
const csv = "text/csv; charset=utf-8";

/** How the desk and its processes did. */
export const figureRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/figures/service",
    summary: "Targets kept, response and solution times, throughput, backlog and its age, reopen rate",
    permission: "desk.read",
    query: { ...span, team: "level of support: 1, 2 or 3" },
    answer: wire.serviceFigures,
    run: service,
  }),
  plainRoute({
    method: "get",
    path: "/api/figures/service.csv",
    summary: "The figures of the desk as a table for spreadsheets",
    permission: "desk.read",
    query: { ...span, team: "level of support: 1, 2 or 3" },
    answerType: csv,
    run: async (call: Call<undefined>) =>
      file(call, { name: "service.csv", body: serviceSheet(await service(call), call.language) }),
  }),
  plainRoute({
    method: "get",
    path: "/api/figures/process/:key",
    summary: "Instances of a process, how long they took, and where their tokens waited",
    permission: "instances.read",
    query: span,
    answer: wire.processFigures,
    run: process,
  }),
  plainRoute({
    method: "get",
    path: "/api/figures/process/:key/elements.csv",
    summary: "Where tokens of a process waited, as a table for spreadsheets",
    permission: "instances.read",
    query: span,
    answerType: csv,
    run: async (call: Call<undefined>) => {
      const figures = await process(call);
      return file(call, { name: `${figures.key}.csv`, body: processSheet(figures, call.language) });
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/figures/process/:key/log.xes",
    summary: "The cases begun in the span as an event log for process mining (IEEE 1849-2016, XES)",
    permission: "instances.read",
    query: span,
    answerType: "application/xml",
    run: eventLog,
  }),
];

function service({ site, person, query }: Call<undefined>): Promise<wire.ServiceFigures> {
  const { house } = site;
  return transact(house.database, person, async (tx) => {
    const asked = { ...(await daysOf(tx, { house, query })), customer: query["customer"], team: teamOf(query["team"]) };
    const { from, to, timeZone } = asked;
    return {
      from,
      to,
      timeZone,
      ...(await readServiceFigures(tx, house.calendars, { ...asked, now: house.now() })),
    } as wire.ServiceFigures; // lists that nobody writes to
  });
}

function process({ site, person, params, query, language }: Call<undefined>): Promise<wire.ProcessFigures> {
  const { house } = site;
  const key = params["key"] ?? "";
  return transact(house.database, person, async (tx) => {
    const days = await daysOf(tx, { house, query });
    const read = await readProcessFigures(tx, { key, ...days, customer: query["customer"] });
    const known = read.definitionId === null ? [] : [read.definitionId];
    const [version] = (await versionsOf(tx, house, known)).values();
    return { key, ...days, ...read, days: [...read.days], elements: named(read, version, language) };
  });
}

/** Places where nothing but a listener waits are no bottleneck: a boundary event waits as long as what it sits on. */
function named(
  { elements }: ProcessFigures,
  version: Version | undefined,
  language: "de" | "en",
): wire.ProcessFigures["elements"] {
  return elements
    .filter(({ elementId }) => version?.definition.elements.get(elementId)?.type !== "bpmn:BoundaryEvent")
    .map((each) => ({
      ...each,
      name: elementNameIn(version, each.elementId, language),
      type: version?.definition.elements.get(each.elementId)?.type ?? null,
    }));
}

async function eventLog(call: Call<undefined>): Promise<Reply> {
  const { site, person, params, query } = call;
  const { house } = site;
  const key = params["key"] ?? "";
  const question = await transact(house.database, person, async (tx) => {
    const asked = { key, ...(await daysOf(tx, { house, query })), customer: query["customer"] };
    await expectLogSize(tx, asked);
    return asked;
  });
  return file(call, { name: `${key}.xes`, type: "application/xml", body: Readable.from(log(call, question)) });
}

/** Page by page, each in a transaction of its own: a log of thousands of cases holds neither memory nor a snapshot. */
async function* log({ site, person, language }: Call<undefined>, question: ProcessQuestion): AsyncGenerator<string> {
  const { house } = site;
  yield logHead(question.key);
  const limit = 100;
  for (let after: LoggedCase | undefined, isOver = false; !isOver;) {
    const page = await transact(house.database, person, async (tx) => {
      const cases = await readCases(tx, question, { after, limit });
      const versions = await versionsOf(
        tx,
        house,
        cases.map((each) => each.definitionId),
      );
      return { cases, versions };
    });
    for (const each of page.cases)
      yield logTrace(each, (id) => elementNameIn(page.versions.get(each.definitionId), id, language));
    after = page.cases.at(-1);
    isOver = page.cases.length < limit;
  }
  yield logFoot;
}

function file(
  { query }: Call<undefined>,
  { name, body, type = csv }: { readonly name: string; readonly body: Uint8Array | Readable; readonly type?: string },
): Reply {
  const of = [query["from"], query["to"]].filter((day) => day !== undefined).join("-");
  const written = `${of === "" ? "" : `${of}-`}${name}`.replaceAll(/[^\w.-]/g, "_");
  return new Reply(200, body instanceof Readable ? body : Buffer.from(body), type, {
    "content-disposition": `attachment; filename="${written}"`,
  });
}

const dayLength = 86_400_000;
const mostDays = 366;

/** The days that are asked for; without any the last thirty. @throws {Refusal} `query.time`, `query.span` */
async function daysOf(
  tx: Tx,
  { house, query }: { readonly house: Call<undefined>["site"]["house"]; readonly query: Call<undefined>["query"] },
): Promise<{ readonly from: string; readonly to: string; readonly timeZone: string }> {
  const timeZone = await timeZoneOf({ calendarOf: (key) => house.calendars.of(tx, key) });
  const today = Temporal.Instant.fromEpochMilliseconds(house.now().getTime()).toZonedDateTimeISO(timeZone);
  const to = dayOf(query["to"]) ?? today.toPlainDate().toString();
  const from = dayOf(query["from"]) ?? Temporal.PlainDate.from(to).subtract({ days: 29 }).toString();
  const days = (Date.parse(to) - Date.parse(from)) / dayLength + 1;
  if (days < 1 || days > mostDays)
    throw new Refusal(
      "invalid",
      "query.span",
      `Expected a span of 1 to ${mostDays} days, but ${from} to ${to} has ${days}`,
    );
  return { from, to, timeZone };
}

function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toJSON().startsWith(text);
  if (isDay) return text;
  throw new Refusal("invalid", "query.time", `Expected a day such as 2026-11-30, but got "${text}"`);
}

function teamOf(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^[123]$/.test(text)) return Number(text);
  throw new Refusal("invalid", "query.team", `Expected a level of support from 1 to 3, but got "${text}"`);
}
