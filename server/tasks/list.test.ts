import test from "ava";
import { isSupervisor } from "../identity/person.ts";
import type { Person } from "../identity/person.ts";
import { bpmn, ext, flows } from "../test/models.ts";
import { openWorkshop, person } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { countTasks, listTasks } from "./list.ts";
import type { TaskCursor, TaskView } from "./list.ts";
import type { TaskRow } from "./rows.ts";

const hour = 3_600_000;
const views: readonly TaskView[] = ["mine", "team", "free", "risk", "overdue", "all"];
const people = [
  person("ana", "technician"),
  person("bo", "technician", "vcio"),
  person("cy", "compliance"),
  person("dee", "dispatcher"),
];

type Row = TaskRow & { readonly sort_at: Date };

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
});
test.after.always(() => shop.close());

function model(id: string, groups: string): string {
  const named = id === "p4" ? ` candidateUsers="cy, bo"` : "";
  const assignment = `<zeebe:assignmentDefinition candidateGroups="${groups}"${named}/><zeebe:taskSchedule dueDate="=now() + duration(&quot;PT2H&quot;)"/>`;
  const task = `<bpmn:userTask id="t" name="Do ${id}">${ext(assignment)}</bpmn:userTask>`;
  return bpmn(id, `<bpmn:startEvent id="s"/>${task}<bpmn:endEvent id="e"/>${flows("s", "t", "e")}`);
}

/** What the views mean, said plainly over one row. */
const meaning: Readonly<Record<TaskView, (row: Row, who: Person, now: number) => boolean>> = {
  mine: isHeld,
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

async function everything(): Promise<Row[]> {
  const rows = await shop.rows("select * from tasks order by sort_at, instance_id, wait_id");
  return rows as unknown as Row[]; // columns of the table
}

function idOf({ instance_id: id }: TaskRow): string {
  return id;
}

async function pages(who: Person, view: TaskView, now: Date, after?: TaskCursor): Promise<string[]> {
  const page = await shop.read((tx) => listTasks(tx, who, { view, limit: 3, after }, now));
  const last = page.at(-1);
  if (last === undefined) return [];
  const cursor = { sortAt: last.sort_at.toISOString(), instanceId: last.instance_id, waitId: last.wait_id };
  return [...page.map(idOf), ...(await pages(who, view, now, cursor))];
}

test("every view shows everybody what it means, page by page in the order of due times", async (t) => {
  const now = shop.clock.now;
  const rows = await everything();
  let shown = 0;
  for (const who of people) {
    for (const view of views) {
      const expected = rows.filter((row) => meaning[view](row, who, now.getTime())).map(idOf);
      const seen = await pages(who, view, now);
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
    for (const view of ["mine", "team", "free", "risk", "overdue"] as const)
      t.is(counts[view], rows.filter((row) => meaning[view](row, who, now.getTime())).length, `${who.login} ${view}`);
  }
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
