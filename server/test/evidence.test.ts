import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { verifyPackage } from "../audit/package.ts";
import { commands } from "../cli/ablauf.ts";
import { run } from "../cli/command/run.ts";
import { unzip } from "../definitions/exchange/unzip.ts";
import { zip } from "../definitions/exchange/zip.ts";
import type { FoundPage, ProcessVersionPage, SealPage, Verification } from "../http/wireTrail.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

let house: Served;
let auditor: Client;
const headers = async (): Promise<Record<string, string>> => {
  const answer = await fetch(`${house.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-requested-with": "ablauf" },
    body: JSON.stringify({ login: "admin", password: "ablauf-demo" }),
  });
  return { cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "", "x-requested-with": "ablauf" };
};

test.before(async () => {
  house = await served();
  auditor = await openClient([house.url], { login: "admin", password: "ablauf-demo" });
});
test.after.always(() => house.close());

async function take(query: string): Promise<Map<string, Buffer>> {
  const answer = await fetch(`${house.url}/api/evidence.zip?${query}`, { headers: await headers() });
  return new Map(unzip(Buffer.from(await answer.arrayBuffer())).map((each) => [each.path, Buffer.from(each.bytes)]));
}

const codes = (forged: ReadonlyMap<string, Buffer>) => new Set(verifyPackage(forged).mistakes.map(({ code }) => code));

/** A ticket of the demo that was solved long ago. */
async function aCase(): Promise<string> {
  const { body } = await auditor.send<{ items: { businessKey: string }[] }>(
    "GET",
    "/api/instances?processKey=ticket-lifecycle&status=completed&limit=200",
  );
  return body.items.at(-1)?.businessKey ?? "";
}

test("the trail is searched by object, person, command and day, page by page", async (t) => {
  const object = await aCase();

  const { body: first } = await auditor.send<FoundPage>("GET", `/api/trail?object=${object}&limit=5`);
  const { body: second } = await auditor.send<FoundPage>(
    "GET",
    `/api/trail?object=${object}&limit=5&cursor=${first.nextCursor}`,
  );
  const { body: done } = await auditor.send<FoundPage>("GET", "/api/trail?type=completeTask&actor=esommer");
  const { body: future } = await auditor.send<FoundPage>("GET", "/api/trail?from=2999-01-01");

  t.is(first.items.length, 5);
  t.true(first.items.some((event) => event.case?.businessKey === object));
  t.true((second.items[0]?.at ?? "z") <= (first.items.at(-1)?.at ?? ""));
  t.true(done.items.length > 0);
  t.true(done.items.every(({ type, actor }) => type === "completeTask" && actor === "esommer"));
  t.deepEqual(future.items, []);
  t.is((await auditor.send("GET", "/api/trail?from=yesterday")).status, 400);
});

test("versions of processes are found by name, person and hash, page by page, with the one before", async (t) => {
  const { body: first } = await auditor.send<ProcessVersionPage>("GET", "/api/process-versions?limit=2");
  const { body: second } = await auditor.send<ProcessVersionPage>(
    "GET",
    `/api/process-versions?limit=2&cursor=${first.nextCursor}`,
  );
  const { body: named } = await auditor.send<ProcessVersionPage>(
    "GET",
    "/api/process-versions?search=ticket-lifecycle",
  );
  const hash = named.items[0]?.sha256.slice(0, 12) ?? "none";
  const { body: hashed } = await auditor.send<ProcessVersionPage>("GET", `/api/process-versions?search=${hash}`);

  const { body: exact } = await auditor.send<ProcessVersionPage>("GET", "/api/process-versions?key=ticket-lifecycle");
  const { body: part } = await auditor.send<ProcessVersionPage>("GET", "/api/process-versions?key=ticket");

  t.deepEqual([...new Set(exact.items.map(({ key }) => key))], ["ticket-lifecycle"]);
  t.true(part.items.every(({ key }) => key === "ticket"));
  t.is(first.items.length, 2);
  t.is(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 4);
  t.true((second.items[0]?.at ?? "z") <= (first.items[1]?.at ?? ""));
  t.deepEqual(
    named.items
      .filter(({ key }) => key === "ticket-lifecycle")
      .map(({ version, previousVersion }) => [version, previousVersion]),
    [[1, null]],
  );
  t.true(hashed.items.some(({ key }) => key === "ticket-lifecycle"));
  t.deepEqual((await auditor.send<ProcessVersionPage>("GET", "/api/process-versions?search=100%25")).body.items, []);
  const technician = await openClient([house.url], { login: "blang", password: "ablauf-demo" });
  t.is((await technician.send("GET", "/api/process-versions")).status, 403);
});

test("what happened is sealed, and the whole trail is as it was sealed", async (t) => {
  await auditor.send("POST", "/api/seals");
  const { body: seals } = await auditor.send<SealPage>("GET", "/api/seals");
  const { body: key } = await auditor.send<{ keyId: string }>("GET", "/api/seals/key");

  const answer = await fetch(`${house.url}/api/seals/verification`, { headers: await headers() });
  const report = /event: report\ndata: (.*)\n/.exec(await answer.text())?.[1] ?? "{}";
  const verification = JSON.parse(report) as Verification;

  t.true(seals.items.length > 0);
  t.is(seals.items[0]?.keyId, key.keyId);
  t.deepEqual(verification.findings, []);
  t.true(verification.events > 100);
  t.true(verification.seals >= seals.items.length); // other tests seal as well
});

test("a package of a case proves itself, without the server", async (t) => {
  const files = await take(`object=${await aCase()}`);

  const verdict = verifyPackage(files);

  t.deepEqual(verdict.mistakes, []);
  t.true(verdict.events > 10);
  t.is(verdict.sealed, verdict.streams);
  t.true(files.has("README.de.txt"));
  t.truthy([...files.keys()].find((path) => /^models\/ticket-lifecycle-v1\.de\.pdf$/.test(path)));
  t.truthy([...files.keys()].find((path) => /^rules\/priority_matrix-v1\.json$/.test(path)));
});

test("whatever is done to a package is found", async (t) => {
  const files = await take(`object=${await aCase()}`);
  const events = files.get("events.jsonl")?.toString() ?? "";
  const changed = (path: string, text: string) => new Map([...files, [path, Buffer.from(text)]]);
  const without = (path: string) => new Map([...files].filter(([each]) => each !== path));
  const seal = [...files.keys()].find((path) => /^seals\/\d+\.json$/.test(path)) ?? "";

  t.true(codes(changed("events.jsonl", events.replace(/"actor":"[^"]*"/, '"actor":"mallory"'))).has("event.chain"));
  t.true(codes(changed("events.jsonl", events.split("\n").slice(1).join("\n"))).has("event.chain"));
  t.true(codes(changed("proofs.json", "[]")).has("file.changed"));
  t.true(
    codes(
      changed(
        seal,
        files
          .get(seal)
          ?.toString()
          .replace(/"no":\d+/, '"no":99999') ?? "",
      ),
    ).has("seal.signature"),
  );
  t.true(codes(without("decisions.jsonl")).has("file.missing"));
  t.true(codes(changed("extra.txt", "hello")).has("file.unlisted"));
  t.true(codes(changed("manifest.json", "{}")).has("manifest.signature"));
  t.true(codes(new Map()).has("manifest.format"));
});

test("the command line checks a package, and whose key it is", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "evidence-"));
  const files = await take(`object=${await aCase()}`);
  const bytes = zip(
    [...files].map(([path, content]) => ({ path, bytes: content })),
    new Date(),
  );
  await writeFile(join(folder, "case.zip"), bytes);
  const said: string[] = [];
  const call = (...argv: string[]) =>
    run(commands, argv, {
      env: { LANG: "en_GB.UTF-8" },
      cwd: folder,
      isInteractive: false,
      out: (text) => void said.push(text),
      err: (text) => void said.push(text),
    });

  t.is(await call("verify", "case.zip"), 0);
  t.is(await call("verify", "case.zip", "--key", "0123456789abcdef"), 1);
  t.regex(said.join(""), /0 mistakes[\s\S]*Another key than expected/);
  await rm(folder, { recursive: true });
});

test("evidence of nothing, and of what nobody chose, is refused; that some was taken stands in the trail", async (t) => {
  t.is((await auditor.send("GET", "/api/evidence.zip?object=T-0000-00000")).status, 404);
  t.is((await auditor.send("GET", "/api/evidence.zip")).status, 400);
  await take(`object=${await aCase()}`);

  const { body } = await auditor.send<FoundPage>("GET", "/api/trail?type=exportEvidence");

  t.true(body.items.length > 0);
  const technician = await openClient([house.url], { login: "blang", password: "ablauf-demo" });
  t.is((await technician.send("GET", "/api/trail")).status, 403);
});
