import {
  compact,
  diagramModes,
  instanceStatuses,
  instanceTabs,
  oneOf,
  text,
  type InstanceSearch,
  type MigrateSearch,
  type OpsSearch,
  type Raw,
} from "./search.ts";

/** The orders of causes of faults. */
export const causeSorts = ["count", "last"] as const;
export type FaultsSearch = {
  process?: string;
  /** The element whose faults are shown. */
  el?: string;
  search?: string;
  sort?: (typeof causeSorts)[number];
  customer?: string;
};

/** How an open job stands. */
export const jobStates = ["waiting", "leased", "retried", "failed"] as const;
export type JobsSearch = { state?: (typeof jobStates)[number]; type?: string; process?: string; customer?: string };

/** Which kept messages are shown; without saying those that nobody took. */
export const messageStates = ["untaken", "buffered", "expired", "taken"] as const;
export type MessagesSearch = {
  state?: (typeof messageStates)[number];
  name?: string;
  key?: string;
  customer?: string;
};
export type TimersSearch = { process?: string; customer?: string };

/** How an answer to the source of an alert stands. */
export const answerStates = ["waiting", "failed", "told", "over", "declined", "unheard"] as const;
export type AnswersSearch = {
  state?: (typeof answerStates)[number];
  source?: string;
  search?: string;
  customer?: string;
};

/** What a version's diagram shows: where tokens stand, or what is hot over the last thirty days. */
export const standingShows = ["tokens", "faults", "time", "count"] as const;
export type StandingShow = (typeof standingShows)[number];
export type StandingSearch = { version?: string; show?: StandingShow; el?: string; customer?: string };

/** What became of the items of a batch. */
export const itemStates = ["open", "done", "refused", "failed", "skipped"] as const;
export type BatchSearch = { state?: (typeof itemStates)[number]; customer?: string };

/** What the URL of the list of instances may say. */
export function opsSearch(raw: Raw): OpsSearch {
  return compact({
    status: oneOf(instanceStatuses, raw["status"]),
    process: text(raw["process"]),
    version: text(raw["version"]),
    at: text(raw["at"]),
    search: text(raw["search"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of an instance may say. */
export function instanceSearch(raw: Raw): InstanceSearch {
  return compact({
    tab: oneOf(instanceTabs, raw["tab"]),
    el: text(raw["el"]),
    mode: oneOf(diagramModes, raw["mode"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of a migration may say: the process, both versions, and one instance when it is about that alone. */
export function migrateSearch(raw: Raw): MigrateSearch {
  return compact({
    process: text(raw["process"]),
    from: text(raw["from"]),
    to: text(raw["to"]),
    instance: text(raw["instance"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of the faults may say. */
export function faultsSearch(raw: Raw): FaultsSearch {
  return compact({
    process: text(raw["process"]),
    el: text(raw["el"]),
    search: text(raw["search"]),
    sort: oneOf(causeSorts, raw["sort"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of the jobs may say. */
export function jobsSearch(raw: Raw): JobsSearch {
  return compact({
    state: oneOf(jobStates, raw["state"]),
    type: text(raw["type"]),
    process: text(raw["process"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of the kept messages may say. */
export function messagesSearch(raw: Raw): MessagesSearch {
  return compact({
    state: oneOf(messageStates, raw["state"]),
    name: text(raw["name"]),
    key: text(raw["key"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of the timers may say. */
export function timersSearch(raw: Raw): TimersSearch {
  return compact({ process: text(raw["process"]), customer: text(raw["customer"]) });
}

/** What the URL of the answers to alerts may say. */
export function answersSearch(raw: Raw): AnswersSearch {
  return compact({
    state: oneOf(answerStates, raw["state"]),
    source: text(raw["source"]),
    search: text(raw["search"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of a process in use may say. */
export function standingSearch(raw: Raw): StandingSearch {
  return compact({
    version: text(raw["version"]),
    show: oneOf(standingShows, raw["show"]),
    el: text(raw["el"]),
    customer: text(raw["customer"]),
  });
}

/** What the URL of a screen may say that only the customer narrows. */
export function customerSearch(raw: Raw): { customer?: string } {
  return compact({ customer: text(raw["customer"]) });
}

/** What the URL of one batch may say. */
export function batchSearch(raw: Raw): BatchSearch {
  return compact({ state: oneOf(itemStates, raw["state"]), customer: text(raw["customer"]) });
}
