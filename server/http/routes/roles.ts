import { appendTrail } from "../../audit/trail.ts";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { usesOfRole } from "../../definitions/roleUses.ts";
import { permissions, roles } from "../../identity/person.ts";
import {
  createRole,
  deleteRole,
  groupsWithoutRights,
  holdersOf,
  listOwnRoles,
  readOwnRole,
  saveRole,
} from "../../identity/roles.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { roleList } from "../wire.ts";
import * as wire from "../wireRoles.ts";

/** The roles and groups of a tenant: the built-in ones stay, those of its own are made, renamed and deleted. */
export const roleRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/roles",
    summary: "The roles that people can have and tasks are offered to, with what each may do",
    permission: "definitions.read",
    answer: roleList,
    run: (call) =>
      within(call, async (tx) => ({
        items: [...builtIn, ...(await listOwnRoles(tx))],
        permissions,
      })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/roles",
    summary: "Make a role, or a group that allows nothing",
    permission: "administration",
    body: wire.newRole,
    run: (call) =>
      within(call, async (tx) => {
        await createRole(tx, call.body, call.person.login, call.site.house.now());
        await tell(tx, call, "createRole", { ...call.body, permissions: [...call.body.permissions] });
        return nothing;
      }),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/roles/:key",
    summary: "Rename a role of one's own or change what it allows, at once for everybody who has it; its key stays",
    permission: "administration",
    changesAccess: true,
    body: wire.roleChange,
    run: (call) => within(call, (tx) => change(tx, call)),
  }),
  plainRoute({
    method: "get",
    path: "/api/roles/:key/uses",
    summary: "Where a role is used: processes, rule sets, drafts, people, open tasks",
    permission: "administration",
    answer: wire.roleUses,
    run: (call) => within(call, (tx) => usesOf(tx, call)),
  }),
  plainRoute({
    method: "delete",
    path: "/api/roles/:key",
    summary: "Delete a role of one's own; what is in use only when it is said that this was seen",
    permission: "administration",
    changesAccess: true,
    query: { seen: "yes: the uses were seen, delete it nevertheless" },
    run: (call) => within(call, (tx) => remove(tx, call)),
  }),
];

const builtIn = [
  ...Object.entries(roles).map(([key, allowed]) => ({ key, permissions: allowed, names: null })),
  ...groupsWithoutRights.map((key) => ({ key, permissions: [], names: null })),
];

async function change(tx: Tx, call: Call<wire.RoleChange>): Promise<unknown> {
  const before = await readOwnRole(tx, call.params["key"] ?? "");
  const { names = before.names, permissions: allowed = before.permissions } = call.body;
  await saveRole(tx, { key: before.key, names, permissions: allowed });
  await tell(tx, call, "changeRole", {
    key: before.key,
    from: { names: { ...before.names }, permissions: [...before.permissions] },
    to: { names: { ...names }, permissions: [...allowed] },
  });
  return nothing;
}

async function usesOf(tx: Tx, call: Call<unknown>): Promise<wire.RoleUses> {
  const key = call.params["key"] ?? "";
  const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
    "select count(*)::int as count from tasks where tenant_id = $1 and $2 = any (candidate_groups)",
    [tx.tenantId, key],
  );
  const uses = (await usesOfRole(tx, key, call.language)).map((use) => ({ ...use, elements: [...use.elements] }));
  return { uses, people: await holdersOf(tx, key), openTasks: count };
}

/** @throws {Refusal} `role.only` somebody would have none left, `role.inUse` it is used and that was not said to be seen */
async function remove(tx: Tx, call: Call<undefined>): Promise<unknown> {
  const { key, names, permissions: allowed } = await readOwnRole(tx, call.params["key"] ?? "");
  const { uses, people, openTasks } = await usesOf(tx, call);
  const bare = people.filter(({ isOnly }) => isOnly).map(({ name }) => name);
  if (bare.length > 0)
    throw new Refusal(
      "conflict",
      "role.only",
      `Expected everybody to keep a role, but ${bare.join(", ")} would have none`,
    );
  const places = uses.map((use) => use.name);
  if (call.query["seen"] !== "yes" && (places.length > 0 || people.length > 0 || openTasks > 0))
    throw new Refusal(
      "conflict",
      "role.inUse",
      `Expected a role that nothing uses, but it is used: ${[...places, ...people.map(({ name }) => name)].join(", ")}; open tasks: ${openTasks}`,
    );
  await deleteRole(tx, key);
  const told = uses.map(({ kind, key: used, draftId }) => ({ kind, key: used, draftId }));
  await tell(tx, call, "deleteRole", {
    key,
    names: { ...names },
    permissions: [...allowed],
    uses: told,
    people: people.map(({ login }) => login),
    openTasks,
  });
  return nothing;
}

async function tell(tx: Tx, { cause, site }: Call<unknown>, type: string, data: Record<string, Json>): Promise<void> {
  await appendTrail(tx, {
    streamId: "access",
    at: site.house.now(),
    type,
    actor: cause.actor,
    requestId: cause.requestId ?? null,
    data,
  });
}

function within<T>({ site, person }: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(site.house.database, person, work);
}
