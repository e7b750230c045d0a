import { failing, firstRow, press, steps, tab } from "./screen.ts";
import type { Screen } from "./screen.ts";

/** Operations: what runs, what stands, what is ahead. */
export const operationsScreens: readonly Screen[] = [
  { name: "ops", path: "/ops" },
  { name: "ops-empty", path: "/ops?search=nothing-like-this" },
  { name: "ops-error", path: "/ops", before: failing(/\/api\/instances(\?|$)/) },
  { name: "instance", path: "/ops?process=ticket-lifecycle&status=running", prepare: firstRow },
  {
    name: "instance-fault",
    path: "/ops?process=ordering&search=B-1",
    prepare: steps(firstRow, tab(/^(Fehler|Faults)/)),
  },
  {
    name: "instance-decisions",
    path: "/ops?process=ticket-lifecycle&status=running",
    prepare: steps(firstRow, tab(/^(Entscheidungen|Decisions)/)),
  },
  {
    name: "instance-variables",
    path: "/ops?process=ticket-lifecycle&status=running",
    prepare: steps(firstRow, tab(/^(Variablen|Variables)/), press(/Variablen ändern|Change variables/)),
  },
  {
    name: "instance-durations",
    path: "/ops?process=ticket-lifecycle&status=running",
    prepare: steps(firstRow, press(/^(Dauer|Durations)/)),
  },
  { name: "instance-intervene", path: "/ops?status=running", prepare: steps(firstRow, press(/Eingreifen|Intervene/)) },
  {
    name: "instance-cancel",
    path: "/ops?status=running",
    prepare: steps(firstRow, press(/Eingreifen|Intervene/), (page) =>
      page.getByRole("menuitem", { name: /bbrechen|Cancel/ }).click(),
    ),
  },
  { name: "ops-migrate", path: "/ops/migrate?process=ticket-lifecycle" },
  { name: "ops-processes", path: "/ops/processes" },
  { name: "ops-process", path: "/ops/processes", prepare: firstRow },
  { name: "ops-process-heat", path: "/ops/processes/ticket-lifecycle?show=time" },
  { name: "ops-faults", path: "/ops/faults" },
  { name: "ops-faults-empty", path: "/ops/faults?search=nothing-like-this" },
  { name: "ops-cause", path: "/ops/faults", prepare: firstRow },
  { name: "ops-cause-gone", path: `/ops/faults/${"0".repeat(32)}` },
  { name: "ops-jobs", path: "/ops/jobs" },
  { name: "ops-jobs-empty", path: "/ops/jobs?type=nothing-like-this" },
  { name: "ops-messages", path: "/ops/messages" },
  { name: "ops-message-hand", path: "/ops/messages", prepare: press(/^(Zustellen|Hand over)/) },
  { name: "ops-messages-empty", path: "/ops/messages?name=nothing-like-this" },
  { name: "ops-timers", path: "/ops/timers" },
  { name: "ops-timer-move", path: "/ops/timers", prepare: press(/^(Verschieben|Move)/) },
  { name: "ops-answers", path: "/ops/alert-answers" },
  { name: "ops-answers-empty", path: "/ops/alert-answers?search=nothing-like-this" },
  { name: "ops-batches", path: "/ops/batches" },
  { name: "ops-batch", path: "/ops/batches", prepare: firstRow },
  { name: "missing", path: "/ops/00000000-0000-7000-8000-000000000000" },
];
