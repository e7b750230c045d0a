import test from "ava";
import type { Instance, Task, TaskPage } from "../http/wire.ts";
import { transact } from "../db/transact.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { gather } from "./story.ts";
import type { Cast } from "./story.ts";

let site: Served;
let cast: Cast;
let lead: Client;
test.before(async () => {
  site = await served();
  cast = await gather([site.url]);
  lead = await cast.as("dgruber");
});
test.after.always(() => site.close());

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

/** A Monday some weeks ahead: nobody of the demo is away or booked then. */
const monday = (() => {
  const today = Temporal.Instant.fromEpochMilliseconds(Date.now()).toZonedDateTimeISO("Europe/Berlin").toPlainDate();
  return today.add({ days: 8 - today.dayOfWeek + 63 });
})();
const day = (n: number): string => monday.add({ days: n }).toString();

interface Whole {
  readonly state: string;
  readonly netCents: number;
  readonly budgetMinutes: number;
  readonly instanceIds: readonly string[];
  readonly progress: Readonly<Record<string, number>>;
  readonly milestones: readonly {
    readonly name: string;
    readonly dueOn: string;
    readonly netCents: number;
    readonly state: string;
  }[];
  readonly tasks: readonly { readonly no: number; readonly name: string; readonly assignee: string | null }[];
  readonly changes: readonly { readonly state: string }[];
  readonly measurements: readonly { readonly health: string; readonly measure: string | null }[];
  readonly acceptances: readonly { readonly milestone: number | null; readonly result: string }[];
  readonly documents: readonly { readonly title: string; readonly body: string }[];
}

async function read(number: string): Promise<Whole> {
  return (await cast.admin.send<Whole>("GET", `/api/projects/${number}`)).body;
}

async function find(search: string, formKey: string): Promise<Task> {
  return eventually(`a task with the form ${formKey} for ${search}`, async () => {
    const { body } = await cast.admin.send<TaskPage>("GET", `/api/tasks?view=all&search=${encodeURIComponent(search)}`);
    for (const { id } of body.items) {
      const task = await cast.admin.send<Task>("GET", `/api/tasks/${id}`);
      if (task.status === 200 && task.body.form?.key === formKey) return task.body;
    }
    return undefined;
  });
}

async function answer(search: string, formKey: string, values: object, login = "dgruber"): Promise<Task> {
  const task = await find(search, formKey);
  const person = await cast.as(task.assignee?.login ?? login);
  const { status, body } = await person.send("POST", `/api/tasks/${task.id}/complete`, { variables: values });
  if (status !== 204) throw new Error(`completing ${task.name} was answered with ${status}: ${JSON.stringify(body)}`);
  return task;
}

async function ends(instanceId: string, status = "completed"): Promise<void> {
  await eventually(`the end of ${instanceId}`, async () => {
    const { body } = await cast.admin.send<Instance>("GET", `/api/instances/${instanceId}`);
    return body.status === status ? true : undefined;
  });
}

/** What an instance of a process handed over to billing. */
async function handedOver(processKey: string, number: string): Promise<Record<string, unknown>> {
  return eventually(`the billing of ${number}`, async () => {
    const [row] = await rows(
      "select variables -> 'projectBilling' as said, variables -> 'instalment' as part from instances where definition_key = $1 and business_key = $2 order by started_at limit 1",
      [processKey, number],
    );
    return (row?.["said"] ?? row?.["part"] ?? undefined) as Record<string, unknown> | undefined; // by contract
  });
}

const plan = (week: number) => `Phase: Umsetzung
Meilenstein: Konzept; bis ${day(11)}; 3000,00 EUR; Teilabnahme
1: Bestand aufnehmen; 300 min; #network:3; @blang; ${day(week)}..${day(week + 1)}
2: Konzept; 300 min; @cweiss; ${day(week + 2)}..${day(week + 3)}; nach 1
Meilenstein: Betrieb; bis ${day(18)}; 6000,00 EUR
3: Umbau; 600 min; @blang; ${day(14)}..${day(16)}
Risiko: Leitung kommt zu spät`;

async function customerId(): Promise<string> {
  return String((await rows("select id from customers where name like 'Muster%'"))[0]?.["id"]);
}

async function openOther(name: string): Promise<{ number: string; instanceId: string }> {
  const wanted = {
    name,
    customerId: await customerId(),
    manager: "dgruber",
    billingMode: "fixed_end",
    budgetMinutes: 2400,
    netCents: 400_000,
    startsOn: day(0),
  };
  const { status, body } = await lead.send<{ number: string; instanceId: string }>("POST", "/api/projects", wanted);
  if (status !== 200) throw new Error(`creating was answered with ${status}: ${JSON.stringify(body)}`);
  return body;
}

const task = { technician: "blang", minutes: 120, workType: "project", isDone: true };

test.serial(
  "an order becomes a project that is planned, changed, measured, accepted in parts and handed over",
  async (t) => {
    t.timeout(180_000);
    const other = await openOther("WLAN im Lager");
    const full = `Phase: Alles\nMeilenstein: Fertig; bis ${day(4)}\n1: Ausleuchten; 2100 min; @blang; ${day(0)}..${day(4)}`;
    await answer(other.number, "project_plan", { mode: "text", text: full, acceptsOverload: false });
    await find(other.number, "project_confirm");

    const order = {
      number: "AB-2026-90001",
      customerId: await customerId(),
      customerName: "Muster GmbH",
      title: "Firewall-Tausch Story",
    };
    await cast.rmm.send("POST", "/api/messages", {
      name: "project.create",
      correlationKey: order.number,
      variables: { order },
    });
    const request = {
      name: "Firewall-Tausch Story",
      customerId: order.customerId,
      manager: "dgruber",
      billingMode: "fixed_milestones",
      budgetMinutes: 1200,
      netCents: 900_000,
      startsOn: day(0),
    };
    await answer("Firewall-Tausch Story", "project_create", request);
    const { businessKey } = await find("Firewall-Tausch Story", "project_plan");
    const number = businessKey ?? "";

    await answer(number, "project_plan", { mode: "text", text: "Unsinn", acceptsOverload: false });
    const refused = await eventually("the plan to come back", async () => {
      const again = await find(number, "project_plan");
      return again.form?.fields.some(
        ({ key, default: shown }) => key === "problems" && String(shown).includes("Zeile 1"),
      ) === true
        ? again
        : undefined;
    });
    await answer(number, "project_plan", { mode: "text", text: plan(0), acceptsOverload: false });
    const clash = await eventually("the clash", async () => {
      const again = await find(number, "project_plan");
      const shown = JSON.stringify(again.form?.fields.find(({ key }) => key === "conflicts")?.default ?? "");
      return again.id !== refused.id && shown.includes(other.number) ? shown : undefined;
    });
    const load = await lead.send<{
      items: { login: string; isOverbooked: boolean; parts: { projectNumber: string }[] }[];
    }>("GET", `/api/resources?from=${day(0)}&weeks=1`);
    const early = await lead.send<{ code: string }>("PATCH", `/api/projects/${number}/tasks/2`, {
      startsOn: day(0),
      endsOn: day(0),
    });
    for (const [no, from] of [
      [2, 9],
      [1, 7],
    ] as const) {
      const moved = await lead.send("PATCH", `/api/projects/${number}/tasks/${no}`, {
        startsOn: day(from),
        endsOn: day(from + 1),
      });
      t.is(moved.status, 204, JSON.stringify(moved.body));
    }
    await answer(number, "project_plan", { mode: "keep", acceptsOverload: false });
    await answer(number, "project_confirm", { decision: "confirmed", name: "Erika Muster" });

    t.regex(clash, /blang.*überbucht/);
    t.is(early.body.code, "plan.flaws");
    t.true(
      load.body.items.some(
        ({ login, parts }) => login === "blang" && parts.some((part) => part.projectNumber === other.number),
      ),
    );

    const first = await answer(number, "milestone_task", { ...task, note: "Aufgenommen" });
    await answer(number, "milestone_task", { ...task, technician: "cweiss" });
    await answer(number, "milestone_review", { decision: "reached" });
    await answer(number, "acceptance", {
      result: "with_defects",
      defects: "Skizze fehlt",
      name: "Erika Muster",
      signature: "E. Muster",
    });
    await answer(number, "milestone_task", { ...task, minutes: 30, note: "Skizze nachgereicht" }, "blang");
    await answer(number, "milestone_review", { decision: "reached" });
    await answer(number, "acceptance", { result: "accepted", name: "Erika Muster", signature: "E. Muster" });
    const instalment = await handedOver("milestone-execution", number);

    t.is(first.assignee?.login, "blang");
    t.like(instalment, { bookingType: "AA", netCents: 300_000, orderNumber: order.number });

    const bound = await lead.send<{ code: string }>("PATCH", `/api/projects/${number}`, { netCents: 1 });
    await lead.send("POST", `/api/projects/${number}/changes`, { text: "Zweiter Standort", milestone: 2 });
    await answer(number, "change_request", {
      text: "Zweiter Standort",
      reason: "customer",
      milestone: 2,
      minutes: 300,
      netCents: 60_000,
      daysShift: 7,
    });
    await answer(number, "change_accept", { decision: "accepted", name: "Erika Muster", signature: "E. Muster" });
    const changed = await eventually("the plan to change", async () => {
      const whole = await read(number);
      return whole.netCents === 960_000 ? whole : undefined;
    });

    t.is(bound.body.code, "project.confirmed");
    t.deepEqual(changed.milestones.map(({ dueOn, netCents }) => [dueOn, netCents]), [[day(11), 300_000], [day(25), 660_000]]); // prettier-ignore
    t.is(changed.budgetMinutes, 1500);

    const [instanceId = ""] = changed.instanceIds;
    for (let turn = 0; turn < 2; turn += 1) {
      const worker = await cast.as("blang");
      t.is(
        (await worker.send("POST", `/api/projects/${number}/tasks/3/times`, { minutes: 600, note: "Umbau" })).status,
        204,
      );
    }
    const { body: instance } = await cast.admin.send<Instance>("GET", `/api/instances/${instanceId}`);
    const timer = instance.waits.find(({ elementId }) => elementId === "S_h");
    await cast.admin.send("POST", `/api/instances/${instanceId}/waits/${timer?.waitId}/trigger`, { variables: {} });
    await answer(number, "project_countermeasure", { measure: "Zweite Person am Freitag" });
    const measured = await eventually("the countermeasure", async () => {
      const { measurements } = await read(number);
      return measurements[0]?.measure ? measurements[0] : undefined;
    });

    t.like(measured, { health: "amber", measure: "Zweite Person am Freitag" });
    t.true(
      (await rows("select title from notifications where login = 'dgruber'")).some(({ title }) =>
        String(title).includes(number),
      ),
    );

    await answer(number, "milestone_task", task, "blang");
    await answer(number, "milestone_task", task, "blang");
    await answer(number, "milestone_review", { decision: "reached" });
    await answer(number, "acceptance", { result: "accepted", name: "Erika Muster", signature: "E. Muster" });
    const projectBilling = await handedOver("project", number);
    const whole = await read(number);
    await cast.rmm.send("POST", "/api/messages", {
      name: "billing.invoiced",
      correlationKey: number,
      variables: { invoiceNumber: "RE-2026-0117" },
    });
    await answer(number, "project_lessons", {
      good: "Team",
      bad: "Nur eine Leitung",
      roadmap: true,
      roadmapTitle: "Zweite Leitung",
      roadmapTheme: "network",
      changesTemplate: false,
    });
    await ends(instanceId);

    t.like(projectBilling, { bookingType: "SR", netCents: 960_000, instalmentCents: 300_000, remainingCents: 660_000 });
    t.deepEqual(whole.acceptances.map(({ milestone, result }) => [milestone, result]), [[1, "with_defects"], [1, "accepted"], [null, "accepted"]]); // prettier-ignore
    t.regex(whole.documents[0]?.body ?? "", /Nachtrag 1: Zweiter Standort/);
    t.is((await read(number)).state, "closed");
    await eventually("the roadmap item", async () => {
      const items = await rows("select title from roadmap_items where title = 'Zweite Leitung'");
      return items.length > 0 ? true : undefined;
    });
    const [archived] = await rows(
      "select state, retention_class from archive_objects where kind = 'project' and ref = $1",
      [number],
    );
    t.like(archived, { state: "verified", retention_class: "business_letter" });

    const { status } = await lead.send("POST", `/api/projects/${other.number}/cancel`, {
      reason: "Lager wird verkauft",
    });
    await answer(other.number, "project_stop", { performedCents: 50_000, note: "Ausleuchtung übergeben" });
    const stopped = await handedOver("project", other.number);
    await ends(other.instanceId);
    const free = await lead.send<typeof load.body>("GET", `/api/resources?from=${day(0)}&weeks=1`);

    t.is(status, 204);
    t.like(stopped, { netCents: 50_000, isStopped: true });
    t.is((await read(other.number)).state, "cancelled");
    t.false(free.body.items.some(({ parts }) => parts.some(({ projectNumber }) => projectNumber === other.number)));
    t.is(
      (await lead.send<{ code: string }>("POST", `/api/projects/${other.number}/cancel`, { reason: "x" })).body.code,
      "project.state",
    );
  },
);

test.serial("what cannot be is refused with its reason", async (t) => {
  const wanted = {
    name: "X",
    customerId: await customerId(),
    manager: "dgruber",
    billingMode: "time",
    budgetMinutes: 0,
    startsOn: day(0),
  };
  const code = async (method: string, path: string, body?: object, client = lead) =>
    (await client.send<{ code: string }>(method, path, body)).body.code;

  t.is(await code("POST", "/api/projects", { ...wanted, manager: "nobody" }), "desk.reference");
  t.is(await code("POST", "/api/projects", { ...wanted, endsOn: day(-1) }), "desk.value");
  t.is(await code("POST", "/api/projects", { ...wanted, template: "none" }), "template.missing");
  t.is(await code("POST", "/api/projects", wanted, await cast.as("blang")), "permission.missing");
  t.is(await code("GET", "/api/projects/P-0"), "project.missing");
  t.is(await code("GET", "/api/resources?from=2026-13-01"), "query.from");
  t.is(await code("GET", "/api/resources?weeks=99"), "query.weeks");
  const { number } = await openOther("Refusals");
  const task1 = { no: 1, name: "A", minutes: 10, startsOn: day(0), endsOn: day(0), assignee: "blang" };
  const body = (revision: number, changes: object) => ({
    revision,
    plan: { phases: [{ name: "P", milestones: [{ name: "M", dueOn: day(4), tasks: [{ ...task1, ...changes }] }] }] },
  });
  t.is(await code("PUT", `/api/projects/${number}/plan`, body(1, { endsOn: day(9) })), "plan.flaws");
  t.is(await code("PUT", `/api/projects/${number}/plan`, body(9, {})), "plan.stale");
  t.is(await code("PUT", `/api/projects/${number}/plan`, body(1, { assignee: "zoe" })), "plan.reference");
  t.is((await lead.send("PUT", `/api/projects/${number}/plan`, body(1, {}))).status, 204);
  t.is(await code("PATCH", `/api/projects/${number}/tasks/9`, { assignee: "blang" }), "task.missing");
  t.is(await code("PATCH", `/api/projects/${number}/tasks/1`, { assignee: "zoe" }), "desk.reference");
  t.is(await code("POST", `/api/projects/${number}/tasks/1/times`, { minutes: 5 }), "project.state");
  t.is(
    await code("POST", `/api/projects/${number}/materials`, {
      text: "X",
      quantity: 1,
      unitCostCents: 1,
      unitPriceCents: 1,
    }),
    "project.state",
  );
  t.is(await code("POST", `/api/projects/${number}/changes`, { text: "X" }), "project.state");
});

test.serial(
  "a template of the demo becomes a plan with people, and one that cannot be carried out is refused",
  async (t) => {
    const { body } = await lead.send<{ items: { key: string; plan: object }[] }>("GET", "/api/project-templates");
    const [template] = body.items;
    const wanted = {
      name: "Aus Vorlage",
      customerId: await customerId(),
      manager: "dgruber",
      billingMode: "fixed_milestones",
      budgetMinutes: 3000,
      netCents: 1_000_001,
      startsOn: day(35),
      template: template?.key,
    };
    const made = await lead.send<{ number: string }>("POST", "/api/projects", wanted);
    const whole = await read(made.body.number);

    t.deepEqual(
      body.items.map(({ key }) => key),
      ["customer-onboarding", "firewall-exchange", "m365-migration"],
    );
    t.is(
      whole.milestones.reduce((sum, { netCents }) => sum + netCents, 0),
      1_000_001,
    );
    t.true(whole.tasks.length > 3 && whole.tasks.every(({ assignee }) => assignee !== null));
    const broken = {
      name: { de: "X", en: "X" },
      plan: {
        phases: [
          {
            name: "P",
            milestones: [
              { name: "M", dueDay: 1, percent: 60, tasks: [{ no: 1, name: "A", minutes: 1, startDay: 0, endDay: 0 }] },
              { name: "N", dueDay: 1, percent: 60, tasks: [{ no: 2, name: "B", minutes: 1, startDay: 0, endDay: 0 }] },
            ],
          },
        ],
      },
    };
    t.is((await lead.send<{ code: string }>("PUT", "/api/project-templates/x", broken)).body.code, "plan.flaws");
  },
);
