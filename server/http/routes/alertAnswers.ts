import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { listAnswers } from "../../desk/reads/alertAnswers.ts";
import type { ListedAnswer } from "../../desk/reads/alertAnswers.ts";
import { limitOf, readCursor, writeCursor } from "../page.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireOperations.ts";

/** What the sources of alerts were told about the tickets they opened, and what they could not be told. */
export const alertAnswerRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/alert-answers",
    summary: "A page of answers to the sources of alerts, newest first; one that failed is tried again by its job",
    permission: "instances.read",
    query: {
      state: wire.answerStates.join(", "),
      source: "the product that sent the alert, such as ninjaone",
      customer: "the name of a customer",
      search: "text in alert, ticket or what was said",
      cursor: "from the page before",
      limit: "1 to 200",
    },
    answer: wire.alertAnswerPage,
    run: list,
  }),
];

function list({ site, person, query }: Call<undefined>): Promise<unknown> {
  const { source, customer, search } = query;
  const state = wire.answerStates.find((known) => known === query["state"]);
  if (state === undefined && query["state"] !== undefined)
    throw new Refusal(
      "invalid",
      "query.state",
      `Expected one of ${wire.answerStates.join(", ")}, but it is ${query["state"]}`,
    );
  const limit = limitOf(query["limit"]);
  const after = readCursor(query["cursor"], 2);
  return transact(site.house.database, person, async (tx) => {
    const rows = await listAnswers(tx, { state, source, customer, search, after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(present),
      nextCursor: last === undefined ? null : writeCursor([last.at.toISOString(), last.id]),
    };
  });
}

function present({ at, waitId, ...row }: ListedAnswer): wire.AlertAnswer {
  const jobId = row.instanceId === null || waitId === null ? null : `${row.instanceId}~${waitId}`;
  return { ...row, at: at.toISOString(), jobId };
}
