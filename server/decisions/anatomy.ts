import { atom } from "./mergeTree.ts";
import type { Anatomy } from "./mergeTree.ts";

const labels: Anatomy = { kind: "record", fields: {}, rest: atom };
const cells: Anatomy = { kind: "record", fields: {}, rest: atom };
const column: Anatomy = {
  kind: "record",
  fields: {
    label: labels,
    description: labels,
    values: { kind: "list", key: "value", item: { kind: "record", fields: { label: labels }, rest: atom } },
  },
  rest: atom,
};
const row: Anatomy = { kind: "record", fields: { when: cells, then: cells, note: labels }, rest: atom };
const ruleTest: Anatomy = { kind: "record", fields: { name: labels, facts: cells }, rest: atom };

/** How a rule set is taken apart: columns by name, rows and tests by id, rows cell by cell. */
export const ruleSetAnatomy: Anatomy = {
  kind: "record",
  fields: {
    label: labels,
    description: labels,
    inputs: { kind: "list", key: "name", item: column },
    outputs: { kind: "list", key: "name", item: column },
    rows: { kind: "list", key: "id", item: row },
    default: cells,
    tests: { kind: "list", key: "id", item: ruleTest },
  },
  rest: atom,
};
