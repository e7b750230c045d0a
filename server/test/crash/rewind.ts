import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { Departures } from "../../db/together.ts";
import { copyOf } from "../database.ts";
import type { TestDatabase } from "../database.ts";
import type { Theatre } from "./theatre.ts";

/** A stage for one lane of cuts. */
export interface Rewinding {
  /** As a theatre's; the database is set back rather than copied as long as the act stays the same. */
  readonly open: Theatre["open"];
  readonly close: () => Promise<void>;
}

/**
 * Plays one act again and again on one copy of its database, which is set back before each performance. That takes a
 * tenth of copying it: PostgreSQL's processes know its tables already.
 */
export function rewinding(theatre: Theatre): Rewinding {
  let scene: Scene | undefined;
  return {
    open: async (from, now) => {
      if (scene?.from !== from) {
        await scene?.close();
        scene = await openScene(from);
      } else {
        await scene.rewind();
      }
      // what waits to share a transaction died with the server
      const database = { ...scene.database, departures: new Departures() };
      const performance = theatre.performOn(database, scene.uncut, now);
      return { ...performance, freeze: refuseToFreeze, close: () => Promise.resolve() };
    },
    close: async () => scene?.close(),
  };
}

function refuseToFreeze(): Promise<never> {
  return Promise.reject(new Error("Expected a performance on a copy, but this one is set back"));
}

interface Scene {
  readonly from: TestDatabase;
  readonly database: Database;
  /** For looking at the outcome. */
  readonly uncut: Database;
  readonly rewind: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Keeps the rows of every table and the state of every sequence aside. A table has changed when the count of its rows
 * has, or the transaction that wrote last; only those are written anew.
 */
const keep = `
create schema kept;
create table kept.tables (name text primary key, rows bigint, written bigint, columns text);
create table kept.sequences as
  select format('%I.%I', schemaname, sequencename) as name, start_value, last_value from pg_sequences;
create function kept.state_of(name text, out rows bigint, out written bigint) language plpgsql as $$
begin
  execute format('select count(*), coalesce(max(xmin::text::bigint), 0) from public.%I', name) into rows, written;
end $$;
create function kept.rewind() returns void language plpgsql as $$
declare kept_table record; found_state record;
begin
  for kept_table in select * from kept.tables loop
    select * into found_state from kept.state_of(kept_table.name);
    continue when found_state.rows = kept_table.rows and found_state.written = kept_table.written;
    execute format('delete from public.%I', kept_table.name);
    execute format('insert into public.%1$I (%2$s) overriding system value select %2$s from kept.%1$I',
      kept_table.name, kept_table.columns);
    update kept.tables t set (rows, written) = (select s.rows, s.written from kept.state_of(t.name) s)
      where t.name = kept_table.name;
  end loop;
  perform setval(name, coalesce(last_value, start_value), last_value is not null) from kept.sequences;
end $$;
do $$
declare found_table text;
begin
  for found_table in select tablename from pg_tables where schemaname = 'public' loop
    execute format('create table kept.%1$I as table public.%1$I', found_table);
    insert into kept.tables select found_table, s.rows, s.written, (
      select string_agg(quote_ident(column_name), ', ') from information_schema.columns
      where table_schema = 'public' and table_name = found_table and is_generated = 'NEVER')
    from kept.state_of(found_table) s;
  end loop;
end $$`;

async function openScene(from: TestDatabase): Promise<Scene> {
  const copy = await copyOf(from);
  // triggers, foreign keys and row-level security would refuse to set back what is never changed
  const superuser = new Client({ connectionString: copy.url.replace("ablauf@/", "postgres@/") });
  await superuser.connect();
  await superuser.query(keep);
  await superuser.query("set session_replication_role = replica");
  const database = connect(copy.url, { poolMax: 4 });
  const uncut = connect(copy.url, { poolMax: 1 });
  return {
    from,
    database,
    uncut,
    rewind: async () => {
      await stillness(superuser);
      await superuser.query("select kept.rewind()");
    },
    close: async () => {
      await database.destroy();
      await uncut.destroy();
      await superuser.end();
      await copy.drop();
    },
  };
}

/** A connection that was cut off may still carry out what it was told. */
async function stillness(client: Client): Promise<void> {
  const busy = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend' and state <> 'idle'`;
  while ((await client.query(busy)).rowCount !== 0) await setTimeout(5);
}
