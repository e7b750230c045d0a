import { choose, failing, firstRow, key, press, steps, tab } from "./screen.ts";
import type { Screen } from "./screen.ts";

const all = "/tasks?view=all";

/** Signing in, the list of tasks, and what is around every screen. */
export const taskScreens: readonly Screen[] = [
  { name: "sign-in", path: "/sign-in", before: (page) => page.context().clearCookies() },
  { name: "tasks", path: all, prepare: firstRow },
  { name: "tasks-comments", path: all, prepare: steps(firstRow, tab(/Kommentare|Comments/)) },
  { name: "tasks-files", path: all, prepare: steps(firstRow, tab(/Dateien|Files/)) },
  {
    name: "tasks-time",
    path: `${all}&process=ticket-lifecycle`,
    prepare: steps(firstRow, tab(/Zeit|Time/)),
  },
  { name: "tasks-filter", path: all, prepare: key("f") },
  { name: "tasks-assign", path: all, prepare: steps(firstRow, key("a")) },
  { name: "tasks-due", path: all, prepare: steps(firstRow, key("e")) },
  { name: "tasks-delegate", path: all, prepare: steps(firstRow, key("d")) },
  { name: "tasks-marked", path: all, prepare: steps(firstRow, key("x"), key("j"), key("x")) },
  { name: "tasks-view-save", path: `${all}&priority=P2`, prepare: press(/Sicht speichern|Save view/) },
  { name: "tasks-empty", path: "/tasks?view=overdue&search=nothing-like-this" },
  { name: "tasks-error", path: "/tasks?view=free", before: failing(/\/api\/tasks\?/) },
  { name: "tasks-lost", path: all, before: (page) => page.route("**/api/events", (route) => route.abort()) },
  { name: "tasks-tablet", path: all, width: 834 },
  { name: "task-tablet", path: all, width: 834, prepare: firstRow },
  { name: "palette", path: "/tasks", prepare: key("Control+k") },
  {
    name: "palette-found",
    path: "/tasks",
    prepare: steps(key("Control+k"), (page) => page.getByRole("dialog").locator("input").fill("Drucker")),
  },
  { name: "help", path: "/tasks", prepare: key("?") },
  { name: "notifications", path: "/tasks", prepare: press(/^(Mitteilungen|Notifications)/) },
  {
    name: "calendar-feeds",
    path: "/tasks",
    prepare: steps(
      press(/Profil von|Profile of|profile/i),
      choose(/Geplante Arbeit|planned work/),
      press(/Adresse für meine Arbeit|Address for my work/),
    ),
  },
  { name: "customer-filter", path: all, prepare: press(/^(Kunde|Customer): /) },
  {
    name: "task-record",
    path: `${all}&process=project`,
    prepare: steps(firstRow, (page) => page.getByRole("combobox", { name: /Kunde|Customer/ }).click()),
  },
  { name: "profile", path: "/tasks", prepare: press(/Profil von|Profile of|profile/i) },
];
