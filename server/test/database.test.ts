import test from "ava";
import { connect } from "../db/connect.ts";
import type { Database } from "../db/connect.ts";
import { testDatabase } from "./database.ts";

test("a test database has the tables, no rows, and row-level security that binds its role", async (t) => {
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const database = connect(url);
  t.teardown(() => database.destroy());
  await ask(database, "insert into tenants (id, name, created_at) values ('a', 'A', now()), ('b', 'B', now())");
  await asTenant(
    database,
    "*",
    "insert into users (tenant_id, id, login, name, created_at) select id, gen_random_uuid(), id, name, now() from tenants",
  );

  const seen = await asTenant(database, "a", "select tenant_id from users");

  t.deepEqual(seen, [{ tenant_id: "a" }]);
});

test("two test databases do not see each other, and a dropped one is gone although somebody is connected", async (t) => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
  t.teardown(two.drop);
  const first = connect(one.url);
  const second = connect(two.url);
  t.teardown(() => Promise.all([first.destroy(), second.destroy()]));
  await ask(first, "insert into tenants (id, name, created_at) values ('a', 'A', now())");

  t.deepEqual(await ask(second, "select * from tenants"), []);

  await one.drop();
  await t.throwsAsync(ask(first, "select 1"));
  t.deepEqual(await ask(second, "select 1 as one"), [{ one: 1 }]);
});

async function asTenant(database: Database, tenantId: string, text: string): Promise<object[]> {
  return database.knex.transaction(async (trx) => {
    await trx.raw("select set_config('app.tenant', ?, true)", [tenantId]);
    return (await trx.raw(text)).rows;
  });
}

async function ask(database: Database, text: string): Promise<object[]> {
  return (await database.knex.raw(text)).rows;
}
