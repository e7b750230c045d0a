import { isObject } from "../base/json.ts";
import type { Json, JsonObject } from "../base/json.ts";

/** Random rule sets and random edits for tests, the same for the same seed. */
export interface Chance {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of a list. */
  of<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** A generator of its own seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, of: (items) => items[below(items.length)] ?? items[0] };
}

const label = (text: string) => ({ de: `${text} (de)`, en: text });
const words = ["a", "b", "c", "d"] as const;
const instants = ["2026-01-01T00:00:00Z", "2026-01-01T12:00:00+02:00", "2026-03-05T08:30:00Z"] as const;
const dates = ["2026-01-01", "2026-01-15", "2026-02-28", "2027-01-01"] as const;
const durations = ["PT30M", "PT1H", "PT60M", "P1D", "P1DT2H"] as const;

/** The inputs of {@link randomRuleSet}: one of each type that decides by itself. */
export const inputs = [
  { name: "word", type: "string", label: label("Word") },
  { name: "level", type: "enum", label: label("Level"), values: [...words] },
  { name: "size", type: "number", label: label("Size") },
  { name: "count", type: "number", integer: true, range: { ">=": 0 }, label: label("Count") },
  { name: "flag", type: "boolean", label: label("Flag") },
  { name: "day", type: "date", label: label("Day") },
  { name: "moment", type: "dateTime", label: label("Moment") },
  { name: "time", type: "duration", label: label("Time") },
] as const;

/** A sound rule set of random rows. Policies that refuse contradictions are left to whoever asks for them. */
export function randomRuleSet(chance: Chance, policy?: string): JsonObject {
  const count = 2 + chance.below(inputs.length - 1);
  const chosen = inputs.filter((_, index) => (index + chance.below(2)) % inputs.length < count);
  const columns = chosen.length === 0 ? [inputs[0]] : chosen;
  const hitPolicy = policy ?? chance.of(["first", "priority", "collect", "ruleOrder", "outputOrder"]);
  const outputs = [
    { name: "outcome", type: "string", label: label("Outcome"), values: ["x", "y", "z"] },
    { name: "points", type: "number", label: label("Points") },
  ];
  const rows = Array.from({ length: 1 + chance.below(8) }, (_, index) => randomRow(chance, columns, `r${index + 1}`));
  return {
    key: "random",
    version: 1,
    label: label("Random"),
    hitPolicy,
    inputs: columns,
    outputs,
    rows,
    ...(chance.below(3) === 0 ? { default: { outcome: "z" } } : {}),
  };
}

type Input = (typeof inputs)[number];

/** A row with cells in some of the columns, now and then with a condition tree. */
export function randomRow(chance: Chance, columns: readonly Input[], id: string): JsonObject {
  const when = Object.fromEntries(
    columns.filter(() => chance.below(3) > 0).map((column) => [column.name, randomCell(chance, column.type)]),
  );
  const leaf = (): Json => {
    const column = columns[chance.below(columns.length)] ?? inputs[0];
    return { input: column.name, is: randomCell(chance, column.type) };
  };
  const tree = chance.of<Json>([
    { any: [leaf(), { all: [leaf(), leaf()] }] },
    { not: leaf() },
    { not: { all: [leaf(), leaf()] } },
    { all: [leaf(), { not: { any: [leaf(), { not: leaf() }] } }] },
  ]);
  const then = { outcome: chance.of(["x", "y", "z"]), points: chance.below(5) };
  return { id, when, ...(chance.below(5) === 0 ? { where: tree } : {}), then };
}

/** A cell of any form for a type. */
export function randomCell(chance: Chance, type: Input["type"]): Json {
  const value = () => randomValue(chance, type) ?? null;
  const isOrdered = ["number", "date", "dateTime", "duration"].includes(type);
  const limits = (): Json => ({ [chance.of(["<", "<=", ">", ">="])]: value() });
  const plain = (): Json => (isOrdered && chance.below(2) === 0 ? limits() : value());
  switch (chance.below(5)) {
    case 0:
      return [plain(), chance.below(4) === 0 ? null : plain()];
    case 1:
      return { not: plain() };
    default:
      return plain();
  }
}

/** A value of a type; never null. */
export function randomValue(chance: Chance, type: Input["type"]): Json {
  switch (type) {
    case "string":
    case "enum":
      return chance.of(words);
    case "number":
      return chance.below(12);
    case "boolean":
      return chance.below(2) === 0;
    case "date":
      return chance.of(dates);
    case "dateTime":
      return chance.of(instants);
    case "duration":
      return chance.of(durations);
  }
}

/** Facts for the inputs of a body; now and then one is missing or of another type. */
export function randomFacts(chance: Chance, body: JsonObject): JsonObject {
  const names = new Set(itemsOf(body["inputs"]).map((input) => input["name"]));
  return Object.fromEntries(
    inputs
      .filter(({ name }) => names.has(name))
      .map(({ name, type }) => {
        const odd = chance.of<Json>([null, 7, "stranger", true]);
        return [name, chance.below(8) === 0 ? odd : randomValue(chance, type)];
      }),
  );
}

/** One random edit of a body as an editor makes it: the outcome is sound when the body was. */
export function edited(chance: Chance, body: JsonObject): JsonObject {
  const edit = chance.of([editCell, editCell, editOutcome, addRow, addRow, removeRow, moveRow, moveRow, ...rarer]);
  return edit(chance, body);
}

type Edit = (chance: Chance, body: JsonObject) => JsonObject;

const editCell: Edit = (chance, body) =>
  withRow(chance, body, (row) => {
    const column = columnOf(chance, body);
    const { [column.name]: _, ...rest } = objectOf(row["when"]);
    return { ...row, when: chance.below(4) === 0 ? rest : { ...rest, [column.name]: randomCell(chance, column.type) } };
  });

const editOutcome: Edit = (chance, body) =>
  withRow(chance, body, (row) => ({ ...row, then: { ...objectOf(row["then"]), points: chance.below(50) } }));

const addRow: Edit = (chance, body) => {
  const rows = [...itemsOf(body["rows"])];
  const columns = inputs.filter(({ name }) => itemsOf(body["inputs"]).some((input) => input["name"] === name));
  const outputs = itemsOf(body["outputs"]).map((output) => output["name"]);
  const { then, ...row } = randomRow(chance, columns, `r${rows.length + 1}`);
  const fitting = Object.fromEntries(Object.entries(objectOf(then)).filter(([name]) => outputs.includes(name)));
  const isTaken = rows.some(({ id }) => id === row["id"]);
  const id = isTaken ? `n${chance.below(1_000_000)}` : (row["id"] ?? null);
  rows.splice(chance.below(rows.length + 1), 0, { ...row, id, then: fitting });
  return { ...body, rows };
};

const removeRow: Edit = (chance, body) => {
  const rows = itemsOf(body["rows"]);
  return rows.length < 2 ? body : { ...body, rows: rows.toSpliced(chance.below(rows.length), 1) };
};

const moveRow: Edit = (chance, body) => {
  const rows = [...itemsOf(body["rows"])];
  const moved = rows.splice(chance.below(rows.length), 1);
  rows.splice(chance.below(rows.length + 1), 0, ...moved);
  return { ...body, rows };
};

const editNote: Edit = (chance, body) => withRow(chance, body, (row) => ({ ...row, note: label(chance.of(words)) }));

const editLabel: Edit = (chance, body) => {
  const columns = [...itemsOf(body["inputs"])];
  const at = chance.below(columns.length);
  return { ...body, inputs: columns.with(at, { ...columns[at], label: label(chance.of(words)) }) };
};

const addColumn: Edit = (_, body) => {
  const has = new Set(itemsOf(body["inputs"]).map((input) => input["name"]));
  const [column] = inputs.filter(({ name }) => !has.has(name));
  if (column === undefined) return body;
  return { ...body, inputs: [...itemsOf(body["inputs"]), column] };
};

const removeColumn: Edit = (chance, body) => {
  const columns = itemsOf(body["inputs"]);
  if (columns.length < 2) return body;
  const { name } = columnOf(chance, body);
  const rows = itemsOf(body["rows"]).map((row) => {
    const { [name]: _, ...when } = objectOf(row["when"]);
    const { where, ...rest } = row;
    return { ...rest, when, ...(where === undefined || JSON.stringify(where).includes(`"${name}"`) ? {} : { where }) };
  });
  return { ...body, inputs: columns.filter((column) => column["name"] !== name), rows };
};

const editPolicy: Edit = (chance, body) => ({ ...body, hitPolicy: chance.of(["first", "priority", "collect"]) });

const editDefault: Edit = (chance, body) => ({ ...body, default: { outcome: chance.of(["x", "y", "z"]) } });

const addTest: Edit = (chance, body) => {
  const tests = itemsOf(body["tests"]);
  const id = `t${tests.length + 1}`;
  if (tests.some((each) => each["id"] === id)) return body;
  return {
    ...body,
    tests: [...tests, { id, name: label(id), facts: randomFacts(chance, body), expect: { rows: [] } }],
  };
};

const rarer = [editNote, editLabel, addColumn, removeColumn, editPolicy, editDefault, addTest] as const;

function withRow(chance: Chance, body: JsonObject, change: (row: JsonObject) => JsonObject): JsonObject {
  const rows = itemsOf(body["rows"]);
  const at = chance.below(rows.length);
  const row = rows[at];
  return row === undefined ? body : { ...body, rows: rows.with(at, change(row)) };
}

function columnOf(chance: Chance, body: JsonObject): Input {
  const columns = inputs.filter(({ name }) => itemsOf(body["inputs"]).some((input) => input["name"] === name));
  return columns[chance.below(columns.length)] ?? inputs[0];
}

/** The objects of a list of a body. */
export function itemsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
