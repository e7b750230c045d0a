import type { z } from "zod";
import { appendTrail } from "../../audit/trail.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { everyTenant, transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { standardTenant } from "../../definitions/parts.ts";
import { furnish } from "../../desk/records/standard.ts";
import { listTenants, saveTenant } from "../../identity/tenants.ts";
import { createTenant, createUser } from "../../identity/users.ts";
import { compilesOnce, takeOver } from "../../runtime/commands/drafts/standard.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireTenants.ts";

/** Tenants of this installation, for the administrators of the one that runs it. What they do stands in its trail. */
export const tenantRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/tenants",
    summary: "All tenants, locked ones too",
    permission: "administration",
    answer: wire.tenantList,
    run: list,
  }),
  jsonRoute({
    method: "post",
    path: "/api/tenants",
    summary: "Create a tenant with its first administrator and the standard catalogue",
    permission: "administration",
    body: wire.newTenant,
    run: add,
  }),
  jsonRoute({
    method: "patch",
    path: "/api/tenants/:id",
    summary: "Rename a tenant, lock it or let it in again",
    permission: "administration",
    changesAccess: true,
    body: wire.tenantChange,
    run: change,
  }),
];

async function list(call: Call<undefined>): Promise<unknown> {
  refuseGuests(call);
  const tenants = await transact(call.site.house.database, everyTenant, (tx) => listTenants(tx, standardTenant));
  return { items: tenants.map((tenant) => ({ ...tenant, isHome: tenant.id === call.site.homeTenant })) };
}

/** All or nothing: a tenant that nobody can enter, or that has no processes, is never left behind. */
async function add(call: Call<z.output<typeof wire.newTenant>>): Promise<unknown> {
  refuseGuests(call);
  const { id, name, administrator } = call.body;
  const now = call.site.house.now();
  await transact(call.site.house.database, everyTenant, async (tx) => {
    if (!(await createTenant(tx, id, name, now)))
      throw new Refusal("conflict", "tenant.exists", `Expected a new tenant, but ${id} exists`);
    const within = { ...tx, tenantId: id };
    const { email, ...account } = administrator;
    const user = { ...account, ...(email === undefined ? {} : { email }), roles: ["administrator"] };
    if (!(await createUser(within, user, now)))
      throw new Refusal("conflict", "user.exists", `Expected a new login, but ${user.login} exists`);
    await tell(call, tx, "createTenant", { id, name, administrator: user.login });
    await furnish(within);
    await takeOver(within, compilesOnce(call.site.house.versions), now);
  });
  return nothing;
}

async function change(call: Call<z.output<typeof wire.tenantChange>>): Promise<unknown> {
  refuseGuests(call);
  const id = call.params["id"] ?? "";
  const { name, isEnabled } = call.body;
  if (isEnabled === false && id === call.site.homeTenant)
    throw new Refusal("conflict", "tenant.home", `Expected another tenant, but ${id} runs the installation`);
  await transact(call.site.house.database, everyTenant, async (tx) => {
    if (id === standardTenant || !(await saveTenant(tx, id, call.body)))
      throw new Refusal("missing", "tenant.missing", `Expected a known tenant, but ${id} is none`);
    await tell(call, tx, "changeTenant", { id, name: name ?? null, isEnabled: isEnabled ?? null });
  });
  return nothing;
}

/** @throws {Refusal} `tenant.guest` for administrators of other tenants */
function refuseGuests({ person, site }: Call<unknown>): void {
  if (person.tenantId === site.homeTenant) return;
  throw new Refusal(
    "forbidden",
    "tenant.guest",
    `Expected an administrator of ${site.homeTenant}, which runs the installation, but ${person.login} is of ${person.tenantId}`,
  );
}

async function tell({ cause, site, person }: Call<unknown>, tx: Tx, type: string, data: JsonObject): Promise<void> {
  await appendTrail(
    { ...tx, tenantId: person.tenantId },
    {
      streamId: "access",
      at: site.house.now(),
      type,
      actor: cause.actor,
      requestId: cause.requestId ?? null,
      data,
    },
  );
}
