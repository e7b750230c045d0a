import test from "ava";
import { createSaver, type Saved, type Saving } from "./saver.ts";

test("changes of a moment are one save, and the next names the revision of the last", async (t) => {
  const seen: number[] = [];
  const { saver, told } = given((revision) => {
    seen.push(revision);
    return { kind: "saved", revision: revision + 1, at: "now" };
  });

  saver.touch();
  saver.touch();
  t.true(await saver.flush());
  saver.touch();
  t.true(await saver.flush());

  t.deepEqual(seen, [4, 5]);
  t.is(saver.revision(), 6);
  t.is(told.at(-1)?.kind, "saved");
});

test("what changes while it is being saved is saved as well, never two saves at once", async (t) => {
  let running = 0;
  let saves = 0;
  const { saver } = given(async (revision) => {
    running += 1;
    saves += 1;
    t.is(running, 1);
    if (saves === 1) saver.touch();
    await Promise.resolve();
    running -= 1;
    return { kind: "saved", revision: revision + 1, at: "now" };
  });

  saver.touch();
  const both = await Promise.all([saver.flush(), saver.flush()]);

  t.deepEqual(both, [true, true]);
  t.is(saves, 2);
});

test("after somebody else's save nothing is written until it is settled", async (t) => {
  let saves = 0;
  const { saver, told } = given(() => {
    saves += 1;
    return saves === 1 ? { kind: "stale", by: "bo", at: "then" } : { kind: "saved", revision: 9, at: "now" };
  });

  saver.touch();
  t.false(await saver.flush());
  saver.touch();
  t.false(await saver.flush());
  t.is(saves, 1);
  t.deepEqual(told.at(-1), { kind: "stale", by: "bo", at: "then" });

  saver.settle(8);
  saver.touch();
  t.true(await saver.flush());
  t.is(saver.revision(), 9);
});

test("a save that got no answer is tried again by itself", async (t) => {
  let saves = 0;
  const done = new Promise<void>((settle) => {
    const { saver } = given(() => {
      saves += 1;
      if (saves === 1) throw new Error("offline");
      settle();
      return { kind: "saved", revision: 5, at: "now" };
    });
    saver.touch();
    void saver.flush();
  });

  await done;
  t.is(saves, 2);
});

function given(save: (revision: number) => Saved | Promise<Saved>) {
  const told: Saving[] = [];
  const saver = createSaver({
    revision: 4,
    save: async (revision) => save(revision),
    tell: (saving) => told.push(saving),
    pause: 10_000,
    retry: 5,
  });
  return { saver, told };
}
