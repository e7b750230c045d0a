import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "../base/refusal.ts";
import { everyTenant, transact } from "../db/transact.ts";
import type { Person } from "../identity/person.ts";
import { personOfSession, personOfToken } from "../identity/users.ts";
import type { House } from "../runtime/house.ts";
import type { Route } from "./route.ts";

/** The name of the session cookie. */
export const cookieName = "ablauf_session";

/** Who asks: an API token in `Authorization: Bearer`, else the session cookie, else nobody. */
export async function whoAsks(
  house: House,
  headers: IncomingHttpHeaders,
): Promise<{ person: Person | undefined; byCookie: boolean }> {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
  if (bearer !== undefined) {
    const person = await transact(house.database, everyTenant, (tx) => personOfToken(tx, bearer, house.now()));
    if (person === undefined)
      throw new Refusal(
        "unauthenticated",
        "token.invalid",
        "Expected a valid API token, but it is unknown, expired or revoked",
      );
    return { person, byCookie: false };
  }
  const secret = readCookie(headers.cookie, cookieName);
  if (secret === undefined) return { person: undefined, byCookie: false };
  const person = await transact(house.database, everyTenant, (tx) => personOfSession(tx, secret, house.now()));
  return { person, byCookie: true };
}

/** The value of a cookie in the request's header (RFC 6265). */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const [key, value] = part.trim().split("=");
    if (key === name && value !== undefined && value !== "") return value;
  }
  return undefined;
}

/**
 * Whether the one who asks may use the route.
 *
 * @throws {Refusal} `session.missing` 401, `permission.missing` 403, `session.origin` 403 for a change by cookie that a
 *   foreign page could have sent
 */
export function refuseStranger(
  route: Route,
  person: Person | undefined,
  byCookie: boolean,
  headers: IncomingHttpHeaders,
): void {
  if (route.permission === undefined) return;
  if (person === undefined)
    throw new Refusal("unauthenticated", "session.missing", "Expected somebody signed in, but nobody is");
  if (byCookie && route.method !== "get" && headers["x-requested-with"] !== "ablauf") {
    throw new Refusal(
      "forbidden",
      "session.origin",
      "Expected the header X-Requested-With: ablauf with a cookie session, but it is not there",
    );
  }
  if (route.permission !== "signedIn" && !person.permissions.has(route.permission)) {
    throw new Refusal(
      "forbidden",
      "permission.missing",
      `Expected the permission ${route.permission}, but ${person.login} does not have it`,
    );
  }
}
