import test from "ava";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { recordAbsence } from "../records/absences.ts";
import { planAsText } from "./planText.ts";
import type { TemplatePlan } from "./template.ts";

const office = await openOffice();
test.after.always(() => office.close());
test.beforeEach(() => {
  office.clock.now = mondayAtTen;
});

const request = { name: "Firewall", manager: "cleo", billingMode: "fixed_milestones", budgetMinutes: 1200, netCents: 300_000, startsOn: "2026-11-30" }; // prettier-ignore
const text = `Phase: Umsetzung
Meilenstein: Konzept; bis 2026-12-04; 1000,00 EUR; Teilabnahme
1: Konzept; 240 min; #windows:4; @bo; 2026-11-30..2026-12-01
2: Pläne; 120 min; @ana; 2026-12-02; nach 1
Meilenstein: Betrieb; bis 2026-12-11; 2000,00 EUR
3: Umbau; 480 min; @bo; 2026-12-07..2026-12-08`;

interface Made {
  readonly id: string;
  readonly number: string;
}

async function create(changes: JsonObject = {}): Promise<Made> {
  const asked = { ...request, customerId: office.ids.muster, ...changes };
  return (await office.run("desk.project.create", { order: null, request: asked }))["project"] as unknown as Made; // by contract
}

const plan = (projectId: string, wanted = text, revision: number | null = null) =>
  office.run("desk.project.plan", { projectId, mode: "text", text: wanted, revision });
const check = async (projectId: string, acceptsOverload = false) =>
  (await office.run("desk.project.capacity", { projectId, acceptsOverload }))["capacity"] as JsonObject;

async function running(wanted = text): Promise<Made & { readonly milestones: readonly Made[] }> {
  const project = await create();
  await plan(project.id, wanted);
  await check(project.id, true);
  await office.run("desk.project.confirm", { projectId: project.id, decision: "confirmed", name: "Erika" });
  const { milestones } = await office.run("desk.project.milestones", { projectId: project.id });
  return { ...project, milestones: milestones as unknown as Made[] }; // by contract
}

const tasks = async (milestoneId: string) =>
  (await office.run("desk.project.tasks", { milestoneId }))["tasks"] as unknown as {
    id: string;
    no: number;
    name: string;
  }[]; // by contract
const begin = (milestoneId: string) => office.run("desk.project.milestone", { milestoneId });
const work = (taskId: string, changes: JsonObject = {}) =>
  office.run("desk.project.work", { taskId, minutes: 60, isDone: true, ...changes });
const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return "";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
const stateOf = async (id: string) =>
  (await office.rows("select state from projects where id = $1", [id]))[0]?.["state"];

test.serial("an order becomes one project, and the same order none again", async (t) => {
  const order = { number: "AB-2026-1", customerId: office.ids.muster };
  const made = await office.run("desk.project.create", { order, request });

  t.like(made["project"], {
    number: "P-2026-00001",
    orderNumber: "AB-2026-1",
    contactName: "Erika Muster",
    state: "draft",
  });
  t.is(await codeOf(office.run("desk.project.create", { order, request })), "project.order");
});

test.serial("a template becomes dates, amounts that add up, and people who can and have time", async (t) => {
  const task = { skill: "windows", skillLevel: 4, minutes: 240, startDay: 0, endDay: 1, after: [], name: "Umbau" };
  const milestone = { name: "A", dueDay: 4, percent: 33.3, needsAcceptance: true, material: null, materialNetCents: 0 };
  const template: TemplatePlan = {
    phases: [
      {
        name: "Umsetzung",
        milestones: [
          { ...milestone, tasks: [{ ...task, no: 1 }] },
          { ...milestone, name: "B", dueDay: 7, percent: 66.7, tasks: [{ ...task, no: 2, startDay: 5, endDay: 5 }] },
        ],
      },
    ],
    risks: [],
  };
  await office.rows("insert into project_templates (tenant_id, key, name_de, name_en, plan) values ('t1', 'fw', 'Firewall', 'Firewall', $1)", [JSON.stringify(template)]); // prettier-ignore

  const { id } = await create({ template: "fw", netCents: 100_001 });

  const rows = await office.rows("select due_on::text as due, net_cents::int as net from project_milestones where project_id = $1 order by pos", [id]); // prettier-ignore
  t.deepEqual(rows, [{ due: "2026-12-04", net: 33_300 }, { due: "2026-12-09", net: 66_701 }]); // prettier-ignore
  const people = await office.rows("select assignee from project_tasks where project_id = $1", [id]);
  t.true(people.every(({ assignee }) => assignee === "bo" || assignee === "cleo"));
  t.is(await codeOf(create({ template: "none" })), "template.missing");
});

test.serial("a plan in text is taken over, and one with mistakes changes nothing and comes back", async (t) => {
  const { id } = await create();

  const good = (await plan(id))["plan"] as JsonObject;
  const bad = (await plan(id, `${text}\nnonsense`))["plan"] as JsonObject;
  const unknown = (await plan(id, text.replace("@ana", "@zoe")))["plan"] as JsonObject;
  const stale = (await plan(id, text, 1))["plan"] as JsonObject;

  t.is(good["problems"], "");
  t.regex(JSON.stringify(bad["problems"]), /Zeile 7.* \/ line 7/);
  t.regex(JSON.stringify(bad["text"]), /nonsense/);
  t.regex(JSON.stringify(unknown["problems"]), /zoe is unknown/);
  t.regex(JSON.stringify(stale["problems"]), /changed elsewhere/);
  t.like((await office.run("desk.project.plan", { projectId: id, mode: "keep" }))["plan"], {
    text: good["text"] ?? "",
  });
});

test.serial(
  "what people cannot do or have no time for is a conflict; too much in a week may be accepted",
  async (t) => {
    const first = await running();
    const { id } = await create({ name: "Zweites" });
    await plan(id, text.replace("480 min", "3000 min").replace("@ana", "@bo").replace("#windows:4", "#windows:5"));

    const conflict = await check(id, true);
    await plan(id, text.replace("480 min", "2000 min"));
    const tight = await check(id);
    await plan(id, text.replace("480 min", "2000 min").replace("2026-12-07..2026-12-08", "2026-12-07..2026-12-11"));
    const moved = await check(id);
    const accepted = await check(id, true);

    t.true(conflict["hasConflict"]);
    t.regex(JSON.stringify(conflict["text"]), /bo has windows level 4, task 1 asks for 5/);
    t.true(tight["hasConflict"]);
    t.regex(JSON.stringify(tight["text"]), new RegExp(`week of 2026-12-07.*${first.number}`));
    t.true(moved["hasConflict"], "both need Bo in the same week");
    t.false(accepted["hasConflict"]);
    t.is(await stateOf(id), "planned");
    await office.rows("update projects set state = 'cancelled' where tenant_id = 't1'");
  },
);

test.serial("an absence makes a week too short for what is planned in it", async (t) => {
  await office.within((tx) => recordAbsence(tx, { login: "ana", kind: "vacation", fromAt: "2026-11-30T00:00:00Z", toAt: "2026-12-06T00:00:00Z" }, mondayAtTen)); // prettier-ignore
  const { id } = await create();
  await plan(id);

  t.regex(JSON.stringify((await check(id))["text"]), /ana is overbooked in the week of 2026-11-30 \(2.0 h > 0.0 h\)/);
});

test.serial("the customer's no leads back to planning, the yes closes the plan", async (t) => {
  const { id } = await create();
  await plan(id);
  await check(id, true);
  await office.run("desk.project.confirm", { projectId: id, decision: "changes", comment: "Später" });
  t.is(await stateOf(id), "draft");
  await check(id, true);
  await office.run("desk.project.confirm", { projectId: id, decision: "confirmed", name: "Erika" });

  t.is(await stateOf(id), "active");
  t.is(await codeOf(plan(id)), "project.state");
});

test.serial("tasks come when what they wait for is done, with their time", async (t) => {
  const { milestones } = await running();
  const { id = "" } = milestones[0] ?? {};
  await begin(id);

  const before = await tasks(id);
  const { id: taskId = "" } = before[0] ?? {};
  await work(taskId, { isDone: false });
  const between = await tasks(id);
  await work(taskId);
  const after = await tasks(id);

  t.deepEqual([before, between, after].map((list) => list.map(({ no }) => no)), [[1], [1], [2]]); // prettier-ignore
  const times = await office.rows("select technician, time_class, work_type from time_entries where project_task_id = $1", [taskId]); // prettier-ignore
  t.deepEqual(
    times,
    Array.from({ length: 2 }, () => ({ technician: "bo", time_class: "BT", work_type: "project" })),
  );
});

test.serial(
  "a partial acceptance with defects becomes work; without, the milestone is reached and billed as AA",
  async (t) => {
    const project = await running();
    const milestoneId = project.milestones[0]?.id ?? "";
    await begin(milestoneId);
    for (let round = 0; round < 2; round += 1) for (const { id } of await tasks(milestoneId)) await work(id);
    const accept = (changes: JsonObject) =>
      office.run("desk.project.accept", { projectId: project.id, milestoneId, name: "Erika", ...changes });

    const rework = await office.run("desk.project.review", { milestoneId, decision: "rework", note: "Skizze fehlt" });
    const [again] = await tasks(milestoneId);
    await work(again?.id ?? "", { technician: "bo" });
    await office.run("desk.project.review", { milestoneId, decision: "reached" });
    await accept({ result: "with_defects", defects: "Skizze\nListe" });
    const [defect] = await tasks(milestoneId);
    await work(defect?.id ?? "", { technician: "bo" });
    const done = await accept({ result: "accepted", signature: "E" });
    const { instalment } = await office.run("desk.project.instalment", { milestoneId });

    t.like(rework["milestone"], { state: "active" });
    t.is(again?.name, "Skizze fehlt");
    t.is(defect?.name, "Mängel beheben: Skizze; Liste");
    t.like(done["milestone"], { state: "reached" });
    t.like(instalment, { bookingType: "AA", netCents: 100_000, milestone: 1, projectNumber: project.number });
    await t.throwsAsync(office.rows("update project_acceptances set name = 'x'"), { message: /append-only|never changes|cannot/i }); // prettier-ignore
  },
);

test.serial("a change moves plan, budget and price when it is accepted, and stays on record when not", async (t) => {
  const project = await running();
  const asked = {
    text: "Zweiter Standort",
    reason: "customer",
    minutes: 300,
    netCents: 60_000,
    daysShift: 7,
    milestone: 1,
  };
  const open = async () =>
    (await office.run("desk.project.change.open", { projectId: project.id, change: asked }))["change"] as JsonObject;
  const settle = (change: JsonObject, isAccepted: boolean) =>
    office.run("desk.project.change.settle", { changeId: change["id"] ?? null, isAccepted, name: "Erika" });

  const first = await open();
  await settle(first, false);
  const untouched = await office.rows("select net_cents::int as net, budget_minutes as budget from projects where id = $1", [project.id]); // prettier-ignore
  const second = await open();
  await settle(second, true);

  t.like(first, { no: 1, state: "draft", marginPercent: 100 });
  t.deepEqual(untouched, [{ net: 300_000, budget: 1200 }]);
  const [after] = await office.rows("select net_cents::int as net, budget_minutes as budget from projects where id = $1", [project.id]); // prettier-ignore
  t.deepEqual(after, { net: 360_000, budget: 1500 });
  const rows = await office.rows("select due_on::text as due, net_cents::int as net from project_milestones where project_id = $1 order by pos", [project.id]); // prettier-ignore
  t.deepEqual(rows, [{ due: "2026-12-11", net: 160_000 }, { due: "2026-12-18", net: 200_000 }]); // prettier-ignore
  t.true((await tasks(project.milestones[0]?.id ?? "")).some(({ name }) => name === "Nachtrag 2: Zweiter Standort"));
  await t.throwsAsync(settle(second, false), { message: /never changes/ });
});

test.serial("progress is earned value, and what was measured is kept with its countermeasure", async (t) => {
  const { id, milestones } = await running();
  const [first] = await tasks(milestones[0]?.id ?? "");
  await work(first?.id ?? "", { minutes: 600 });
  office.clock.now = new Date("2026-12-08T09:00:00Z");

  const { measurement } = await office.run("desk.project.measure", { projectId: id });
  await office.run("desk.project.health", { projectId: id, health: "amber", measurement: measurement ?? null });
  const again = await office.run("desk.project.measure", { projectId: id });
  await office.run("desk.project.countermeasure", { projectId: id, measure: "Zweite Person", by: "cleo" });

  t.like(measurement, { budgetUsedPercent: 50, progressPercent: 29, milestoneDelayDays: 4, isBeingDecided: false });
  t.is((measurement as JsonObject)["forecastMinutes"], 2100);
  t.like(again["measurement"], { isBeingDecided: true });
  t.like((await office.run("desk.project.measure", { projectId: id }))["measurement"], { isBeingDecided: false });
});

test.serial("acceptance is deemed given only after a deadline that was set and has passed", async (t) => {
  const { id } = await running();
  await office.run("desk.project.handover", { projectId: id });
  const deem = () =>
    office.run("desk.project.accept", { projectId: id, result: "accepted", name: "Service", isDeemed: true });

  const unasked = await codeOf(deem());
  const { project } = await office.run("desk.project.request", { projectId: id });
  const early = await codeOf(deem());
  office.clock.now = new Date("2026-12-08T09:00:00Z");
  await deem();

  t.deepEqual([unasked, early], ["project.deemed", "project.deemed"]);
  t.like(project, { acceptanceDueOn: "2026-12-07" });
  t.is(await stateOf(id), "accepted");
});

test.serial(
  "the final invoice deducts the instalments, and a project that is stopped bills what was performed",
  async (t) => {
    const project = await running();
    const milestoneId = project.milestones[0]?.id ?? "";
    await office.run("desk.project.instalment", { milestoneId });
    const settled = await office.run("desk.project.settle", { projectId: project.id });
    const stopped = await office.run("desk.project.stop", {
      projectId: project.id,
      reason: "Umzug",
      performedCents: 120_000,
    });

    t.like(settled["projectBilling"], {
      bookingType: "SR",
      netCents: 300_000,
      instalmentCents: 100_000,
      remainingCents: 200_000,
    });
    t.like(stopped["projectBilling"], { netCents: 120_000, remainingCents: 20_000, isStopped: true });
    t.is(await stateOf(project.id), "cancelled");
  },
);

test.serial("the invoice of an instalment does not end the wait for the last one", async (t) => {
  const { id } = await running();
  const [proposal, line, bill] = ["10000000-0000-7000-8000-000000000001", "10000000-0000-7000-8000-000000000002", "10000000-0000-7000-8000-000000000003"]; // prettier-ignore
  await office.rows(
    `insert into billing_proposals (tenant_id, id, customer_id, origin, origin_id, origin_seq, state, created_at)
     values ('t1', $1, $2, 'project', $3, 1, 'invoiced', now())`,
    [proposal, office.ids.muster, id],
  );
  await office.rows(
    `insert into billing_lines (tenant_id, id, proposal_id, customer_id, pos, text, minutes, billed_minutes, billable, unit_price_cents, price_factor, net_cents, rule_trace)
     values ('t1', $1, $2, $3, 1, 'Abschlag', 0, 0, 'yes', 100000, 1, 100000, '{"project": {"stage": "AA"}}')`,
    [line, proposal, office.ids.muster],
  );
  await office.rows(
    `insert into invoices (tenant_id, id, customer_id, service_from, service_to, net_cents, vat_cents, gross_cents, tax_key)
     values ('t1', $1, $2, '2026-11-23', '2026-11-23', 100000, 0, 100000, 'x')`,
    [bill, office.ids.muster],
  );
  await office.rows(
    `insert into invoice_lines (tenant_id, invoice_id, pos, text, quantity, unit, unit_price_cents, net_cents, vat_percent, billing_line_id)
     values ('t1', $1, 1, 'Abschlag', 1, 'C62', 100000, 100000, 0, $2)`,
    [bill, line],
  );
  await office.rows("update invoices set number = 'RE-1', state = 'final' where id = $1", [bill]);
  const billed = (invoiceNumber: string) => office.run("desk.project.billed", { projectId: id, invoiceNumber });

  t.like(await billed("RE-1"), { isFinalInvoice: false });
  t.like(await billed("RE-2"), { isFinalInvoice: true });
});

test.serial("the lessons close a project, and its file can be archived", async (t) => {
  const { id, number } = await running();
  await office.run("desk.project.handover", { projectId: id });
  await office.run("desk.project.accept", { projectId: id, result: "accepted", name: "Erika", signature: "E" });
  const learned = await office.run("desk.project.lessons", { projectId: id, good: "Team", bad: "Leitung", roadmapTitle: "Zweite Leitung" }); // prettier-ignore
  const { archive } = await office.run("desk.archive.build", { subject: { kind: "project", id } });

  t.like(learned["roadmapRequest"], { title: "Zweite Leitung", ticketNumber: number });
  t.is(await stateOf(id), "closed");
  t.like(archive, { kind: "project", ref: number, docType: "order" });
});

test.serial("a plan that was recorded reads as it was written", async (t) => {
  const { id } = await create();

  const { text: shown } = (await plan(id))["plan"] as { text: string };

  t.is(shown, text.replace("@ana; 2026-12-02;", "@ana; 2026-12-02..2026-12-02;"));
  t.is(planAsText({ phases: [], risks: ["x"] }), "Risiko: x");
});
