import test from "ava";
import { Refusal } from "../base/refusal.ts";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import { testDatabase } from "../test/database.ts";
import { Forms } from "./forms.ts";

test("what a broken transaction kept from being read is read again by the next one", async (t) => {
  const base = await testDatabase();
  const database = connect(base.url);
  const forms = new Forms();
  try {
    const broken = transact(database, "t1", async (tx) => {
      await tx.query("select 1 / 0").catch(() => undefined);
      return forms.byVersion(tx, "f", 1);
    });
    await t.throwsAsync(broken, { message: /aborted/ });

    const refusal = await t.throwsAsync(
      transact(database, "t1", (tx) => forms.byVersion(tx, "f", 1)),
      { instanceOf: Refusal },
    );

    t.is(refusal?.code, "form.missing");
  } finally {
    await database.destroy();
    await base.drop();
  }
});
