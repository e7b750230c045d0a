import test from "ava";
import { connect } from "../db/connect.ts";
import type { Database } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { createTenant, createUser } from "../identity/users.ts";
import { testDatabase } from "../test/database.ts";
import type { TestDatabase } from "../test/database.ts";
import { countUnread, listNotifications, markNotificationsRead, notify, recipientsOf } from "./notifications.ts";

let files: TestDatabase;
let database: Database;
const now = new Date("2026-11-23T09:00:00Z");
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
  await transact(database, "a", async (tx) => {
    await createTenant(tx, "a", "A", now);
    await createUser(tx, { login: "ana", name: "Ana", roles: ["dispatcher"], language: "en" }, now);
    await createUser(tx, { login: "bo", name: "Bo", roles: ["technician", "dispatcher"] }, now);
    await createUser(tx, { login: "cy", name: "Cy", roles: ["technician"] }, now);
    await tx.query("insert into service_calendars (tenant_id, key, name, definition) values ('a', 'k', 'K', '{}')");
    await tx.query(
      "insert into technicians (tenant_id, login, name, level, calendar_key, is_on_call) values ('a', 'cy', 'Cy', 1, 'k', true)",
    );
  });
  await transact(database, "b", async (tx) => {
    await createTenant(tx, "b", "B", now);
    await createUser(tx, { login: "eve", name: "Eve", roles: ["dispatcher"] }, now);
  });
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

test("an audience is roles, logins and who is on call, each person once, strangers never", async (t) => {
  const audience = { groups: ["dispatcher"], logins: ["bo", "nobody", "eve"], onCall: true };
  const found = await transact(database, "a", (tx) => recipientsOf(tx, audience));

  t.deepEqual(found, [
    { login: "ana", language: "en" },
    { login: "bo", language: "de" },
    { login: "cy", language: "de" },
  ]);
  t.deepEqual(await transact(database, "a", (tx) => recipientsOf(tx, { groups: [], logins: [], onCall: false })), []);
});

test("a job tells each person once, however often it runs", async (t) => {
  const told = ["ana", "bo"].map((login) => ({ login, title: "Eilt", body: "T-1", link: "/ops/1" }));

  t.is(await transact(database, "a", (tx) => notify(tx, told, "i~w", now)), 2);
  t.is(await transact(database, "a", (tx) => notify(tx, told, "i~w", now)), 0);
  t.is(await transact(database, "a", (tx) => notify(tx, told.slice(0, 1), null, now)), 1);
  t.is(await transact(database, "a", (tx) => notify(tx, [], "i~v", now)), 0);

  t.is(await transact(database, "a", (tx) => countUnread(tx, "ana")), 2);
  await transact(database, "a", (tx) => markNotificationsRead(tx, "ana", now));
  t.is(await transact(database, "a", (tx) => countUnread(tx, "ana")), 0);
  t.is(await transact(database, "a", (tx) => countUnread(tx, "bo")), 1);
  const [newest, ...rest] = await transact(database, "a", (tx) => listNotifications(tx, "ana", { limit: 10 }));
  t.like(newest, { title: "Eilt", body: "T-1", link: "/ops/1", createdAt: now, readAt: now });
  t.deepEqual(
    await transact(database, "a", (tx) => listNotifications(tx, "ana", { limit: 10, before: newest! })),
    rest,
  );
});
