import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { transact } from "../../db/transact.ts";
import { permissions } from "../../identity/person.ts";
import { createToken } from "../../identity/users.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";
import type { ModelReport } from "../wire.ts";

const secret = "abl_test_models";
const folder = path.join(import.meta.dirname, "../../../processes");
const missing = (report: ModelReport) =>
  report.findings
    .filter(({ code }) => code === "binding.missing")
    .map(({ elementId, message }) => [elementId, message.de.includes("ticket_work_new")]);

const lifecycle = await readFile(path.join(folder, "ticket-lifecycle/ticket-lifecycle.bpmn"), "utf8");
let server: Served;
test.before(async () => {
  server = await served({ WORKERS: "false", TENANT: "muster" });
  const { house } = server;
  await transact(house.database, "muster", (tx) =>
    createToken(tx, { name: "test", permissions, createdBy: "test", secret }, house.now()),
  );
});
test.after.always(() => server?.close());

async function send(
  address: string,
  body: string | Buffer,
  type = "application/xml",
  method = "POST",
): Promise<Response> {
  return fetch(`${server.url}${address}`, {
    method,
    headers: { authorization: `Bearer ${secret}`, "content-type": type },
    body,
  });
}

async function check(xml: string, draft?: string): Promise<ModelReport> {
  const response = await send(`/api/models/check${draft === undefined ? "" : `?draft=${draft}`}`, xml);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as ModelReport;
}

test.serial("a standard process has nothing to mend among what the tenant has published", async (t) => {
  const { findings, processes } = await check(lifecycle);
  t.deepEqual(
    processes.map(({ id }) => id),
    ["ticket-lifecycle"],
  );
  t.deepEqual(
    findings.filter(({ severity }) => severity !== "hint"),
    [],
  );
});

test.serial("what is not published is missed, until a draft holds it", async (t) => {
  const xml = lifecycle.replaceAll('formId="ticket_work"', 'formId="ticket_work_new"');
  t.deepEqual(missing(await check(xml)), [["U_work", true]]);

  const created = await send(
    "/api/drafts",
    JSON.stringify({ title: "New form", empty: { kind: "form", key: "ticket_work_new", name: "New" } }),
    "application/json",
  );
  const { id } = (await created.json()) as { id: string };
  t.deepEqual(missing(await check(xml, id)), []);
  t.deepEqual(missing(await check(xml)), [["U_work", true]], "others still miss it");
});

test.serial("a draft that is not there is refused, and so is a file that is none", async (t) => {
  const unknown = await send("/api/models/check?draft=01890000-0000-7000-8000-000000000000", lifecycle);
  const broken = await send("/api/models/check", "<a");
  t.deepEqual([unknown.status, broken.status], [404, 400]);
});
