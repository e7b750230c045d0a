import { compact, oneOf, text, type Raw } from "./search.ts";

/** What there is to see of the trail. */
export const auditTabs = ["events", "versions", "seals"] as const;
/** What there is to see of a version as evidence: its picture, or what it changed. */
export const versionViews = ["picture", "difference"] as const;
export type AuditSearch = {
  tab?: (typeof auditTabs)[number];
  object?: string;
  actor?: string;
  type?: string;
  from?: string;
  to?: string;
  event?: string;
  /** The one process whose versions are shown. */
  process?: string;
  /** The version of a process that is looked at, by its id, and whether it is compared with the one before. */
  version?: string;
  show?: (typeof versionViews)[number];
  customer?: string;
};

/** What the URL of the trail may say: what is looked for, and whether events or seals are shown. */
export function auditSearch(raw: Raw): AuditSearch {
  return compact({
    tab: oneOf(auditTabs, raw["tab"]),
    object: text(raw["object"]),
    actor: text(raw["actor"]),
    type: text(raw["type"]),
    from: text(raw["from"]),
    to: text(raw["to"]),
    event: text(raw["event"]),
    process: text(raw["process"]),
    version: text(raw["version"]),
    show: oneOf(versionViews, raw["show"]),
    customer: text(raw["customer"]),
  });
}
