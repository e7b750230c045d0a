import { everyTenant, transact } from "../../db/transact.ts";
import { appendTrail } from "../../audit/trail.ts";
import type { Person } from "../../identity/person.ts";
import { currentAbsences } from "../../desk/reads/people.ts";
import { listOwnRoles } from "../../identity/roles.ts";
import { listPeople, saveLanguage, signIn, signOut } from "../../identity/users.ts";
import { jsonRoute, plainRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { cookieName, readCookie } from "../who.ts";
import * as wire from "../wire.ts";

/** Signing in and out, and who else is there. */
export const sessionRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/welcome",
    summary: "What the sign-in page shows: demo accounts, if this is a demo",
    permission: undefined,
    answer: wire.welcome,
    run: welcome,
  }),
  jsonRoute({
    method: "post",
    path: "/api/session",
    summary: "Sign in with a local account",
    permission: undefined,
    body: wire.signIn,
    answer: wire.session,
    run: enter,
  }),
  plainRoute({
    method: "get",
    path: "/api/session",
    summary: "Who is signed in",
    permission: "signedIn",
    answer: wire.session,
    run: (call) => present(call, call.person),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/session",
    summary: "Change one's language",
    permission: "signedIn",
    changesAccess: true,
    body: wire.preferences,
    answer: wire.session,
    run: prefer,
  }),
  plainRoute({
    method: "delete",
    path: "/api/session",
    summary: "Sign out",
    permission: "signedIn",
    changesAccess: true,
    run: leave,
  }),
  plainRoute({
    method: "get",
    path: "/api/people",
    summary: "People of the tenant",
    permission: "tasks.read",
    query: { role: "only people with this role" },
    answer: wire.people,
    run: people,
  }),
];

function welcome({ site }: Call<undefined>): Promise<unknown> {
  return Promise.resolve({ isDemo: site.demoAccounts.length > 0, accounts: site.demoAccounts });
}

async function enter(call: Call<{ login: string; password: string }>): Promise<unknown> {
  const { site, body, cause } = call;
  const now = site.house.now();
  const { person, secret } = await transact(site.house.database, everyTenant, (tx) =>
    signIn(tx, body.login, body.password, now),
  );
  await transact(site.house.database, person, (tx) =>
    appendTrail(tx, {
      streamId: "sessions",
      at: now,
      type: "signIn",
      actor: person.login,
      requestId: cause.requestId ?? null,
      data: {},
    }),
  );
  return new Reply(200, await present(call, person), undefined, { "set-cookie": cookie(call, secret, 12 * 3600) });
}

async function leave(call: Call<undefined>): Promise<unknown> {
  const secret = readCookie(call.headers.cookie, cookieName);
  if (secret !== undefined) await transact(call.site.house.database, everyTenant, (tx) => signOut(tx, secret));
  return new Reply(204, undefined, undefined, { "set-cookie": cookie(call, "", 0) });
}

async function prefer(call: Call<{ language?: "de" | "en" | undefined }>): Promise<unknown> {
  const { site, person, body } = call;
  const { language } = body;
  if (language === undefined) return present(call, person);
  await transact(site.house.database, person, (tx) => saveLanguage(tx, person.login, language));
  return present(call, { ...person, language });
}

async function people({ site, person, query }: Call<undefined>): Promise<unknown> {
  return transact(site.house.database, person, async (tx) => {
    const absences = new Map((await currentAbsences(tx, site.house.now())).map((one) => [one.login, one]));
    const items = (await listPeople(tx, query["role"])).map(({ granted: _granted, ...one }) => {
      const away = absences.get(one.login);
      return { ...one, absence: away === undefined ? null : { until: away.until, substitute: away.substitute } };
    });
    return { items };
  });
}

async function present({ site }: Call<unknown>, person: Person): Promise<object> {
  const [[tenant], own] = await transact(site.house.database, person, async (tx) => [
    await tx.query<{ name: string }>("select name from tenants where id = $1", [person.tenantId]),
    await listOwnRoles(tx),
  ]);
  const { login, name, email, language, roles, permissions } = person;
  return {
    user: { login, name, email, language, roles },
    tenant: { id: person.tenantId, name: tenant?.name ?? person.tenantId, isHome: person.tenantId === site.homeTenant },
    permissions: [...permissions].toSorted(),
    roleNames: Object.fromEntries(own.map(({ key, names }) => [key, names])),
    isDemo: site.demoAccounts.length > 0,
  };
}

/** The session cookie: not for scripts, not for foreign pages; only over TLS when the request came so. */
function cookie({ headers }: Call<unknown>, value: string, maxAge: number): string {
  const secure = headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
  return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}
