import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import test from "ava";
import { transact } from "../../db/transact.ts";
import { storeFile } from "../../desk/files/files.ts";
import type { Permission } from "../../identity/person.ts";
import { createTenant, createToken } from "../../identity/users.ts";
import { deployProcess } from "../../runtime/commands/deployProcess.ts";
import { startInstance } from "../../runtime/commands/startInstance.ts";
import { bpmn, flows } from "../../test/models.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

const tenantId = "main";
const worker: readonly Permission[] = ["tasks.read", "tasks.work", "instances.read", "desk.read"];
let server: Served;

test.before(async () => {
  server = await served({ WORKERS: "false", FILE_LIMIT: "1000000", DEMO: "false" }, { withStandard: false });
  const { house } = server;
  const cause = { tenantId, actor: "test" };
  await transact(house.database, tenantId, (tx) => createTenant(tx, tenantId, "Main", house.now()));
  for (const [secret, permissions] of [
    ["ana", worker],
    ["bo", worker],
    ["stranger", ["desk.read"]],
  ] as const) {
    await transact(house.database, tenantId, (tx) =>
      createToken(tx, { name: secret, permissions, createdBy: "test", secret: `abl_${secret}` }, house.now()),
    );
  }
  const task = `<bpmn:startEvent id="s"/><bpmn:userTask id="t" name="Do"/><bpmn:endEvent id="e"/>${flows("s", "t", "e")}`;
  await deployProcess(house, cause, { xml: bpmn("p", task) });
  await startInstance(house, cause, { processKey: "p", variables: {}, businessKey: "T-1" });
});
test.after.always(() => server?.close());

interface Told {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly code: string;
}

const as = (who: string) => ({ authorization: `Bearer abl_${who}` });

async function post(body: Buffer, name: string, who = "ana", subject = "subjectKind=case&subjectId=T-1") {
  const headers = { ...as(who), "content-type": "application/octet-stream" };
  const query = `name=${encodeURIComponent(name)}&${subject}`;
  const answer = await fetch(`${server.url}/api/files?${query}`, { method: "POST", headers, body });
  return { status: answer.status, told: (await answer.json()) as Told };
}

const get = (path: string, who = "ana") => fetch(`${server.url}${path}`, { headers: as(who) });
const remove = (id: string, who = "ana") =>
  fetch(`${server.url}/api/files/${id}`, { method: "DELETE", headers: as(who) });

test("a file of several pieces comes back byte for byte, as a download that no page runs", async (t) => {
  const body = randomBytes(700_000);

  const { told } = await post(body, "dir/Bericht ü.bin");
  const answer = await get(`/api/files/${told.id}`);
  const received = Buffer.from(await answer.arrayBuffer());

  t.is(told.name, "Bericht ü.bin");
  t.is(told.sha256, createHash("sha256").update(body).digest("hex"));
  t.true(received.equals(body));
  t.regex(answer.headers.get("content-disposition") ?? "", /^attachment; filename="Bericht _.bin"/);
  t.is(answer.headers.get("content-security-policy"), "default-src 'none'; sandbox");
  t.is(answer.headers.get("x-content-type-options"), "nosniff");
});

test("a page that calls itself a picture is not believed", async (t) => {
  const { told } = await post(Buffer.from("<html><script>alert(1)</script>"), "photo.png");

  const answer = await get(`/api/files/${told.id}`);

  t.is(answer.headers.get("content-type"), "application/octet-stream");
});

test("who may not see the case sees neither its list nor its files", async (t) => {
  const { told } = await post(Buffer.from("secret"), "a.txt");

  t.is((await get("/api/files?subjectKind=case&subjectId=T-1", "stranger")).status, 403);
  t.is((await get(`/api/files/${told.id}`, "stranger")).status, 404);
  t.is((await post(Buffer.from("x"), "a.txt", "stranger")).status, 403);
  t.is((await remove(told.id, "stranger")).status, 404);
});

for (const [why, subject, status, code] of [
  ["a case that does not exist", "subjectKind=case&subjectId=T-2", 404, "case.missing"],
  ["evidence", "subjectKind=evidence&subjectId=1", 403, "file.subject"],
  ["nothing", "", 400, "query.subject"],
] as const) {
  test(`nothing is attached to ${why}`, async (t) => {
    const answer = await post(Buffer.from("x"), "a.txt", "ana", subject);

    t.is(answer.status, status);
    t.is(answer.told.code, code);
  });
}

test("a file that is too large is refused, told beforehand or not", async (t) => {
  const told = await post(Buffer.alloc(1_000_001), "a.bin");

  const status = await new Promise<number | undefined>((resolve) => {
    const headers = { ...as("ana"), "content-type": "application/octet-stream" };
    const address = `${server.url}/api/files?name=toolarge&subjectKind=case&subjectId=T-1`;
    const sending = request(address, { method: "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sending.on("error", () => resolve(undefined));
    for (let turn = 0; turn < 20; turn += 1) sending.write(Buffer.alloc(100_000));
    sending.end();
  });

  t.is(told.status, 413);
  t.true(status === 413 || status === undefined);
  t.deepEqual(await rows("select id from files where name = 'toolarge'", []), []);
});

test("senders that are slow hold no connection of the database", async (t) => {
  const headers = { ...as("ana"), "content-type": "application/octet-stream", "content-length": "10" };
  const address = `${server.url}/api/files?name=slow.txt&subjectKind=case&subjectId=T-1`;
  const slow = Array.from({ length: 40 }, () => {
    const sending = request(address, { method: "POST", headers });
    sending.on("error", () => undefined);
    sending.write("12345");
    return sending;
  });

  const quick = await post(Buffer.from("quick"), "quick.txt");
  const done = await Promise.all(
    slow.map(
      (sending) =>
        new Promise<number | undefined>((resolve) => {
          sending.on("response", (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          });
          sending.end("67890");
        }),
    ),
  );

  t.is(quick.status, 200);
  t.deepEqual([...new Set(done)], [200]);
});

test("only whoever attached a file deletes it, and not while something uses it", async (t) => {
  const { told } = await post(Buffer.from("mine"), "mine.txt");

  t.is((await remove(told.id, "bo")).status, 403);
  await rows("insert into file_uses (tenant_id, file_id, kind, user_id) values ($1, $2, 'comment', 'c1') returning 1", [
    tenantId,
    told.id,
  ]);
  t.is((await remove(told.id)).status, 409);
  await rows("delete from file_uses where file_id = $1 returning 1", [told.id]);
  t.is((await remove(told.id)).status, 204);
  t.is((await get(`/api/files/${told.id}`)).status, 404);
  t.deepEqual(await rows("select 1 from file_pieces where file_id = $1", [told.id]), []);
});

test("what was stored never changes, not even by hand", async (t) => {
  const { told } = await post(Buffer.from("for good"), "good.txt");

  await t.throwsAsync(rows("update files set name = 'x' where id = $1", [told.id]), { message: /append-only/ });
  await t.throwsAsync(rows("update file_pieces set body = 'x' where file_id = $1", [told.id]), {
    message: /append-only/,
  });
  await t.throwsAsync(rows("delete from file_pieces where file_id = $1", [told.id]), { message: /never changes/ });
  await t.throwsAsync(rows("insert into file_pieces values ($1, $2, 9, 'x')", [tenantId, told.id]), {
    message: /never changes/,
  });
});

test("a file without a subject is seen by whoever made it alone", async (t) => {
  const { house } = server;
  const body = Buffer.from("draft");
  const { id } = await transact(house.database, tenantId, (tx) =>
    storeFile(tx, { name: "draft.txt", body, createdBy: "ana" }, house.now()),
  );

  t.is((await get(`/api/files/${id}`, "ana")).status, 200);
  t.is((await get(`/api/files/${id}`, "bo")).status, 404);
});

function rows(text: string, values: readonly unknown[]) {
  return transact(server.house.database, tenantId, (tx) => tx.query(text, values));
}
