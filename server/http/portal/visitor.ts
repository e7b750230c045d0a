import { everyTenant, transact } from "../../db/transact.ts";
import { timeZoneOf } from "../../desk/businessDay.ts";
import { contactById, houseName } from "../../desk/portal/customers.ts";
import type { PortalContact } from "../../desk/portal/customers.ts";
import { holderOf } from "../../desk/portal/keys.ts";
import { readCookie } from "../who.ts";
import type { Call } from "../route.ts";
import type { Front, OwnFront } from "./deskPages.ts";
import type { PortalLanguage } from "./words.ts";

/** The cookie of the customers' page; it opens nothing else. */
export const portalCookie = "ablauf_portal";

/** A contact who is signed in. */
export interface Visitor {
  readonly tenantId: string;
  readonly contact: PortalContact;
  readonly front: OwnFront;
  readonly secret: string;
}

/** Who is signed in to the customers' page; undefined when nobody is. */
export async function visitorOf(call: Call<unknown>): Promise<Visitor | undefined> {
  const secret = readCookie(call.headers.cookie, portalCookie);
  if (secret === undefined) return undefined;
  const { database, now, calendars } = call.site.house;
  const holder = await transact(database, everyTenant, (tx) => holderOf(tx, "session", secret, now()));
  if (holder === undefined) return undefined;
  const { tenantId, contactId } = holder;
  const found = await transact(database, tenantId, async (tx) => ({
    contact: await contactById(tx, contactId),
    timeZone: await timeZoneOf({ calendarOf: (key) => calendars.of(tx, key) }),
  }));
  const { contact, timeZone } = found;
  if (contact === undefined) return undefined;
  const house = contact.seller === "" ? "Ablauf" : contact.seller;
  const front = { house, tenantId, timeZone, language: languageOf(call, contact.language), address: addressOf(call) };
  return { tenantId, contact, front, secret };
}

/** The page for somebody who is not signed in; undefined where there is no such house. */
export async function frontOf(call: Call<unknown>, tenantId: string): Promise<Front | undefined> {
  const house = await transact(call.site.house.database, everyTenant, (tx) => houseName(tx, tenantId));
  if (house === undefined) return undefined;
  return {
    house,
    tenantId,
    language: languageOf(call, call.language),
    address: `/portal?tenant=${encodeURIComponent(tenantId)}`,
  };
}

/** The language that is asked for, else that of the customer. */
export function languageOf({ query }: Call<unknown>, otherwise: PortalLanguage): PortalLanguage {
  const wanted = query["language"];
  return wanted === "de" || wanted === "en" ? wanted : otherwise;
}

function addressOf({ params }: Call<unknown>): string {
  const { number } = params;
  return number === undefined ? "/portal" : `/portal/tickets/${encodeURIComponent(number)}`;
}

/** The cookie: not for scripts, not for foreign pages, only over TLS when the request came so. */
export function cookieOf({ headers }: Call<unknown>, secret: string): string {
  const secure = headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
  const age = secret === "" ? 0 : 8 * 3600;
  return `${portalCookie}=${secret}; Path=/portal; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}
