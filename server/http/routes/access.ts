import { Refusal } from "../../base/refusal.ts";
import { appendTrail } from "../../audit/trail.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { isLastAdministrator, listAccounts } from "../../identity/accounts.ts";
import { builtInRoles, isBuiltIn, listOwnRoles } from "../../identity/roles.ts";
import type { Permission } from "../../identity/person.ts";
import { createToken, createUser, listTokens, revokeToken, saveUser } from "../../identity/users.ts";
import { idOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

/** Accounts of people and tokens of systems. Every change stands in the trail, secrets and passwords never do. */
export const accessRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/users",
    summary: "All accounts of people, locked ones too",
    permission: "administration",
    answer: wire.accounts,
    run: ({ site, person }) => transact(site.house.database, person, async (tx) => ({ items: await listAccounts(tx) })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/users",
    summary: "Let a person in",
    permission: "administration",
    body: wire.newUser,
    run: addUser,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/users/:login",
    summary: "Change a person's roles, language or password, or shut them out",
    permission: "administration",
    changesAccess: true,
    body: wire.userChange,
    run: changeUser,
  }),
  plainRoute({
    method: "get",
    path: "/api/tokens",
    summary: "The API tokens of systems, without their secrets",
    permission: "administration",
    answer: wire.tokenPage,
    run: ({ site, person }) => transact(site.house.database, person, async (tx) => ({ items: await listTokens(tx) })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/tokens",
    summary: "Create an API token for a system; its secret is told once, here",
    permission: "administration",
    body: wire.newToken,
    answer: wire.createdToken,
    run: addToken,
  }),
  plainRoute({
    method: "delete",
    path: "/api/tokens/:id",
    summary: "Revoke an API token",
    permission: "administration",
    changesAccess: true,
    run: removeToken,
  }),
];

interface NewUserBody {
  readonly login: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly language?: "de" | "en" | undefined;
  readonly roles: readonly string[];
  readonly password: string;
}

async function addUser(call: Call<NewUserBody>): Promise<unknown> {
  const { email, language, ...rest } = call.body;
  const user = { ...rest, ...(email === undefined ? {} : { email }), ...(language === undefined ? {} : { language }) };
  await transact(call.site.house.database, call.person, async (tx) => {
    await refuseUnknownRoles(tx, rest.roles);
    const isNew = await createUser(tx, user, call.site.house.now());
    if (!isNew) throw new Refusal("conflict", "user.exists", `Expected a new login, but ${user.login} exists`);
    await appendTrail(tx, event(call, "createUser", { login: user.login, roles: [...user.roles] }));
  });
  return nothing;
}

interface UserChangeBody {
  readonly roles?: readonly string[] | undefined;
  readonly password?: string | undefined;
  readonly language?: "de" | "en" | undefined;
  readonly isActive?: boolean | undefined;
}

async function changeUser(call: Call<UserChangeBody>): Promise<unknown> {
  const login = call.params["login"] ?? "";
  const { roles: wanted, password, language, isActive } = call.body;
  await transact(call.site.house.database, call.person, async (tx) => {
    await refuseUnknownRoles(tx, wanted ?? []);
    await refuseNoAdministrator(tx, login, call.body);
    const isKnown = await saveUser(tx, login, call.body);
    if (!isKnown) throw new Refusal("missing", "user.missing", `Expected an account ${login}, but there is none`);
    const data = {
      login,
      roles: wanted === undefined ? null : [...wanted],
      isActive: isActive ?? null,
      ...(language === undefined ? {} : { language }),
      hasNewPassword: password !== undefined,
    };
    await appendTrail(tx, event(call, "changeUser", data));
  });
  return nothing;
}

/** Whoever shuts out the last administrator shuts out everybody. */
async function refuseNoAdministrator(
  tx: Tx,
  login: string,
  { roles: wanted, isActive }: UserChangeBody,
): Promise<void> {
  const isTaken = isActive === false || (wanted !== undefined && !wanted.includes("administrator"));
  if (!isTaken || !(await isLastAdministrator(tx, login))) return;
  throw new Refusal(
    "conflict",
    "user.lastAdministrator",
    `Expected another administrator to remain, but ${login} is the last one`,
  );
}

async function addToken(call: Call<{ name: string; permissions: readonly Permission[] }>): Promise<unknown> {
  const { name, permissions: scopes } = call.body;
  const secret = await transact(call.site.house.database, call.person, async (tx) => {
    await appendTrail(tx, event(call, "createToken", { name, permissions: [...scopes] }));
    return createToken(tx, { name, permissions: scopes, createdBy: call.person.login }, call.site.house.now());
  });
  return { secret };
}

async function removeToken(call: Call<undefined>): Promise<unknown> {
  const id = idOf(call.params["id"], "token");
  await transact(call.site.house.database, call.person, async (tx) => {
    const isKnown = await revokeToken(tx, id, call.site.house.now());
    if (!isKnown) throw new Refusal("missing", "token.missing", "Expected a valid token, but it is unknown or revoked");
    await appendTrail(tx, event(call, "revokeToken", { id }));
  });
  return nothing;
}

function event(
  call: Call<unknown>,
  type: string,
  data: Parameters<typeof appendTrail>[1]["data"],
): Parameters<typeof appendTrail>[1] {
  const { cause, site } = call;
  return {
    streamId: "access",
    at: site.house.now(),
    type,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data,
  };
}

/** @throws {Refusal} `user.role` */
async function refuseUnknownRoles(tx: Tx, wanted: readonly string[]): Promise<void> {
  if (wanted.every(isBuiltIn)) return;
  const own = (await listOwnRoles(tx)).map(({ key }) => key);
  const unknown = wanted.filter((role) => !isBuiltIn(role) && !own.includes(role));
  if (unknown.length === 0) return;
  throw new Refusal(
    "unprocessable",
    "user.role",
    `Expected roles among ${[...builtInRoles, ...own].join(", ")}, but got ${unknown.join(", ")}`,
  );
}
