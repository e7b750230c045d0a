import test from "ava";
import { transact } from "../../db/transact.ts";
import { gather } from "../../test/story.ts";
import type { Cast } from "../../test/story.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

let site: Served;
let cast: Cast;
test.before(async (t) => {
  t.timeout(400_000); // whoever is first plays the demo
  site = await served();
  cast = await gather([site.url]);
});
test.after.always(() => site?.close());

interface Template {
  readonly key: string;
  readonly name: { readonly de: string; readonly en: string };
  readonly plan: {
    readonly phases: readonly { readonly milestones: readonly { readonly tasks: readonly object[] }[] }[];
  };
  readonly revision: string;
  readonly days: number;
  readonly minutes: number;
  readonly tasks: readonly { readonly no: number; readonly after: string }[];
  readonly usedBy: readonly { readonly number: string }[];
}
interface Project {
  readonly number: string;
  readonly state: string;
  readonly revision: number;
  readonly plan: object;
  readonly tasks: readonly { readonly no: number; readonly doneAt: string | null; readonly assignee: string | null }[];
  readonly history: readonly { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> }[];
}
interface Refused {
  readonly code: string;
  readonly complaints?: readonly { readonly message: string }[];
  readonly detail: string;
}

test.serial(
  "a template is found with its milestones, tasks and projects, made, and changed with a trail",
  async (t) => {
    const { body } = await cast.admin.send<{ items: Template[] }>("GET", "/api/project-templates");
    const [first] = body.items;
    const whole = (await cast.admin.send<Template>("GET", `/api/project-templates/${first?.key}`)).body;
    t.is(whole.minutes, first?.minutes ?? -1);
    t.is(
      whole.tasks.length,
      whole.plan.phases.flatMap(({ milestones }) => milestones.flatMap(({ tasks }) => tasks)).length,
    );
    t.true(body.items.some(({ key }) => key === whole.key));

    const task = { no: 1, name: "Aufnehmen", minutes: 90, startDay: 0, endDay: 2 };
    const plan = (endDay: number) => ({
      phases: [
        { name: "Start", milestones: [{ name: "Konzept", dueDay: 3, percent: 100, tasks: [{ ...task, endDay }] }] },
      ],
    });
    const name = { de: "Umzug", en: "Move" };
    t.is((await cast.admin.send("PUT", "/api/project-templates/umzug", { name, plan: plan(2) })).status, 204);
    const late = await cast.admin.send<Refused>("PUT", "/api/project-templates/umzug", { name, plan: plan(4) });
    t.like(late, { status: 422, body: { code: "plan.flaws" } });
    t.is(late.body.complaints?.[0]?.message, "Aufgabe 1 endet nach „Konzept“ (2000-01-04)");
    const made = (await cast.admin.send<Template>("GET", "/api/project-templates/umzug")).body;
    t.like(made, { name, days: 3, minutes: 90, usedBy: [] });
    const { revision } = made;
    const again = await cast.admin.send<Refused>("PUT", "/api/project-templates/umzug", { name, plan: plan(1) });
    t.like(again, { status: 409, body: { code: "template.taken" } });
    const better = { name: { ...name, en: "Relocation" }, plan: made.plan, revision };
    t.is((await cast.admin.send("PUT", "/api/project-templates/umzug", better)).status, 204);
    const stale = await cast.admin.send<Refused>("PUT", "/api/project-templates/umzug", better);
    t.like(stale, { status: 409, body: { code: "template.stale" } });
    const gone = await cast.admin.send<Refused>("PUT", "/api/project-templates/nichts", better);
    t.like(gone, { status: 404, body: { code: "template.missing" } });

    const trail = await transact(site.house.database, "main", (tx) =>
      tx.query<{ type: string; actor: string; before: unknown; after: unknown }>(
        `select type, actor, data -> 'before' as before, data -> 'after' as after from trail
         where tenant_id = $1 and stream_id = $2 order by seq`,
        [tx.tenantId, "projectTemplate:umzug"],
      ),
    );
    t.like(trail[0], { type: "saveTemplate", actor: "admin", before: {} });
    t.deepEqual(trail.slice(1), [
      { type: "saveTemplate", actor: "admin", before: { name }, after: { name: better.name } },
    ]);
    const missing = await cast.admin.send<Refused>("GET", "/api/project-templates/nichts");
    t.like(missing, { status: 404, body: { code: "template.missing" } });
    t.is(
      (await (await cast.as("ahuber")).send("PUT", "/api/project-templates/umzug", { name, plan: plan(2) })).status,
      403,
    );
  },
);

test.serial("a task is moved with a reason that the history keeps, and a confirmed plan is not replaced", async (t) => {
  const { body } = await cast.admin.send<{ items: Project[] }>("GET", "/api/projects?state=active");
  const address = `/api/projects/${body.items[0]?.number}`;
  const before = (await cast.admin.send<Project>("GET", address)).body;
  const open = before.tasks.find(({ doneAt }) => doneAt === null);

  const silent = await cast.admin.send("POST", `${address}/moves`, { no: open?.no, assignee: "ahuber" });
  t.is(silent.status, 400);
  const reason = "Urlaub";
  const moved = await cast.admin.send("POST", `${address}/moves`, { no: open?.no, assignee: "ahuber", reason });
  t.is(moved.status, 204);

  const after = (await cast.admin.send<Project>("GET", address)).body;
  t.is(after.tasks.find(({ no }) => no === open?.no)?.assignee, "ahuber");
  t.like(after.history[0], { kind: "taskMoved", detail: { task: open?.no, reason } });
  const replaced = await cast.admin.send<Refused>("PUT", `${address}/plan`, {
    revision: after.revision,
    plan: after.plan,
    reason: "anders",
  });
  t.like(replaced, { status: 409, body: { code: "project.confirmed" } });
});
