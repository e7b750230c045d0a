import test from "ava";
import { testDatabase } from "../test/database.ts";
import { connect } from "./connect.ts";
import type { Database } from "./connect.ts";
import { given } from "./given.ts";
import { everyTenant, transact } from "./transact.ts";

const columns = {
  id: "uuid",
  name: "text",
  number: "int",
  big: "bigint",
  is_so: "boolean",
  at: "timestamptz",
  words: "text[]",
  data: "jsonb",
};
const rows = [
  {
    id: "0193a5c2-0000-7000-8000-000000000001",
    name: 'quotes " and \\ backslashes',
    number: -1,
    big: "9007199254740993",
    is_so: true,
    at: new Date("9999-01-01T00:00:00.123Z"),
    words: ['a "b"', "c,d", "{}", ""],
    data: { text: "x", list: [1, null], deep: { a: null } },
  },
  { id: "0193a5c2-0000-7000-8000-000000000002", name: null, number: undefined, words: [], data: "only a text" },
  { id: "0193a5c2-0000-7000-8000-000000000003", name: "", data: null, words: null },
  { id: "0193a5c2-0000-7000-8000-000000000004", data: [1, 2] },
];

let database: Database;
let drop: () => Promise<void>;
test.before(async () => {
  const own = await testDatabase();
  database = connect(own.url);
  drop = own.drop;
});
test.after.always(async () => {
  await database.destroy();
  await drop();
});

async function read(some: readonly object[]): Promise<unknown[]> {
  const { table, values } = given(columns, some, 2);
  return transact(database, everyTenant, (tx) =>
    tx.query(`select r.*, data is null as is_null from ${table} where $1::text is not null order by r.id`, [
      "",
      ...values,
    ]),
  );
}

test("a row alone is read as it is among others", async (t) => {
  const together = await read(rows);

  const alone = (await Promise.all(rows.map((row) => read([row])))).flat();

  t.is(together.length, rows.length);
  t.deepEqual(alone, together);
});

test("the text does not change with the number of rows beyond the next power of two", (t) => {
  t.is(tableFor(5), tableFor(8));
  t.not(tableFor(1), tableFor(2));
});

function tableFor(count: number): string {
  return given(
    columns,
    Array.from({ length: count }, (_, number) => ({ number })),
    2,
  ).table;
}
