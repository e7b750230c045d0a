import test from "ava";
import type { Tx } from "../db/transact.ts";
import { Forms } from "./forms.ts";

/** A transaction that answers each query with the next of these. */
function answering(...answers: readonly (() => Promise<unknown[]>)[]): Tx {
  const left = [...answers];
  const query = () => left.shift()?.() ?? Promise.resolve([]);
  return { tenantId: "t1", query } as unknown as Tx; // all that reading a form uses of it
}

const body = { key: "f", version: 1, title: { de: "F", en: "F" }, fields: [] };

test("a form that could not be read because the connection broke is read again", async (t) => {
  const forms = new Forms();
  const tx = answering(
    () => Promise.reject(new Error("Connection terminated unexpectedly")),
    () => Promise.resolve([{ body }]),
  );

  await t.throwsAsync(forms.byVersion(tx, "f", 1), { message: /terminated/ });

  t.is((await forms.byVersion(tx, "f", 1)).key, "f");
});
