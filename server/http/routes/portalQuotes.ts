import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import { findFile, readFile } from "../../desk/files/files.ts";
import { attachmentHeader } from "../../desk/files/fileName.ts";
import { amountsOf, leftOut, mistakeOf, standardOf } from "../../desk/sales/amounts.ts";
import { readQuote } from "../../desk/sales/quote.ts";
import type { Quote } from "../../desk/sales/quote.ts";
import { quoteFactsOf } from "../../desk/sales/quoteFacts.ts";
import { findBySecret } from "../../desk/sales/send.ts";
import type { QuoteKey } from "../../desk/sales/send.ts";
import { accept, reject, requestChange } from "../../runtime/commands/sales.ts";
import { html } from "../portal/html.ts";
import { isOwnPage, notice, portalReply } from "../portal/page.ts";
import { choicePage, quoteHead, reviewPage } from "../portal/quotePage.ts";
import type { Showing } from "../portal/quotePage.ts";
import { portalWords } from "../portal/words.ts";
import type { PortalLanguage } from "../portal/words.ts";
import { plainRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";

/** A form of ours has this many bytes at most. */
const formLimit = 64 * 1024;

/**
 * The customer's own page of a quote. Whoever has the link may answer: it cannot be guessed, is valid as long as the quote
 * is, and what was decided stays decided. There is no cookie that another site could make use of; that a form comes from
 * our own page is looked at all the same.
 */
export const portalQuoteRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/portal/quotes/:secret",
    summary: "The customer's page of a quote",
    permission: undefined,
    query: { language: "de or en; the quote's own without saying" },
    answerType: "text/html",
    run: show,
  }),
  plainRoute({
    method: "get",
    path: "/portal/quotes/:secret/document.pdf",
    summary: "The quote as a PDF, for the customer",
    permission: undefined,
    answerType: "application/pdf",
    run: download,
  }),
  rawRoute({
    method: "post",
    path: "/portal/quotes/:secret",
    summary: "The customer's answer: accept in whole or in part, ask for a change, reject",
    permission: undefined,
    query: { language: "de or en" },
    types: ["application/x-www-form-urlencoded"],
    limit: formLimit,
    answerType: "text/html",
    run: answer,
  }),
];

/** A quote that its link was found for. */
interface Found {
  readonly key: QuoteKey;
  readonly quote: Quote;
  readonly showing: Showing;
}

async function find(call: Call<unknown>): Promise<Found | undefined> {
  const { database, calendars, now } = call.site.house;
  const secret = call.params["secret"] ?? "";
  const key = await transact(database, everyTenant, (tx) => findBySecret(tx, secret));
  if (key === undefined) return undefined;
  return transact(database, key.tenantId, async (tx) => {
    const quote = await readQuote(tx, key.id);
    const sentAt = Temporal.Instant.fromEpochMilliseconds((quote.sentAt ?? now()).getTime());
    const { timeZone } = await calendars.of(tx);
    const facts = await quoteFactsOf(tx, key.id, sentAt.toZonedDateTimeISO(timeZone).toPlainDate().toString());
    const language = languageOf(call, quote.language);
    return {
      key,
      quote,
      showing: { facts, language, address: `/portal/quotes/${secret}`, hasDocument: quote.fileId !== null },
    };
  });
}

function languageOf({ query }: Call<unknown>, otherwise: PortalLanguage): PortalLanguage {
  const wanted = query["language"];
  return wanted === "de" || wanted === "en" ? wanted : otherwise;
}

async function show(call: Call<undefined>): Promise<unknown> {
  const found = await find(call);
  if (found === undefined)
    return notice(404, languageOf(call, call.language), portalWords[languageOf(call, call.language)].missing);
  const closed = closedPage(call, found);
  return closed ?? page(found, choicePage(found.showing, standardOf(found.quote.lines)));
}

function page({ showing }: Found, body: Parameters<typeof portalReply>[0]["body"], status = 200): Reply {
  return portalReply({
    status,
    language: showing.language,
    title: `${showing.facts.number} · ${showing.facts.seller.name}`,
    body,
  });
}

/** What a quote that is not open any more says; nothing when it is open. */
function closedPage(call: Call<unknown>, found: Found): Reply | undefined {
  const { quote, showing } = found;
  const isOver = quote.validThrough !== null && quote.validThrough <= call.site.house.now();
  const state = quote.state === "sent" && isOver ? "expired" : quote.state;
  if (state === "sent") return undefined;
  const { states } = portalWords[showing.language];
  const text = state in states ? states[state as keyof typeof states] : states.withdrawn; // looked up just before
  return page(
    found,
    html`${quoteHead(showing)}
      <section class="card good"><h2>${text}</h2></section>`,
  );
}

async function download(call: Call<undefined>): Promise<unknown> {
  const found = await find(call);
  const fileId = found?.quote.fileId ?? null;
  if (found === undefined || fileId === null) return notice(404, call.language, portalWords[call.language].missing);
  const file = await transact(call.site.house.database, found.key.tenantId, async (tx) => ({
    ...(await findFile(tx, fileId)),
    ...(await readFile(tx, fileId)),
  }));
  return new Reply(200, file.body, file.mediaType, {
    "content-disposition": attachmentHeader(file.name),
    "referrer-policy": "no-referrer",
  });
}

async function answer(call: Call<Buffer>): Promise<unknown> {
  const found = await find(call);
  const language = languageOf(call, found?.quote.language ?? call.language);
  if (found === undefined) return notice(404, language, portalWords[language].missing);
  if (!isOwnPage(call.headers)) return notice(403, language, portalWords[language].foreign);
  const form = new URLSearchParams(call.body.toString("utf8").replaceAll("%00", ""));
  const closed = closedPage(call, found);
  if (closed !== undefined) return closed;
  try {
    return await take(call, found, form);
  } catch (error) {
    // somebody else answered a moment ago: show how it stands now
    const after = error instanceof Refusal && error.kind === "conflict" ? await find(call) : undefined;
    const settled = after === undefined ? undefined : closedPage(call, after);
    if (settled === undefined) throw error;
    return settled;
  }
}

function take(call: Call<Buffer>, found: Found, form: URLSearchParams): Promise<Reply> {
  switch (form.get("step")) {
    case "accept":
      return takeAcceptance(call, found, form);
    case "reject":
      return takeRejection(call, found, textOf(form, "text", 2000));
    case "change":
      return takeWish(call, found, textOf(form, "text", 2000));
    default:
      return Promise.resolve(review(found, form, []));
  }
}

function textOf(form: URLSearchParams, name: string, most: number): string {
  return (form.get(name) ?? "").trim().slice(0, most).toWellFormed();
}

function chosenIn(form: URLSearchParams): ReadonlySet<number> {
  const values = [...form]
    .filter(([name]) => name === "position" || name.startsWith("group-"))
    .map(([, value]) => Number(value));
  return new Set(values.filter((value) => Number.isInteger(value) && value > 0));
}

function review(found: Found, form: URLSearchParams, mistakes: readonly string[]): Reply {
  const { quote, showing } = found;
  const chosen = chosenIn(form);
  if (mistakeOf(quote.lines, chosen) !== undefined) {
    const { choiceWrong } = portalWords[showing.language];
    return page(found, choicePage(showing, chosen, [choiceWrong]), 422);
  }
  const isPartial = leftOut(quote.lines, chosen).length > 0;
  const { onceCents, monthlyCents, totalCents } = amountsOf(quote.lines, chosen, quote.termMonths);
  const choice = { chosen, isPartial, amounts: { onceCents, monthlyCents, totalCents } };
  const entered = { name: textOf(form, "name", 200), reference: textOf(form, "reference", 100), mistakes };
  return page(found, reviewPage(showing, choice, entered), mistakes.length === 0 ? 200 : 422);
}

async function takeAcceptance(call: Call<Buffer>, found: Found, form: URLSearchParams): Promise<Reply> {
  const words = portalWords[found.showing.language];
  const name = textOf(form, "name", 200);
  const mistakes = [
    ...(name === "" ? [words.nameMissing] : []),
    ...(form.get("authority") === "yes" ? [] : [words.authorityMissing]),
  ];
  const chosen = chosenIn(form);
  if (mistakes.length > 0 || mistakeOf(found.quote.lines, chosen) !== undefined) return review(found, form, mistakes);
  const reference = textOf(form, "reference", 100);
  const acceptance = { positions: [...chosen], name, reference: reference === "" ? null : reference, by: "link" };
  await accept(call.site.house, causeOf(call, found), found.key.id, acceptance);
  return notice(200, found.showing.language, words.done.accepted);
}

async function takeRejection(call: Call<Buffer>, found: Found, reason: string): Promise<Reply> {
  const answered = { by: "link", reason: reason === "" ? null : reason };
  await reject(call.site.house, causeOf(call, found), found.key.id, answered);
  return notice(200, found.showing.language, portalWords[found.showing.language].done.rejected);
}

async function takeWish(call: Call<Buffer>, found: Found, wish: string): Promise<Reply> {
  const words = portalWords[found.showing.language];
  if (wish === "")
    return page(found, choicePage(found.showing, standardOf(found.quote.lines), [words.wishMissing]), 422);
  await requestChange(call.site.house, causeOf(call, found), found.key.id, { by: "link", wish });
  return notice(200, found.showing.language, words.done.changed);
}

function causeOf({ cause }: Call<unknown>, { key }: Found): Call<unknown>["cause"] {
  return { ...cause, tenantId: key.tenantId, actor: "customer" };
}
