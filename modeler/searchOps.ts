import { compact, oneOf, text, type Raw } from "./search.ts";

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

/** What became of the items of a batch. */
export const itemStates = ["open", "done", "refused", "failed", "skipped"] as const;
export type BatchSearch = { state?: (typeof itemStates)[number]; customer?: string };

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

/** What the URL of a screen may say that only the customer narrows. */
export function customerSearch(raw: Raw): { customer?: string } {
  return compact({ customer: text(raw["customer"]) });
}

/** What the URL of one batch may say. */
export function batchSearch(raw: Raw): BatchSearch {
  return compact({ state: oneOf(itemStates, raw["state"]), customer: text(raw["customer"]) });
}
