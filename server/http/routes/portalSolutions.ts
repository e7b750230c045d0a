import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import { findSolved } from "../../desk/tickets/solutionLink.ts";
import type { SolutionAnswer, SolvedTicket } from "../../desk/tickets/solutionLink.ts";
import { answerSolution } from "../../runtime/commands/answerSolution.ts";
import { isOwnPage, notice, portalReply } from "../portal/page.ts";
import { solutionPage } from "../portal/solutionPage.ts";
import { solutionWords } from "../portal/solutionWords.ts";
import { portalWords } from "../portal/words.ts";
import type { PortalLanguage } from "../portal/words.ts";
import { plainRoute, rawRoute } from "../route.ts";
import type { Call, Reply, Route } from "../route.ts";

/**
 * The page behind the link in the mail that says “solved”. Whoever has the link answers, once, without an account. Opening it
 * changes nothing: mail scanners open links, and only a form that is sent acts (ADR 21).
 */
export const portalSolutionRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/portal/solutions/:secret",
    summary: "The customer's page of a solution",
    permission: undefined,
    query: { language: "de or en; the customer's own without saying" },
    answerType: "text/html",
    run: async (call) => {
      const ticket = await find(call);
      return ticket === undefined ? missing(call) : shown(call, ticket);
    },
  }),
  rawRoute({
    method: "post",
    path: "/portal/solutions/:secret",
    summary: "The customer's answer: it is solved, or it is not and why",
    permission: undefined,
    query: { language: "de or en" },
    types: ["application/x-www-form-urlencoded"],
    limit: 32 * 1024,
    answerType: "text/html",
    run: answer,
  }),
];

function find({ site, params }: Call<unknown>): Promise<SolvedTicket | undefined> {
  const { database, now } = site.house;
  return transact(database, everyTenant, (tx) => findSolved(tx, params["secret"] ?? "", now()));
}

function languageOf({ query, language }: Call<unknown>, ticket?: SolvedTicket): PortalLanguage {
  const wanted = query["language"];
  return wanted === "de" || wanted === "en" ? wanted : (ticket?.language ?? language);
}

function missing(call: Call<unknown>): Reply {
  const language = languageOf(call);
  return notice(404, language, portalWords[language].missing);
}

function shown(call: Call<unknown>, ticket: SolvedTicket, mistake?: string): Reply {
  const language = languageOf(call, ticket);
  return portalReply({
    status: mistake === undefined ? 200 : 422,
    language,
    title: [ticket.number, ticket.seller].filter((part) => part !== null).join(" · "),
    body: solutionPage({ ticket, language, address: `/portal/solutions/${call.params["secret"] ?? ""}`, mistake }),
  });
}

async function answer(call: Call<Buffer>): Promise<unknown> {
  const ticket = await find(call);
  if (ticket === undefined) return missing(call);
  const language = languageOf(call, ticket);
  if (!isOwnPage(call.headers)) return notice(403, language, portalWords[language].foreign);
  if (ticket.state !== "open") return shown(call, ticket);
  const given = answerOf(new URLSearchParams(call.body.toString("utf8").replaceAll("%00", "")));
  if (given === undefined) return shown(call, ticket, solutionWords[language].textMissing);
  try {
    await answerSolution(
      call.site.house,
      { ...call.cause, tenantId: ticket.tenantId, actor: "customer" },
      ticket,
      given,
    );
    return notice(200, language, solutionWords[language].done[given.kind]);
  } catch (error) {
    // somebody else answered a moment ago: show how it stands now
    if (!(error instanceof Refusal) || error.code !== "solution.answered") throw error;
    return shown(call, (await find(call)) ?? ticket);
  }
}

/** Undefined when it is not solved and nobody says why. */
function answerOf(form: URLSearchParams): SolutionAnswer | undefined {
  if (form.get("step") === "confirm") return { kind: "confirmed" };
  const text = (form.get("text") ?? "").trim().slice(0, 4000).toWellFormed();
  return text === "" ? undefined : { kind: "unsolved", text };
}
