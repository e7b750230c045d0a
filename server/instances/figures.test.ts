import test from "ava";
import { newId } from "../base/id.ts";
import { openOffice, officeTenant } from "../test/office.ts";
import { expectLogSize, readCases } from "./eventLog.ts";
import { readProcessFigures } from "./figures.ts";

const office = await openOffice();
test.after.always(() => office.close());

const noHash = "0".repeat(64);
const when = (time: string) => new Date(`2026-11-${time}:00+01:00`);
const question = { key: "repair", from: "2026-11-20", to: "2026-11-24", timeZone: "Europe/Berlin" };
const definitionId = newId(when("01T00:00"));

type Step = readonly [time: string, ...facts: object[]];
const entered = (elementId: string) => ({ type: "element.entered", elementId });
const completed = (elementId: string) => ({ type: "element.completed", elementId });
const opened = (elementId: string, wait: string) => ({ type: "wait.opened", elementId, detail: { wait } });
const closed = (wait: string) => ({ type: "wait.closed", detail: { wait } });

async function run(businessKey: string, steps: readonly Step[], end: string | null): Promise<void> {
  const [first] = steps;
  const startedAt = when(first?.[0] ?? "");
  const id = newId(startedAt);
  await office.rows(
    `insert into instances (tenant_id, id, root_id, definition_id, definition_key, business_key, customer, status, snapshot, variables, trail_hash, started_at, ended_at)
     values ($1, $2, $2, $3, 'repair', $4, 'Muster GmbH', $5, '', '{}', $6, $7, $8)`,
    [officeTenant, id, definitionId, businessKey, end === null ? "running" : "completed", noHash, startedAt, end === null ? null : when(end)], // prettier-ignore
  );
  for (const [index, [time, ...facts]] of steps.entries())
    await office.rows(
      `insert into trail (tenant_id, stream_id, seq, at, type, actor, data, previous, hash) values ($1, $2, $3, $4, 'step', 'ana', $5, $6, $6)`,
      [officeTenant, id, index + 1, when(time), JSON.stringify({ facts }), noHash],
    );
}

test.before(async () => {
  await office.rows(
    `insert into definitions (tenant_id, id, key, version, name, xml, sha256, release_id, author, created_at)
     values ($1, $2, 'repair', 1, 'Reparatur', '<x/>', $3, $2, 'ana', $4)`,
    [officeTenant, definitionId, noHash, when("01T00:00")],
  );
  await run(
    "R-1",
    [
      ["20T10:00", entered("Order"), opened("Order", "1")],
      ["20T12:00", closed("1"), completed("Order"), entered("Mend"), opened("Mend", "2")],
      ["20T13:00", closed("2"), completed("Mend"), entered("Mend"), opened("Mend", "3")],
      ["20T16:00", closed("3"), completed("Mend")],
    ],
    "20T16:00",
  );
  await run(
    "R-2",
    [
      ["23T10:00", entered("Order"), opened("Order", "1")],
      ["24T10:00", closed("1"), completed("Order"), entered("Mend"), opened("Mend", "2")],
    ],
    null,
  );
});

test("waiting times are read off the trail, token by token", async (t) => {
  const { elements, instances } = await office.within((tx) => readProcessFigures(tx, question));

  const hour = 3_600_000;
  t.is(instances, 2);
  t.deepEqual(elements, [
    { elementId: "Order", entered: 2, waited: 2, waiting: 0, median: 13 * hour, p90: 21.8 * hour },
    { elementId: "Mend", entered: 3, waited: 2, waiting: 1, median: 2 * hour, p90: 2.8 * hour },
  ]);
});

test("instances are counted where they began and ended, and how long they took", async (t) => {
  const figures = await office.within((tx) => readProcessFigures(tx, question));

  t.like(figures, { definitionId, started: 2, running: 1, ended: { completed: 1 }, duration: { count: 1 } });
  t.is(figures.duration.median, 6 * 3_600_000);
  t.deepEqual(
    figures.days.map(({ started, ended }) => [started, ended]),
    [
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 0],
    ],
  );
  const nothing = await office.within((tx) => readProcessFigures(tx, { ...question, customer: "Alpen GmbH" }));
  t.like(nothing, { definitionId: null, started: 0, running: 0, elements: [] });
});

test("a log has whole cases in the order they began, their events in the order they happened", async (t) => {
  const first = await office.within((tx) => readCases(tx, question, { limit: 1 }));
  const second = await office.within((tx) => readCases(tx, question, { after: first[0], limit: 1 }));
  const third = await office.within((tx) => readCases(tx, question, { after: second[0], limit: 1 }));

  t.deepEqual([first[0]?.businessKey, second[0]?.businessKey, third.length], ["R-1", "R-2", 0]);
  t.deepEqual(
    first[0]?.events.map(({ type, elementId, at }) => `${at} ${elementId} ${type}`),
    [
      "2026-11-20T09:00:00.000Z Order element.entered",
      "2026-11-20T11:00:00.000Z Order element.completed",
      "2026-11-20T11:00:00.000Z Mend element.entered",
      "2026-11-20T12:00:00.000Z Mend element.completed",
      "2026-11-20T12:00:00.000Z Mend element.entered",
      "2026-11-20T15:00:00.000Z Mend element.completed",
    ],
  );
  await t.notThrowsAsync(office.within((tx) => expectLogSize(tx, question)));
});

test("a log of more cases than one file can have is refused", async (t) => {
  await office.rows(
    `insert into instances (tenant_id, id, root_id, definition_id, definition_key, status, snapshot, variables, trail_hash, started_at)
     select $1, gen_random_uuid(), gen_random_uuid(), $2, 'many', 'running', '', '{}', $3, $4 from generate_series(1, 5001)`,
    [officeTenant, definitionId, noHash, when("20T10:00")],
  );

  await t.throwsAsync(
    office.within((tx) => expectLogSize(tx, { ...question, key: "many" })),
    { message: /at most 5000 cases .* has 5001/ },
  );
});
