import type { TaskSort, TaskView } from "./api/types.ts";

/** What the URL says, before anybody looked at it. */
export type Raw = Record<string, unknown>;

/** The orders of the task list; with a minus the other way round. */
export const taskSorts = [
  "due",
  "created",
  "-created",
  "priority",
  "customer",
  "-due",
  "-priority",
  "-customer",
] as const satisfies readonly (TaskSort | `-${TaskSort}`)[];
export type TaskSorting = (typeof taskSorts)[number];
export const taskViews = [
  "mine",
  "delegated",
  "team",
  "free",
  "risk",
  "overdue",
  "all",
] as const satisfies readonly TaskView[];
/** What the list of instances can be narrowed to: a status, or `faulty` for those that cannot go on. */
export const instanceStatuses = ["running", "faulty", "completed", "terminated", "cancelled", "failed"] as const;
export const instanceTabs = ["faults", "variables", "waits", "tasks", "decisions", "children"] as const;
export const diagramModes = ["tokens", "path", "heat"] as const;

/** What lies below the modeler's diagram. */
export const drawerTabs = ["problems", "variables", "tests", "parts", "history"] as const;
export const processTabs = ["diagram", "versions", "documentation", "origin"] as const;
/** What there is to see of a rule set. */
export const ruleTabs = ["table", "versions", "documentation", "origin"] as const;
export const mergeViews = ["result", "base", "ours", "theirs", "beside"] as const;
export const diffViews = ["overlay", "beside"] as const;
/** The parts of the administration. */
export const adminTabs = [
  "setup",
  "company",
  "connectors",
  "systems",
  "people",
  "groups",
  "calendars",
  "categories",
  "skills",
  "numbers",
  "ledgers",
  "webhooks",
  "tokens",
  "tenants",
] as const;
export type AdminSearch = {
  tab?: (typeof adminTabs)[number];
  connector?: string;
  /** The group, calendar, ledger or webhook that is open. */
  open?: string;
  search?: string;
  customer?: string;
};

/** What there is to see of the figures, over which span, of which level, and what is hot on a diagram. */
export const figureTabs = ["service", "processes"] as const;
export const figureSpans = ["7", "30", "90", "quarter"] as const;
export const figureTeams = ["1", "2", "3"] as const;
export const figureHeats = ["time", "count"] as const;
export type FigureSpan = (typeof figureSpans)[number];
export type FiguresSearch = {
  tab?: (typeof figureTabs)[number];
  span?: FigureSpan;
  team?: (typeof figureTeams)[number];
  process?: string;
  heat?: (typeof figureHeats)[number];
  el?: string;
  customer?: string;
};

export type DrawerTab = (typeof drawerTabs)[number];
export type ProcessTab = (typeof processTabs)[number];
export type RuleTab = (typeof ruleTabs)[number];
export type RuleSetSearch = { tab?: RuleTab; version?: string; customer?: string };
export type MergeView = (typeof mergeViews)[number];
export type DiffView = (typeof diffViews)[number];
export type ProcessesSearch = { search?: string; customer?: string };
export type ProcessSearch = { tab?: ProcessTab; version?: string; el?: string; customer?: string };
export type DiffSearch = { from?: string; to?: string; view?: DiffView; el?: string; customer?: string };
export type DraftSearch = { process?: string; tab?: DrawerTab; el?: string; customer?: string };
export type MergeSearch = {
  source?: "upstream" | "own";
  key?: string;
  version?: string;
  view?: MergeView;
  customer?: string;
};
export type InstanceTab = (typeof instanceTabs)[number];
export type DiagramMode = (typeof diagramModes)[number];
export type TaskSearch = {
  view?: TaskView;
  customer?: string;
  search?: string;
  process?: string;
  priority?: string;
  assignee?: string;
  sort?: TaskSorting;
  task?: string;
};
export type OpsSearch = {
  status?: (typeof instanceStatuses)[number];
  process?: string;
  /** Of the process; with it called instances are listed too. */
  version?: string;
  /** The element they wait at. */
  at?: string;
  search?: string;
  customer?: string;
};
export type MigrateSearch = { process?: string; from?: string; to?: string; instance?: string; customer?: string };
export type InstanceSearch = { tab?: InstanceTab; el?: string; mode?: DiagramMode; customer?: string };

/** The query string as plain texts: `?view=mine`, nothing encoded as JSON. */
export function parse(search: string): Raw {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The opposite of `parse`; what is undefined or empty is left out. */
export function write(search: Raw): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === "string" && value !== "") params.set(name, value);
  }
  return params.size === 0 ? "" : `?${params.toString()}`;
}

/** What the URL of the task list may say; anything else is dropped rather than trusted. */
export function taskSearch(raw: Raw): TaskSearch {
  return compact({
    view: oneOf(taskViews, raw["view"]),
    customer: text(raw["customer"]),
    search: text(raw["search"]),
    process: text(raw["process"]),
    priority: text(raw["priority"]),
    assignee: text(raw["assignee"]),
    sort: oneOf(taskSorts, raw["sort"]),
    task: text(raw["task"]),
  });
}

/** What the URL of the administration may say: the part, the connector that is open, who is looked for. */
export function adminSearch(raw: Raw): AdminSearch {
  return compact({
    tab: oneOf(adminTabs, raw["tab"]),
    connector: text(raw["connector"]),
    open: text(raw["open"]),
    search: text(raw["search"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of the figures may say. */
export function figuresSearch(raw: Raw): FiguresSearch {
  return compact({
    tab: oneOf(figureTabs, raw["tab"]),
    span: oneOf(figureSpans, raw["span"]),
    team: oneOf(figureTeams, raw["team"]),
    process: text(raw["process"]),
    heat: oneOf(figureHeats, raw["heat"]),
    el: text(raw["el"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of the list of processes may say. */
export function processesSearch(raw: Raw): ProcessesSearch {
  return compact({ search: text(raw["search"]), customer: text(raw["customer"]) });
}

/** What the URL of a process may say. */
export function processSearch(raw: Raw): ProcessSearch {
  return compact({
    tab: oneOf(processTabs, raw["tab"]),
    version: text(raw["version"]),
    el: text(raw["el"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of a rule set may say. */
export function ruleSetSearch(raw: Raw): RuleSetSearch {
  return compact({ tab: oneOf(ruleTabs, raw["tab"]), version: text(raw["version"]), customer: text(raw["customer"]) });
}

/** What the URL of a comparison may say: two versions, how they are shown, and the element one looks at. */
export function diffSearch(raw: Raw): DiffSearch {
  return compact({
    from: text(raw["from"]),
    to: text(raw["to"]),
    view: oneOf(diffViews, raw["view"]),
    el: text(raw["el"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of a draft may say; that of one of its parts says the element to go back to. */
export function draftSearch(raw: Raw): DraftSearch {
  return compact({
    process: text(raw["process"]),
    tab: oneOf(drawerTabs, raw["tab"]),
    el: text(raw["el"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of a merge may say: the part, the upstream version that is taken in, and what is shown. */
export function mergeSearch(raw: Raw): MergeSearch {
  return compact({
    source: oneOf(["upstream", "own"], raw["source"]),
    key: text(raw["key"]),
    version: text(raw["version"]),
    view: oneOf(mergeViews, raw["view"]),
    customer: text(raw["customer"]),
  });
}

/** Where to go after signing in: only ever a path of our own. */
export function signInSearch(raw: Raw): { next?: string } {
  const next = text(raw["next"]);
  return next !== undefined && /^\/(?![/\\])/.test(next) ? { next } : {};
}

/** A value, when it is one of those known. */
export function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}

/** A text of the URL, cut where nobody types that much. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 300) : undefined;
}

type Compact<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };
/** Only what is there. */
export function compact<T extends Raw>(values: T): Compact<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Compact<T>; // same names, no holes
}
