import test from "ava";
import { connect } from "../../db/connect.ts";
import type { Database } from "../../db/connect.ts";
import { transact } from "../../db/transact.ts";
import { createTenant } from "../../identity/users.ts";
import { testDatabase } from "../../test/database.ts";
import type { TestDatabase } from "../../test/database.ts";
import { linkTo } from "../../test/linked.ts";
import { openReceiver } from "../../test/receiver.ts";
import type { Given, Received } from "../../test/receiver.ts";
import { worldFor } from "../../test/world.ts";
import { listCalls } from "../frame/calls.ts";
import samples from "./requests.json" with { type: "json" };

let files: TestDatabase;
let database: Database;
const now = new Date("2026-11-23T09:00:00Z");
test.before(async () => {
  files = await testDatabase();
  database = connect(files.url);
  await transact(database, "t1", (tx) => createTenant(tx, "t1", "t1", now));
});
test.after.always(async () => {
  await database.destroy();
  await files.drop();
});

const [assetSample, articleSample] = samples;

test("a device and a page arrive as Hudu wants them; the page that is there already is changed", async (t) => {
  const articles = [{ id: 9, name: "Alt", company_id: null }];
  const { receiver, port } = await open(({ method, path }) => {
    if (path.startsWith("/api/v1/articles?")) return { json: { articles } };
    if (path.includes("/assets")) return { json: { asset: { id: 77 } } };
    return { json: { article: { id: method === "PUT" ? 9 : 10, url: "https://hudu.example/a/10" } } };
  });
  t.teardown(() => receiver.close());
  const wanted = articleSample?.body?.article;

  const asset = await port.saveAsset({
    externalId: null,
    companyId: "42",
    name: "SERVER-01",
    serial: "CZJ1234ABC",
    model: "DL360 Gen10",
    manufacturer: "HPE",
    fields: { status: "Ausgemustert", aussonderungsdatum: "2026-11-30", loeschprotokoll: "ADISA-2026-118" },
  });
  const fresh = await port.publish({
    reference: "r",
    title: wanted?.name ?? "",
    html: wanted?.content ?? "",
    companyId: null,
  });
  const known = await port.publish({ reference: "r", title: "Alt", html: "x", companyId: null });

  t.deepEqual([asset.id, fresh.id, known.id], ["77", "10", "9"]);
  const [saved, , posted, , changed] = receiver.seen;
  t.like(saved, { method: "POST", path: "/api/v1/companies/42/assets", json: assetSample?.body });
  t.is(saved?.headers["x-api-key"], "geheim");
  t.like(posted, { method: "POST", path: "/api/v1/articles", json: articleSample?.body });
  t.like(changed, { method: "PUT", path: "/api/v1/articles/9" });
});

test("a file goes as a form with what it belongs to", async (t) => {
  const { receiver, port } = await open(() => ({ json: { upload: { id: 5 } } }));
  t.teardown(() => receiver.close());

  const { id } = await port.attach("4711", {
    name: "ticket-T-2026-004711.zip",
    bytes: Buffer.from("PK"),
    mediaType: "application/zip",
  });

  const [sent] = receiver.seen;
  const form = await new Response(new Uint8Array(sent?.bytes ?? []), {
    headers: { "content-type": String(sent?.headers["content-type"]) },
  }).formData();
  t.is(id, "5");
  t.deepEqual([form.get("upload[uploadable_id]"), form.get("upload[uploadable_type]")], ["4711", "Article"]);
  const file = form.get("file");
  t.true(file instanceof File && file.name === "ticket-T-2026-004711.zip");
});

test("all pages of what expires are read, a 429 is waited for, and no key stands in the log", async (t) => {
  let asked = 0;
  const { receiver, port, id } = await open(({ path }) => {
    asked += 1;
    if (asked === 1) return { status: 429, headers: { "retry-after": "0" } };
    const count = path.endsWith("page=1") ? 25 : 3;
    return { json: { expirations: Array.from({ length: count }, (_, index) => warranty(index)) } };
  });
  t.teardown(() => receiver.close());

  const found = await port.expirations();

  t.is(found.length, 28);
  t.deepEqual(found[0], { id: "0", kind: "warranty", companyId: "42", subject: "S0", expiresOn: "2027-01-31" });
  const calls = await transact(database, "t1", (tx) => listCalls(tx, id, 10));
  t.deepEqual(calls.map(({ outcome, status }) => `${outcome} ${status}`).toSorted(), [
    "failed 429",
    "ok 200",
    "ok 200",
  ]);
  t.false(JSON.stringify(calls).includes("geheim"));
});

function warranty(number: number) {
  return { id: number, expiration_type: "warranty", company_id: 42, date: "2027-01-31", name: `S${number}` };
}

async function open(answer: (request: Received) => Given) {
  const receiver = await openReceiver(answer);
  const world = worldFor(database, () => now, [receiver.host]);
  const settings = { url: `http://${receiver.host}`, assetLayoutId: 7, folderId: 12 };
  const given = { kind: "hudu", settings, secrets: { apiKey: "geheim" } };
  return { receiver, ...(await linkTo(world, { tenantId: "t1", capability: "documentation" }, given)) };
}
