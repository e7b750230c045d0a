import test from "ava";
import type { Sla } from "../api/types.ts";
import { crossed, slaFace } from "./sla.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const clock: Sla = {
  kind: "resolution",
  startedAt: "2026-11-23T08:00:00Z",
  dueAt: "2026-11-23T15:10:00Z",
  pausedAt: null,
  percent: 40,
  isBreached: false,
};

test("a clock with time left says how much", (t) => {
  t.deepEqual(slaFace(clock, null, now, "de"), { state: "fine", key: "sla.left", places: { left: "3 h 10 min" } });
});

test("a clock is at risk in its last hour", (t) => {
  t.is(slaFace({ ...clock, dueAt: "2026-11-23T13:00:01Z" }, null, now, "de").state, "fine");
  t.is(slaFace({ ...clock, dueAt: "2026-11-23T13:00:00Z" }, null, now, "de").state, "risk");
});

test("a clock that ran out says by how much", (t) => {
  const late = { ...clock, dueAt: "2026-11-23T11:18:00Z", isBreached: true };

  t.deepEqual(slaFace(late, null, now, "en"), { state: "overdue", key: "sla.overdue", places: { by: "42 min" } });
});

test("a paused clock keeps what was left when it was paused", (t) => {
  const paused = { ...clock, pausedAt: "2026-11-23T09:10:00Z" };

  t.deepEqual(slaFace(paused, null, now, "de"), { state: "paused", key: "sla.paused", places: { left: "6 h" } });
});

test("what ends first counts: the customer's clock, or what the task itself is given", (t) => {
  t.is(slaFace(clock, "2026-11-23T11:00:00Z", now, "de").state, "overdue");
  t.is(slaFace(clock, "2026-11-24T11:00:00Z", now, "de").places["left"], "3 h 10 min");
  t.is(slaFace({ ...clock, pausedAt: "2026-11-23T09:10:00Z" }, "2026-11-23T11:00:00Z", now, "de").state, "paused");
});

test("without a clock the due date counts, and without both there is no deadline", (t) => {
  t.is(slaFace(null, "2026-11-23T11:00:00Z", now, "de").state, "overdue");
  t.is(slaFace(null, null, now, "de").state, "none");
});

test("only the tasks whose time ran out in between are announced", (t) => {
  const rows = [
    { id: "before", sla: null, dueAt: "2026-11-23T11:58:00Z" },
    { id: "between", sla: null, dueAt: "2026-11-23T11:59:30Z" },
    { id: "after", sla: null, dueAt: "2026-11-23T12:30:00Z" },
  ];

  t.deepEqual(crossed(rows, now - 60_000, now), ["between"]);
});
