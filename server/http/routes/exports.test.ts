import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { transact } from "../../db/transact.ts";
import { permissions } from "../../identity/person.ts";
import { createToken } from "../../identity/users.ts";
import { served } from "../../test/served.ts";
import type { Served } from "../../test/served.ts";

const secret = "abl_test_exports";
const rma = await readFile(path.join(import.meta.dirname, "../../../processes/rma/rma.bpmn"), "utf8");
let server: Served;
let definitionId = "";

test.before(async () => {
  server = await served({ WORKERS: "false", TENANT: "muster" });
  const { house } = server;
  await transact(house.database, "muster", async (tx) => {
    await createToken(tx, { name: "test", permissions, createdBy: "test", secret }, house.now());
    const [row] = await tx.query<{ id: string }>("select id from definitions where tenant_id = $1 and key = 'rma'", [
      "muster",
    ]);
    definitionId = row?.id ?? "";
  });
});
test.after.always(() => server?.close());

function get(address: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${address}`, { headers: { authorization: `Bearer ${secret}`, ...headers } });
}

function post(address: string, body: string): Promise<Response> {
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/xml" };
  return fetch(`${server.url}${address}`, { method: "POST", headers, body });
}

test.serial("a version is shown in the language that is asked for", async (t) => {
  const german = await (await get(`/api/definitions/${definitionId}/picture.svg?language=de`)).text();
  const english = await (await get(`/api/definitions/${definitionId}/picture.svg`, { "accept-language": "en" })).text();

  t.true(german.includes("Defekt") && !german.includes("Check warranty"));
  t.true(english.includes("Check warranty") && !english.includes("Defekt"));
  t.true(english.includes("bpmn.io"));
});

test.serial("each format begins as it must and may load nothing", async (t) => {
  for (const [format, type, start] of [
    ["svg", "image/svg+xml", "<?xml"],
    ["png", "image/png", "\u0089PNG"],
    ["pdf", "application/pdf", "%PDF-1.7"],
  ] as const) {
    const answer = await get(`/api/definitions/${definitionId}/picture.${format}`);

    t.is(answer.status, 200);
    t.is(answer.headers.get("content-type")?.split(";")[0], type);
    t.true(answer.headers.get("content-security-policy")?.startsWith("default-src 'none'"));
    const bytes = Buffer.from(await answer.arrayBuffer());
    t.true(bytes.toString("latin1", 0, 8).startsWith(start));
  }
});

test.serial("who has a picture already is told so", async (t) => {
  const address = `/api/definitions/${definitionId}/picture.svg?language=de`;
  const tag = (await get(address)).headers.get("etag") ?? "";

  t.is((await get(address, { "if-none-match": tag })).status, 304);
  t.is((await get(`${address}&diagram=rma`, { "if-none-match": tag })).status === 304, false);
});

test.serial("what was never published is drawn too, with or without a layout", async (t) => {
  const bare = rma.replace(/<bpmndi:BPMNDiagram.*<\/bpmndi:BPMNDiagram>/s, "");
  t.not(bare, rma);

  for (const xml of [rma, bare]) {
    const answer = await post("/api/models/picture.svg?language=en", xml);
    t.is(answer.status, 200);
    t.true((await answer.text()).includes("Check warranty"));
  }
});

async function code(address: string, xml: string): Promise<string> {
  const answer = await post(address, xml);
  return `${answer.status} ${((await answer.json()) as { code: string }).code}`;
}

test.serial("what cannot be drawn is refused with a reason", async (t) => {
  const empty = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"/>`;

  t.is(await code("/api/models/picture.png", "<a"), "400 bpmn.xml");
  t.is(await code("/api/models/picture.png", empty), "422 diagram.missing");
  t.is(await code("/api/models/picture.png?diagram=none", rma), "422 diagram.missing");
  t.is(await code("/api/models/picture.svg", rma.replace('width="1715"', 'width="1715000000"')), "422 diagram.size");
  t.is(await code("/api/models/picture.png?language=fr", rma), "400 query.language");
});
