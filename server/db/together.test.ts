import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { createTenant } from "../identity/users.ts";
import { cuttable } from "../test/cutting.ts";
import { testDatabase } from "../test/database.ts";
import { connect } from "./connect.ts";
import { StandAside, transactTogether } from "./together.ts";
import type { Shareable } from "./together.ts";
import { InDoubt, transact } from "./transact.ts";
import type { Tx } from "./transact.ts";

const tenantId = "t1";
const made = await testDatabase();
const database = connect(made.url);

test.before(async () => {
  await transact(database, tenantId, (tx) => createTenant(tx, tenantId, "Test", new Date()));
  await database.knex.raw("create table counters (id text primary key, count int not null default 0)");
});
test.after.always(async () => {
  await database.destroy();
  await made.drop();
});

interface Counted {
  readonly id: string;
  readonly count: number;
}

const transactionId = "select pg_current_xact_id()::text as id";

async function write(tx: Tx, ready: readonly Counted[]): Promise<string[]> {
  const [transaction] = await tx.query<{ id: string }>(transactionId);
  const values = [ready.map(({ id }) => id), ready.map((row) => row.count + 1)];
  tx.finish(
    "update counters c set count = r.count from unnest($1::text[], $2::int[]) as r(id, count) where c.id = r.id",
    values,
  );
  return ready.map(() => transaction?.id ?? "");
}

/** Adds one to a counter and gives the id of the transaction that did it. */
function count(id: string, check: (row: Counted) => void = () => undefined): Shareable<Counted, string> {
  const read = async (tx: Tx, wait: "" | "skip locked"): Promise<Counted> => {
    const [row] = await tx.query<Counted>(`select id, count from counters where id = $1 for update ${wait}`, [id]);
    if (row === undefined) throw new StandAside();
    check(row);
    return row;
  };
  return {
    read: (tx) => read(tx, "skip locked"),
    locked: (row) => [row.id],
    write,
    alone: () =>
      transact(database, tenantId, async (tx) => {
        const [transaction = ""] = await write(tx, [await read(tx, "")]);
        return transaction;
      }),
  };
}

async function counters(...ids: string[]): Promise<void> {
  await database.knex("counters").insert(ids.map((id) => ({ id })));
}

async function countOf(id: string): Promise<number | undefined> {
  const row = (await database.knex("counters").where({ id }).first()) as Counted | undefined; // as the table is
  return row?.count;
}

/** One that the others of a test travel with. */
function first(id: string): Promise<string> {
  return transactTogether(database, tenantId, count(id));
}

// serial: they wait for each other
test.serial("work that comes while other work is under way shares a transaction", async (t) => {
  await counters("a1", "a2", "a3", "a4", "a5");

  const underWay = Promise.withResolvers<void>();
  const ahead = transactTogether(
    database,
    tenantId,
    count("a1", () => underWay.resolve()),
  );
  await underWay.promise;
  const rest = ["a2", "a3", "a4", "a5"].map((id) => transactTogether(database, tenantId, count(id)));
  const transactions = await Promise.all([ahead, ...rest]);

  t.is(new Set(transactions.slice(1)).size, 1);
  t.is(new Set(transactions).size, 2);
  t.deepEqual(await Promise.all(["a1", "a2", "a3", "a4", "a5"].map(countOf)), [1, 1, 1, 1, 1]);
});

test.serial("work that comes at once shares a transaction from the first on", async (t) => {
  await counters("h1", "h2", "h3");

  const transactions = await Promise.all(["h1", "h2", "h3"].map(first));

  t.is(new Set(transactions).size, 1);
});

test.serial("many that come at once leave in two halves, and all of them arrive", async (t) => {
  const ids = Array.from({ length: 8 }, (_, at) => `m${at}`);
  await counters(...ids);

  const transactions = await Promise.all(ids.map(first));

  t.deepEqual(
    [...Map.groupBy(transactions, (each) => each).values()].map((half) => half.length),
    [4, 4],
  );
  t.deepEqual(await Promise.all(ids.map(countOf)), Array<number>(8).fill(1));
});

test.serial("a refusal is the refused one's alone", async (t) => {
  await counters("b1", "b3", "b4");

  const leading = first("b1");
  const refused = transactTogether(
    database,
    tenantId,
    count("b3", () => {
      throw new Refusal("conflict", "counter.full", "Expected room, but there is none");
    }),
  );
  const other = transactTogether(database, tenantId, count("b4"));

  await t.throwsAsync(refused, { instanceOf: Refusal, message: /room/ });
  await Promise.all([leading, other]);
  t.deepEqual(await Promise.all(["b3", "b4"].map(countOf)), [0, 1]);
});

test.serial("whoever finds its row locked goes on alone and holds up nobody", async (t) => {
  await counters("c1", "c3", "c4");
  const holder = await database.knex.transaction();
  await holder.raw("select from counters where id = 'c3' for update");

  const leading = first("c1");
  const locked = transactTogether(database, tenantId, count("c3"));
  await Promise.all([leading, transactTogether(database, tenantId, count("c4"))]);

  t.is(await countOf("c4"), 1);
  t.is(await countOf("c3"), 0);
  await holder.commit();
  await locked;
  t.is(await countOf("c3"), 1);
});

test.serial("two on the same row are both done, one after the other", async (t) => {
  await counters("d1", "d3");

  const leading = first("d1");
  const twice = [count("d3"), count("d3"), count("d3")].map((work) => transactTogether(database, tenantId, work));
  await Promise.all([leading, ...twice]);

  t.is(await countOf("d3"), 3);
});

test.serial("one that breaks the transaction breaks it only for itself", async (t) => {
  await counters("e1", "e3", "e4");
  const broken: Shareable<Counted, string> = {
    ...count("e3"),
    read: (tx) => tx.query("select 1 / 0").then(() => ({ id: "e3", count: 0 })),
    alone: () => Promise.reject(new Error("division by zero")),
  };

  const leading = first("e1");
  const failed = transactTogether(database, tenantId, broken);
  const other = transactTogether(database, tenantId, count("e4"));

  await t.throwsAsync(failed, { message: "division by zero" });
  await Promise.all([leading, other]);
  t.is(await countOf("e4"), 1);
});

test.serial("who lost the answer to the commit is not told that somebody else was faster", async (t) => {
  await counters("g1");
  const own = connect(made.url);
  const blade = cuttable(own);
  const work = { ...count("g1"), alone: () => Promise.reject(new Error("tried again")) };

  blade.arm({ statement: 5, moment: "after" });
  await t.throwsAsync(transactTogether(own, tenantId, work), { instanceOf: InDoubt });

  t.true(blade.isCut());
  await own.destroy();
});

test.serial("what is looked up alike in one turn is asked for in one statement", async (t) => {
  await counters("f1", "f2");
  const texts: string[] = [];
  const up = {
    key: { id: "text" },
    text: (keys: string) => {
      texts.push(keys);
      return `select k.at, c.id, c.count from ${keys} join counters c on c.id = k.id where $1::text is not null`;
    },
  };

  const found = await transact(database, tenantId, (tx) =>
    Promise.all(["f2", "none", "f1"].map((id) => tx.look<Counted & { at: string }>(up, [id]))),
  );

  t.deepEqual(
    found.map((row) => row?.id),
    ["f2", undefined, "f1"],
  );
  t.is(texts.length, 1);
});
