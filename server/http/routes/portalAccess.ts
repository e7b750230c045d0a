import { z } from "zod";
import { everyTenant, transact } from "../../db/transact.ts";
import { appendTrail } from "../../audit/trail.ts";
import { contactByAddress } from "../../desk/portal/customers.ts";
import { holderOf, makeKey, mayHaveLink, useUp } from "../../desk/portal/keys.ts";
import { clientAddress } from "../clientAddress.ts";
import { Arrivals } from "../portal/arrivals.ts";
import { enterPage, saying, signInPage } from "../portal/deskPages.ts";
import type { Front } from "../portal/deskPages.ts";
import { deskWords } from "../portal/deskWords.ts";
import { isOwnPage, notice, portalReply } from "../portal/page.ts";
import { cookieOf, frontOf, languageOf, visitorOf } from "../portal/visitor.ts";
import { plainRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import type { Markup } from "../portal/html.ts";

const formTypes = ["application/x-www-form-urlencoded"];
const formLimit = 16 * 1024;
const language = { language: "de or en" };
/** Links that may be asked for; a contact gets no more than five an hour besides. */
const most = { perAddress: 10, ofAll: 300, code: "portal.flood" };
/** Who asks from many places for links to one mailbox waits too. */
const mostPerMailbox = { ...most, ofAll: 3000 };

/**
 * The way into the customers' page: a link by mail that opens it once. Nobody learns whether an address is known, and a
 * mail filter that looks at the link does not use it up.
 */
export function portalAccessRoutes(): readonly Route[] {
  const counted: Counted = { places: new Arrivals(most), mailboxes: new Arrivals(mostPerMailbox) };
  return [
    rawRoute({
      method: "post",
      path: "/portal/sign-in",
      summary: "A contact asks for a link into the customers' page; it goes to known addresses only",
      permission: undefined,
      query: { ...language, tenant: "whose page; the home tenant without saying" },
      types: formTypes,
      limit: formLimit,
      answerType: "text/html",
      run: (call) => ask(call, counted),
    }),
    ...linkRoutes,
  ];
}

interface Counted {
  /** By the address a request comes from. */
  readonly places: Arrivals;
  /** By tenant and e-mail. */
  readonly mailboxes: Arrivals;
}

const linkRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/portal/enter/:secret",
    summary: "Where a link leads: a button that signs in",
    permission: undefined,
    query: language,
    answerType: "text/html",
    run: look,
  }),
  rawRoute({
    method: "post",
    path: "/portal/enter/:secret",
    summary: "Use a link up and sign the contact in",
    permission: undefined,
    query: language,
    types: formTypes,
    limit: formLimit,
    answerType: "text/html",
    run: enter,
  }),
  rawRoute({
    method: "post",
    path: "/portal/sign-out",
    summary: "Sign the contact out of the customers' page",
    permission: undefined,
    query: language,
    types: formTypes,
    limit: formLimit,
    answerType: "text/html",
    run: leave,
  }),
];

/** A page as an answer. */
export function shown(front: Front, body: Markup, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  const title = `${deskWords[front.language].title} · ${front.house}`;
  return portalReply({ status, language: front.language, title, body, headers });
}

/** Leads the browser on after a form, so that going back does not send it again. */
export function leadTo(address: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return new Reply(303, "", "text/plain", { location: address, ...headers });
}

async function ask(call: Call<Buffer>, { places, mailboxes }: Counted): Promise<unknown> {
  const { house, homeTenant } = call.site;
  places.refuseFlood(clientAddress(call.response.req, call.site.isProxy), house.now());
  const front = await frontOf(call, call.query["tenant"] ?? homeTenant);
  const words = deskWords[front?.language ?? languageOf(call, call.language)];
  if (front === undefined) return notice(404, languageOf(call, call.language), words.missing);
  if (!isOwnPage(call.headers)) return shown(front, saying(front, words.foreign), 403);
  const email = z
    .email()
    .max(254)
    .safeParse(new URLSearchParams(call.body.toString("utf8")).get("email")?.trim());
  if (!email.success) return shown(front, signInPage(front, [words.emailMissing]), 422);
  mailboxes.refuseFlood(`${front.tenantId}/${email.data.toLowerCase()}`, house.now());
  // not awaited: how long it takes must not say whether the address is known
  void sendLink(call, front, email.data).catch((error: unknown) =>
    house.log.error({ err: error }, "portal link failed"),
  );
  return shown(front, saying(front, words.sent));
}

async function sendLink({ site, cause }: Call<unknown>, front: Front, email: string): Promise<void> {
  const { database, now } = site.house;
  const made = await transact(database, front.tenantId, async (tx) => {
    const contact = await contactByAddress(tx, email);
    if (contact === undefined || !(await mayHaveLink(tx, contact.id, now()))) return undefined;
    await appendTrail(tx, {
      streamId: `contact:${contact.id}`,
      at: now(),
      type: "sendPortalLink",
      actor: "portal",
      requestId: cause.requestId ?? null,
      data: { id: contact.id },
    });
    return { contact, secret: await makeKey(tx, "link", contact.id, now()) };
  });
  if (made === undefined) return;
  const { contact, secret } = made;
  const words = deskWords[contact.language];
  const link = `${site.publicUrl}/portal/enter/${secret}?language=${contact.language}`;
  await site.post(front.tenantId, {
    to: contact.email,
    subject: words.mailSubject(front.house),
    text: words.mailText(contact.name ?? "", front.house, link),
  });
}

async function look(call: Call<undefined>): Promise<unknown> {
  const { database, now } = call.site.house;
  const secret = call.params["secret"] ?? "";
  const holder = await transact(database, everyTenant, (tx) => holderOf(tx, "link", secret, now()));
  const front = await frontOf(call, holder?.tenantId ?? call.site.homeTenant);
  if (front === undefined) return notice(404, languageOf(call, call.language), deskWords[call.language].missing);
  if (holder === undefined) return shown(front, saying(front, deskWords[front.language].over), 404);
  return shown({ ...front, address: `/portal/enter/${secret}` }, enterPage(front, secret));
}

async function enter(call: Call<Buffer>): Promise<unknown> {
  const { database, now } = call.site.house;
  const secret = call.params["secret"] ?? "";
  const holder = await transact(database, everyTenant, (tx) => holderOf(tx, "link", secret, now()));
  const front = await frontOf(call, holder?.tenantId ?? call.site.homeTenant);
  if (front === undefined) return notice(404, languageOf(call, call.language), deskWords[call.language].missing);
  if (!isOwnPage(call.headers)) return shown(front, saying(front, deskWords[front.language].foreign), 403);
  const session =
    holder === undefined
      ? undefined
      : await transact(database, holder.tenantId, async (tx) =>
          (await useUp(tx, "link", secret)) ? makeKey(tx, "session", holder.contactId, now()) : undefined,
        );
  if (session === undefined) return shown(front, saying(front, deskWords[front.language].over), 404);
  return leadTo(`/portal?language=${front.language}`, { "set-cookie": cookieOf(call, session) });
}

async function leave(call: Call<Buffer>): Promise<unknown> {
  const visitor = await visitorOf(call);
  if (visitor !== undefined && isOwnPage(call.headers))
    await transact(call.site.house.database, visitor.tenantId, (tx) => useUp(tx, "session", visitor.secret));
  const tenant = encodeURIComponent(visitor?.tenantId ?? call.site.homeTenant);
  const address = `/portal?language=${languageOf(call, call.language)}&tenant=${tenant}`;
  return leadTo(address, { "set-cookie": cookieOf(call, "") });
}
