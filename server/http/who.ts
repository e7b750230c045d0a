import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "../base/refusal.ts";
import { everyTenant, transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import type { Person } from "../identity/person.ts";
import { personOfSession, personOfToken } from "../identity/users.ts";
import type { House } from "../runtime/house.ts";
import type { Route } from "./route.ts";

/** The name of the session cookie. */
export const cookieName = "ablauf_session";

/** One who asks, and whether a cookie said so. */
export interface Caller {
  readonly person: Person | undefined;
  readonly byCookie: boolean;
}

/** How long the answer to "who is this?" is believed without asking the database again. Milliseconds: a second. */
const belief = 1_000;
/** So many answers are kept at most. */
const capacity = 10_000;

interface Answer {
  readonly at: number;
  readonly person: Promise<Person | undefined>;
}

/**
 * Knows who asks. What it learnt it believes for a second, so that not every request begins with a question to the
 * database; what this server changes about people, tokens and sessions is seen at once, what another one changes after
 * that second.
 */
export class Callers {
  readonly #house: House;
  readonly #clock: () => number;
  /** By the hash of what they show; oldest first. */
  readonly #known = new Map<string, Answer>();

  /** @param clock milliseconds that only go forward */
  constructor(house: House, clock: () => number = () => performance.now()) {
    this.#house = house;
    this.#clock = clock;
  }

  /**
   * Who asks: an API token in `Authorization: Bearer`, else the session cookie, else nobody.
   *
   * @throws {Refusal} `token.invalid` 401
   */
  async whoAsks(headers: IncomingHttpHeaders): Promise<Caller> {
    const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
    if (bearer !== undefined) return { person: await this.#system(bearer), byCookie: false };
    const secret = readCookie(headers.cookie, cookieName);
    if (secret === undefined) return { person: undefined, byCookie: false };
    return {
      person: await this.#recall(`session ${secret}`, (tx, now) => personOfSession(tx, secret, now)),
      byCookie: true,
    };
  }

  /** Somebody's access has changed: asks the database again about everybody. */
  forget(): void {
    this.#known.clear();
  }

  async #system(token: string): Promise<Person> {
    const person = await this.#recall(`token ${token}`, (tx, now) => personOfToken(tx, token, now));
    if (person !== undefined) return person;
    throw new Refusal(
      "unauthenticated",
      "token.invalid",
      "Expected a valid API token, but it is unknown, expired or revoked",
    );
  }

  /** Several requests at once ask once. Strangers are not remembered: they would fill the memory. */
  #recall(shown: string, look: (tx: Tx, now: Date) => Promise<Person | undefined>): Promise<Person | undefined> {
    const key = createHash("sha256").update(shown).digest("base64");
    const known = this.#known.get(key);
    if (known !== undefined && this.#clock() - known.at < belief) return known.person;
    const { database, now } = this.#house;
    const person = transact(database, everyTenant, (tx) => look(tx, now()));
    this.#keep(key, { at: this.#clock(), person });
    return person;
  }

  #keep(key: string, answer: Answer): void {
    this.#known.delete(key);
    this.#known.set(key, answer);
    const drop = () => {
      if (this.#known.get(key) === answer) this.#known.delete(key);
    };
    answer.person.then((person) => (person === undefined ? drop() : undefined), drop);
    const oldest = this.#known.keys().next();
    if (this.#known.size > capacity && oldest.done !== true) this.#known.delete(oldest.value);
  }
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
