import test from "ava";
import { transact } from "../../db/transact.ts";
import { lint } from "../../lint/lint.ts";
import { deployProcess } from "../../runtime/commands/deployProcess.ts";
import { Around } from "../around.ts";
import type { TrailPage } from "../wire.ts";
import type { RoleUses } from "../wireRoles.ts";
import { bpmn, ext, flows } from "../../test/models.ts";
import type { Client } from "../../test/client.ts";
import { deskOf, given, personOf } from "../../test/desks.ts";
import type { Refused } from "../../test/desks.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

interface Role {
  readonly key: string;
  readonly names: { readonly de: string } | null;
  readonly permissions: readonly string[];
}

let site: Served;
let admin: Client;
const names = { de: "Zweite Linie", en: "Second line" };

test.before(async (t) => {
  t.timeout(120_000);
  site = await served();
  admin = await personOf(site, "boss", ["administrator"]);
});
test.after.always(() => site?.close());

test.serial("a role is made, grants what it allows at once, and built-in ones stay as they are", async (t) => {
  await given(admin.send("POST", "/api/roles", { key: "second-line", names, permissions: ["tasks.read"] }));
  const member = await personOf(site, "mara", ["second-line"]);
  t.is((await member.send("GET", "/api/tasks")).status, 200);
  t.is((await member.send("GET", "/api/trail")).status, 403);

  await given(admin.send("PATCH", "/api/roles/second-line", { permissions: ["tasks.read", "trail.read"] }));

  t.is((await member.send("GET", "/api/trail")).status, 200);
  const { items } = await given(admin.send<{ items: Role[] }>("GET", "/api/roles"));
  t.like(
    items.find(({ key }) => key === "second-line"),
    { names, permissions: ["tasks.read", "trail.read"] },
  );
  t.is(items.find(({ key }) => key === "technician")?.names, null);
  const { body: session } = await member.send<{ roleNames: Record<string, unknown> }>("GET", "/api/session");
  t.deepEqual(session.roleNames["second-line"], names);
  for (const [method, body] of [
    ["PATCH", { names }],
    ["DELETE", undefined],
  ] as const) {
    const { status, body: refused } = await admin.send<Refused>(method, "/api/roles/technician", body);
    t.is(status, 409);
    t.is(refused.code, "role.builtIn");
  }
  for (const key of ["second-line", "technician"]) {
    const { body: refused } = await admin.send<Refused>("POST", "/api/roles", { key, names, permissions: [] });
    t.is(refused.code, "role.exists");
  }
});

test.serial("only administrators make roles, and accounts have only roles that exist", async (t) => {
  const owner = await personOf(site, "olga", ["process-owner"]);

  t.is((await owner.send("POST", "/api/roles", { key: "mine", names, permissions: [] })).status, 403);
  t.is((await owner.send("GET", "/api/roles")).status, 200);
  const { body } = await admin.send<Refused>("PATCH", "/api/users/olga", { roles: ["process-owner", "nobody"] });
  t.is(body.code, "user.role");
});

test.serial("a role of one tenant is none of another's", async (t) => {
  const other = await deskOf(site, "other", ["administration", "definitions.read"], "other");

  const { items } = await given(other.send<{ items: Role[] }>("GET", "/api/roles"));

  t.false(items.some(({ key }) => key === "second-line"));
  t.is((await other.send("DELETE", "/api/roles/second-line")).status, 404);
});

test.serial("lint knows the roles and the people of the tenant", async (t) => {
  t.deepEqual(await codesFor("second-line", "mara"), []);
  t.deepEqual(await codesFor("third-line", "nobody"), ["task.group", "task.person"]);
});

test.serial("what is in use does not vanish unseen: it is told where, and the trail keeps it", async (t) => {
  await deployProcess(site.house, { tenantId: "main", actor: "boss" }, { xml: withTask("second-line", "mara") });
  const uses = await given(admin.send<RoleUses>("GET", "/api/roles/second-line/uses"));
  t.like(uses.uses[0], { kind: "process", key: "calling", elements: [{ id: "task", name: "Zurückrufen" }] });
  t.deepEqual(uses.people, [{ login: "mara", name: "mara", isOnly: true }]);

  const bare = await admin.send<Refused>("DELETE", "/api/roles/second-line?seen=yes");
  t.is(bare.body.code, "role.only");
  await given(admin.send("PATCH", "/api/users/mara", { roles: ["second-line", "technician"] }));
  const unseen = await admin.send<Refused>("DELETE", "/api/roles/second-line");
  t.is(unseen.status, 409);
  t.is(unseen.body.code, "role.inUse");
  t.regex(unseen.body.detail, /mara/);
  await given(admin.send("DELETE", "/api/roles/second-line?seen=yes"));

  t.is((await admin.send("GET", "/api/roles/second-line/uses")).status, 200);
  const { body: accounts } = await admin.send<{ items: { login: string; roles: string[] }[] }>("GET", "/api/users");
  t.deepEqual(accounts.items.find(({ login }) => login === "mara")?.roles, ["technician"]);
  const { items } = await given(admin.send<TrailPage>("GET", "/api/trail?type=deleteRole"));
  t.is(items.length, 1);
});

const withTask = (group: string, login: string) =>
  bpmn(
    "calling",
    `<bpmn:startEvent id="s"/><bpmn:userTask id="task" name="Zurückrufen">${ext(
      `<zeebe:assignmentDefinition candidateGroups="${group}" candidateUsers="${login}"/><zeebe:formDefinition formId="none"/>`,
    )}</bpmn:userTask><bpmn:endEvent id="e"/>${flows("s", "task", "e")}`,
  );

/** What lint says about the people of a process. */
async function codesFor(group: string, login: string): Promise<string[]> {
  const around = await transact(site.house.database, "main", (tx) => new Around().read(tx, undefined));
  const findings = await lint(withTask(group, login), around);
  return findings
    .map(({ code }) => code)
    .filter((code) => code === "task.group" || code === "task.person")
    .toSorted();
}
