import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { Vault } from "./vault.ts";

const place = { tenantId: "t", connectorId: "c", name: "password" };
const key = Buffer.alloc(32, 7).toString("base64");

test("what is sealed is opened at its place, and looks different every time", async (t) => {
  const vault = new Vault({ key, file: "" });

  const [one, two] = await Promise.all([vault.seal("geheim ü", place), vault.seal("geheim ü", place)]);

  t.is(await vault.open(one, place), "geheim ü");
  t.not(one, two);
  t.false(one.includes("geheim"));
});

test("a secret of one connector, tenant or name opens nothing elsewhere, nor does a damaged one", async (t) => {
  const vault = new Vault({ key, file: "" });
  const sealed = await vault.seal("geheim", place);
  const damaged = `${sealed.slice(0, -2)}${sealed.at(-2) === "A" ? "B" : "A"}${sealed.at(-1)}`;

  for (const other of [
    { ...place, tenantId: "u" },
    { ...place, connectorId: "d" },
    { ...place, name: "token" },
  ]) {
    t.is((await t.throwsAsync(vault.open(sealed, other), { instanceOf: Refusal }))?.code, "connector.key");
  }
  for (const wrong of [damaged, "", "v1", "geheim"]) {
    t.is((await t.throwsAsync(vault.open(wrong, place), { instanceOf: Refusal }))?.code, "connector.key", wrong);
  }
});

test("another key says so by its mark instead of giving rubbish", async (t) => {
  const sealed = await new Vault({ key, file: "" }).seal("geheim", place);

  const refusal = await t.throwsAsync(
    new Vault({ key: Buffer.alloc(32, 8).toString("base64"), file: "" }).open(sealed, place),
  );

  t.regex(refusal?.message ?? "", /sealed with [0-9a-f]{8} and this server has [0-9a-f]{8}; set SECRETS_KEY/);
});

test("without a key given, two servers on one folder agree on the file that is made, which only its owner reads", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "ablauf-vault-"));
  t.teardown(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "data", "secrets.key");
  const [one, two] = [new Vault({ key: undefined, file }), new Vault({ key: undefined, file })];

  const [sealed] = await Promise.all([one.seal("geheim", place), two.seal("x", place)]);

  t.is(await two.open(sealed, place), "geheim");
  t.is((await stat(file)).mode & 0o777, 0o600);
  t.is(Buffer.from(await readFile(file, "utf8"), "base64").length, 32);
});
