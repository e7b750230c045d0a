import test from "ava";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { createTenant, createUser, signIn, signOut } from "../identity/users.ts";
import { everyTenant } from "../db/transact.ts";
import { testDatabase } from "../test/database.ts";
import { buildHouse } from "../cli/house.ts";
import { createLog } from "../base/log.ts";
import { Callers, cookieName } from "./who.ts";

const now = new Date("2026-11-23T09:00:00Z");

async function signedIn(t: { teardown(work: () => Promise<void>): void }) {
  const { url, drop } = await testDatabase();
  const database = connect(url);
  t.teardown(async () => {
    await database.destroy();
    await drop();
  });
  await transact(database, "t1", async (tx) => {
    await createTenant(tx, "t1", "Test", now);
    await createUser(tx, { login: "ana", name: "Ana", roles: ["technician"], password: "a long password" }, now);
  });
  const { secret } = await transact(database, everyTenant, (tx) => signIn(tx, "ana", "a long password", now));
  const house = buildHouse(database, createLog("silent"), () => now);
  const leave = () => transact(database, everyTenant, (tx) => signOut(tx, secret));
  return {
    headers: { cookie: `${cookieName}=${secret}` },
    leave,
    callers: (clock?: () => number) => new Callers(house, clock),
  };
}

test("who was shut out is a stranger as soon as the server forgets", async (t) => {
  const { headers, leave, callers } = await signedIn(t);
  const here = callers();
  t.is((await here.whoAsks(headers)).person?.login, "ana");

  await leave();
  here.forget();

  t.is((await here.whoAsks(headers)).person, undefined);
});

test("another server believes what it knows for a second and no longer", async (t) => {
  const { headers, leave, callers } = await signedIn(t);
  let clock = 0;
  const there = callers(() => clock);
  await there.whoAsks(headers);
  await leave();

  clock = 999;
  t.is((await there.whoAsks(headers)).person?.login, "ana");
  clock = 1_000;
  t.is((await there.whoAsks(headers)).person, undefined);
});

test("a stranger is not remembered: who signs in is known at once", async (t) => {
  const { headers, callers } = await signedIn(t);
  const here = callers();

  const before = await here.whoAsks({ cookie: `${cookieName}=unknown` });
  const after = await here.whoAsks(headers);

  t.is(before.person, undefined);
  t.is(after.person?.login, "ana");
});
