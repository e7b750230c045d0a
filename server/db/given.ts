/** Columns of rows that are given to a statement, with their PostgreSQL types. */
export type Columns = Readonly<Record<string, string>>;

/** Rows as a table of a statement: the text for its `from` with the alias `r`, and the values of its placeholders. */
export interface Given {
  readonly table: string;
  readonly values: readonly unknown[];
}

/**
 * Gives rows to a statement; `first` is the number of its first free placeholder. One row, which is what most commands
 * write, goes as plain parameters: cheap to read, and PostgreSQL plans for exactly one. Several go as JSON, so that their
 * number does not change the text; the limit keeps PostgreSQL from expecting a hundred rows and reading small tables whole.
 */
export function given(columns: Columns, rows: readonly object[], first: number): Given {
  const [only] = rows;
  return only !== undefined && rows.length === 1 ? asValues(columns, only, first) : asJson(columns, rows, first);
}

function asValues(columns: Columns, row: object, first: number): Given {
  const types = Object.values(columns);
  const names = Object.keys(columns);
  const fields = new Map(Object.entries(row));
  const values = names.map((name, at) => parameter(fields.get(name), types[at] === "jsonb"));
  const places = types.map((type, at) => `$${first + at}::${type}`);
  return { table: `(values (${places.join(", ")})) as r(${names.join(", ")})`, values };
}

function parameter(value: unknown, isJson: boolean): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return isJson ? JSON.stringify(value) : value;
}

function asJson(columns: Columns, rows: readonly object[], first: number): Given {
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  const table = `(select * from jsonb_to_recordset($${first}::jsonb) as given(${typed.join(", ")}) limit ${upToPowerOfTwo(rows.length)}) as r`;
  return { table, values: [JSON.stringify(rows)] };
}

/** Few limits, so that there are few different statements to prepare. */
export function upToPowerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, count)));
}
