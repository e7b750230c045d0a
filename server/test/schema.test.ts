import { randomBytes } from "node:crypto";
import test from "ava";
import { Client } from "pg";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { transact } from "../db/transact.ts";
import { testDatabase } from "./database.ts";
import { openWorkshop } from "./workshop.ts";

test("two servers that start at once migrate an empty database once", async (t) => {
  const origin = await testDatabase();
  const name = `empty_${randomBytes(4).toString("hex")}`;
  const administrator = new Client({ connectionString: origin.url });
  await administrator.connect();
  await administrator.query(`create database ${name}`);
  const empty = origin.url.replace(/\/test_\w+/, `/${name}`);
  const servers = [connect(empty), connect(empty), connect(empty)];
  try {
    const ran = await Promise.all(servers.map((server) => migrate(server)));

    t.is(ran.filter((names) => names.length > 0).length, 1);
  } finally {
    await Promise.all(servers.map((server) => server.destroy()));
    await administrator.query(`drop database ${name} with (force)`);
    await administrator.end();
    await origin.drop();
  }
});

test("every table with a tenant's rows leads its key with the tenant and forces row-level security", async (t) => {
  const shop = await openWorkshop();
  try {
    const tables = await shop.rows(
      `select c.relname as name, c.relforcerowsecurity as forced,
         (select a.attname from pg_index x join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0] where x.indrelid = c.oid and x.indisprimary) as leads,
         (select count(*)::int from pg_policies p where p.tablename = c.relname) as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       where c.relkind = 'r' and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`,
    );

    t.true(tables.length > 30);
    t.deepEqual(
      tables.filter((table) => table["forced"] !== true || table["policies"] === 0),
      [],
    );
    // a session is found by its secret before the tenant is known
    t.deepEqual(
      tables.filter((table) => table["leads"] !== "tenant_id").map((table) => table["name"]),
      ["sessions"],
    );
  } finally {
    await shop.close();
  }
});

test("a statement that forgets the tenant sees only its own rows", async (t) => {
  const shop = await openWorkshop();
  try {
    await shop.rows(
      "insert into messages (tenant_id, id, name, variables, state, published_at) values ('t1', gen_random_uuid(), 'm', '{}', 'buffered', now())",
    );
    const foreign = await transact(shop.house.database, "t2", (tx) => tx.query("select * from messages"));
    const own = await shop.rows("select * from messages");
    const smuggled = transact(shop.house.database, "t2", (tx) =>
      tx.query(
        "insert into messages (tenant_id, id, name, variables, state, published_at) values ('t1', gen_random_uuid(), 'm', '{}', 'buffered', now())",
      ),
    );

    t.is(foreign.length, 0);
    t.is(own.length, 1);
    await t.throwsAsync(smuggled, { message: /row-level security/ });
  } finally {
    await shop.close();
  }
});

test("the trail and published versions cannot be changed, not even by the owner of the tables", async (t) => {
  const shop = await openWorkshop();
  try {
    await shop.rows(
      "insert into trail values ('t1', 's', 1, now(), 'x', 'a', null, '{}', repeat('0', 64), repeat('1', 64))",
    );

    for (const statement of ["update trail set actor = 'b'", "delete from trail", "truncate trail"]) {
      await t.throwsAsync(shop.rows(statement), { message: /append-only/ });
    }
  } finally {
    await shop.close();
  }
});
