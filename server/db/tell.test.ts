import test from "ava";
import { once } from "node:events";
import { Client } from "pg";
import { testDatabase } from "../test/database.ts";
import { connect } from "./connect.ts";

async function listening(t: { teardown(work: () => Promise<void>): void }) {
  const { url, drop } = await testDatabase();
  const database = connect(url);
  const ear = new Client({ connectionString: url });
  await ear.connect();
  await ear.query("listen news");
  t.teardown(async () => {
    await database.destroy();
    await ear.end();
    await drop();
  });
  const heard: string[] = [];
  ear.on("notification", ({ payload }) => heard.push(payload ?? ""));
  return { url, ear, database, heard };
}

test("what is told is heard in its order, and what was told before the end as well", async (t) => {
  const { ear, database, heard } = await listening(t);

  for (const word of ["one", "two", "three"]) database.tell("news", word);
  await database.destroy();
  while (heard.length < 3) await once(ear, "notification");

  t.deepEqual(heard, ["one", "two", "three"]);
});

test("a lost connection costs words, not the voice", async (t) => {
  const { ear, database, heard } = await listening(t);
  database.tell("news", "before");
  while (heard.length < 1) await once(ear, "notification");

  await ear.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ablauf-mouth'");
  for (let turn = 0; !heard.includes(`after ${turn - 1}`) && turn < 200; turn += 1) {
    database.tell("news", `after ${turn}`);
    await Promise.race([once(ear, "notification"), new Promise((resolve) => setTimeout(resolve, 50))]);
  }

  t.true(heard.some((word) => word.startsWith("after")));
});
