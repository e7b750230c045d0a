import test from "ava";
import { connect } from "../db/connect.ts";
import { everyTenant, transact } from "../db/transact.ts";
import { createTenant } from "../identity/users.ts";
import { testDatabase } from "../test/database.ts";
import { leaseLetters, post, postpone, takeLetter } from "./outbox.ts";
import type { Letter } from "./outbox.ts";

const { url, drop } = await testDatabase();
const database = connect(url);
test.after.always(async () => {
  await database.destroy();
  await drop();
});

const [ana, bo] = ["0193a5c2-0000-7000-8000-00000000000a", "0193a5c2-0000-7000-8000-00000000000b"];
const now = new Date("2026-11-23T09:00:00Z");
const later = new Date(now.getTime() + 60_000);
const lease = (at = now, limit = 100) =>
  transact<Letter[]>(database, everyTenant, (tx) => leaseLetters(tx, at, limit, 30_000));
const named = (letters: readonly Letter[]) => letters.map(({ name }) => name);

test.before(() => transact(database, "t1", (tx) => createTenant(tx, "t1", "Test", now)));
test.beforeEach(() => transact(database, "t1", (tx) => tx.query("delete from outbox")));

async function thrown(sender: string, names: readonly string[]): Promise<void> {
  const postings = names.map((name) => ({ name, correlationKey: sender, variables: {} }));
  await transact(database, "t1", (tx) => post(tx, postings, "throw", now));
}

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

test.serial(
  "letters of one sender come together and in their order, some at a time; the rest waits for them",
  async (t) => {
    await thrown(ana, numbered("a", 68));
    await thrown(bo, ["b0", "b1"]);

    const first = await lease();

    t.deepEqual(named(first), [...numbered("a", 64), "b0", "b1"]);
    t.deepEqual(await lease(), []);
    await transact(database, "t1", async (tx) => {
      for (const { id } of first) await takeLetter(tx, id);
    });
    t.deepEqual(named(await lease()), ["a64", "a65", "a66", "a67"]);
  },
);

test.serial("of two who lease at the same time only one gets letters of a sender", async (t) => {
  await thrown(ana, numbered("a", 40));

  const both = await transact(database, everyTenant, async (tx) => [
    await leaseLetters(tx, now, 4, 30_000),
    await lease(),
  ]);

  t.deepEqual(both.map(named), [numbered("a", 4), []]);
});

test.serial("what cannot be delivered is put off, and holds up those behind it in nobody's hand", async (t) => {
  await thrown(ana, ["a0", "a1", "a2"]);
  const [first, second] = await lease();
  await transact(database, "t1", (tx) => takeLetter(tx, first?.id ?? ""));
  await transact(database, "t1", (tx) => postpone(tx, second!, later, "no")); // three were thrown

  t.deepEqual(await lease(), []);
  t.deepEqual(named(await lease(later)), ["a1", "a2"]);
  const attempts = await transact(database, "t1", (tx) => tx.query("select attempts from outbox order by id"));
  t.deepEqual(attempts, [{ attempts: 1 }, { attempts: 0 }]);
});

test.serial("a lease that ran out frees all that was leased with it", async (t) => {
  await thrown(ana, ["a0", "a1"]);
  await lease();

  t.deepEqual(named(await lease(later)), ["a0", "a1"]);
});
