import test from "ava";
import { isSupervisor } from "../identity/person.ts";
import type { Person } from "../identity/person.ts";
import { bpmn, ext, flows } from "../test/models.ts";
import { openWorkshop, person } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { countTasks, countedViews, listTasks, placeOf } from "./list.ts";
import type { ListedTask } from "./list.ts";
import { bySoonest } from "./order.ts";
import type { TaskOrder, TaskSort } from "./order.ts";
import type { TaskView } from "./places.ts";
import type { TaskRow } from "./rows.ts";

const hour = 3_600_000;
const views: readonly TaskView[] = ["mine", "delegated", "team", "free", "risk", "overdue", "all"];
const people = [
  person("ana", "technician"),
  person("bo", "technician", "vcio"),
  person("cy", "compliance"),
  person("dee", "dispatcher"),
];

type Row = ListedTask;

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  const groups = ["technician", "vcio", "technician, vcio", "security", ""];
  for (const [at, group] of groups.entries()) await shop.deploy(model(`p${at}`, group));
  for (let turn = 0; turn < 8; turn += 1) {
    for (const at of groups.keys()) await shop.start(`p${at}`);
    shop.clock.advance(hour / 2);
  }
  await shop.rows(
    "update tasks set assignee = 'ana' where instance_id in (select instance_id from tasks order by md5(instance_id::text) limit 6) returning 1",
  );
  await shop.rows(
    "update tasks set owner = 'bo' where instance_id in (select instance_id from tasks where assignee = 'ana' limit 2) returning 1",
  );
  await disperse();
});
test.after.always(() => shop.close());

function model(id: string, groups: string): string {
  const named = id === "p4" ? ` candidateUsers="cy, bo"` : "";
  const assignment = `<zeebe:assignmentDefinition candidateGroups="${groups}"${named}/><zeebe:taskSchedule dueDate="=now() + duration(&quot;PT2H&quot;)"/>`;
  const task = `<bpmn:userTask id="t" name="Do ${id}">${ext(assignment)}</bpmn:userTask>`;
  return bpmn(id, `<bpmn:startEvent id="s"/>${task}<bpmn:endEvent id="e"/>${flows("s", "t", "e")}`);
}

/** Customers and priorities, some of them missing, as the instances would have brought them. */
async function disperse(): Promise<void> {
  const names = "(array['Ökotec', 'Zander', 'apfel & Co', null, 'Pfad'])[1 + n % 5]";
  const grades = "(array['P1', null, 'P3'])[1 + n % 3]";
  await shop.rows(`with numbered as (
      select instance_id as id, row_number() over (order by md5(instance_id::text)) as n from tasks),
    changed as (update tasks set customer = ${names}, subject_priority = ${grades} from numbered
      where id = instance_id returning instance_id as id, rank, customer_key)
    update task_groups g set rank = changed.rank, customer_key = changed.customer_key from changed
    where g.instance_id = changed.id returning 1`);
}

/** What the views mean, said plainly over one row. */
const meaning: Readonly<Record<TaskView, (row: Row, who: Person, now: number) => boolean>> = {
  mine: isHeld,
  delegated: (row, who) => row.owner === who.login,
  team: isCandidate,
  free: (row, who) => row.assignee === null && (isCandidate(row, who) || isSupervisor(who)),
  risk: (row, who, now) => isOfTeam(row, who) && row.sort_at.getTime() > now && row.sort_at.getTime() <= now + hour,
  overdue: (row, who, now) => isOfTeam(row, who) && row.sort_at.getTime() <= now,
  all: (row, who) => isOfTeam(row, who) || isCandidate(row, who),
};

function isHeld(row: Row, who: Person): boolean {
  return row.assignee === who.login;
}

function isInGroup(row: Row, who: Person): boolean {
  return row.candidate_groups.some((group) => who.roles.includes(group));
}

function isCandidate(row: Row, who: Person): boolean {
  return isInGroup(row, who) || row.candidate_users.includes(who.login);
}

function isOfTeam(row: Row, who: Person): boolean {
  return isHeld(row, who) || isInGroup(row, who) || isSupervisor(who);
}

const sorted: Readonly<Record<TaskSort, string>> = {
  due: "sort_at",
  created: "created_at",
  priority: "rank, sort_at",
  customer: "customer_key, sort_at",
};

async function everything({ sort, isReversed }: TaskOrder = bySoonest): Promise<Row[]> {
  const rows = await shop.rows(`select * from tasks order by ${sorted[sort]}, instance_id, wait_id`);
  return (isReversed ? rows.toReversed() : rows) as unknown as Row[]; // columns of the table
}

function idOf({ instance_id: id }: TaskRow): string {
  return id;
}

async function pages(who: Person, view: TaskView, order = bySoonest, from: From = {}): Promise<string[]> {
  const page = await shop.read((tx) => listTasks(tx, who, { view, order, limit: 3, ...from }, shop.clock.now));
  const last = page.at(-1);
  if (last === undefined) return [];
  return [...page.map(idOf), ...(await pages(who, view, order, { ...from, after: placeOf(last, order) }))];
}

/** Where pages begin, and what is looked for. */
type From = { readonly after?: readonly string[]; readonly search?: string };

test("every view shows everybody what it means, page by page in the order of due times", async (t) => {
  const now = shop.clock.now;
  const rows = await everything();
  let shown = 0;
  for (const who of people) {
    for (const view of views) {
      const expected = rows.filter((row) => meaning[view](row, who, now.getTime())).map(idOf);
      const seen = await pages(who, view);
      t.deepEqual(seen, expected, `${who.login} ${view}`);
      shown += seen.length;
    }
  }
  t.true(shown > 100);
});

test("the numbers beside the views are those of the lists", async (t) => {
  const now = shop.clock.now;
  const rows = await everything();
  for (const who of people) {
    const counts = await shop.read((tx) => countTasks(tx, who, now));
    for (const view of countedViews)
      t.is(counts[view], rows.filter((row) => meaning[view](row, who, now.getTime())).length, `${who.login} ${view}`);
  }
});

for (const sort of ["due", "created", "priority", "customer"] as const) {
  for (const isReversed of [false, true]) {
    test(`every view is read page by page by ${sort}, ${isReversed ? "backwards" : "forwards"}`, async (t) => {
      const now = shop.clock.now.getTime();
      const rows = await everything({ sort, isReversed });
      for (const who of people) {
        for (const view of views) {
          const expected = rows.filter((row) => meaning[view](row, who, now)).map(idOf);
          t.deepEqual(await pages(who, view, { sort, isReversed }), expected, `${who.login} ${view}`);
        }
      }
    });
  }
}

test("customers are sorted as people spell them, and those without one come last", async (t) => {
  const [, , , dee] = people;
  const order: TaskOrder = { sort: "customer", isReversed: false };
  const rows = await shop.read((tx) => listTasks(tx, dee!, { view: "all", order, limit: 50 }, shop.clock.now)); // the last of four
  const names = rows.map((row) => row.customer);

  t.deepEqual([...new Set(names)], ["apfel & Co", "Ökotec", "Pfad", "Zander", null]);
});

test("a view is narrowed by process and by words", async (t) => {
  const [ana] = people;
  const narrow = (filter: { processKey?: string; search?: string }) =>
    shop.read((tx) => listTasks(tx, ana!, { view: "team", limit: 50, ...filter }, shop.clock.now)); // the first of four

  const byProcess = await narrow({ processKey: "p2" });
  const byWords = await narrow({ search: "do P0" });

  t.is(byProcess.length, 8);
  t.true(byProcess.every((row) => row.definition_key === "p2"));
  t.true(byWords.length > 0 && byWords.every((row) => row.definition_key === "p0"));
});

const orders = (["due", "created", "priority", "customer"] as const).flatMap((sort) => [
  { sort, isReversed: false },
  { sort, isReversed: true },
]);

/** As if so many instances of another process had these words that looking at each one would take too long. */
async function makeFrequent(...words: readonly string[]): Promise<void> {
  await shop.rows(
    `insert into task_words (tenant_id, word, instance_id)
     select 't1', word, gen_random_uuid() from generate_series(1, 5001), unnest($1::text[]) as word returning 1`,
    [words],
  );
}

/** Tasks of two processes, found by the words of their names, against what their rows say. */
async function compareFound(who: Person, view: TaskView, order: TaskOrder): Promise<readonly [string[], string[]]> {
  const now = shop.clock.now.getTime();
  const rows = (await everything(order)).filter((row) => meaning[view](row, who, now));
  const of = (key: string) => rows.filter((row) => row.definition_key === key).map(idOf);
  const first = await pages(who, view, order, { search: "p1 do" });
  const second = await pages(who, view, order, { search: "DO P4" });
  return [
    [...first, ...second],
    [...of("p1"), ...of("p4")],
  ];
}

test("a search narrows every view in every order, whether it follows a word or the order", async (t) => {
  const every = orders.flatMap((order) => people.flatMap((who) => views.map((view) => ({ who, view, order }))));
  for (const frequent of [[], ["p1", "p4", "do"]]) {
    await makeFrequent(...frequent);
    for (const { who, view, order } of every)
      t.deepEqual(...(await compareFound(who, view, order)), `${who.login} ${view} ${order.sort} ${frequent.join()}`);
  }

  t.deepEqual(await pages(people[3]!, "all", bySoonest, { search: "p1 p4" }), []); // the dispatcher sees everything
});
