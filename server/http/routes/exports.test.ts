import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { readTrail } from "../../audit/trail.ts";
import { transact } from "../../db/transact.ts";
import { unzip } from "../../definitions/exchange/unzip.ts";
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

test.serial("a release is an archive whose manifest knows every file, and the trail knows the manifest", async (t) => {
  const { items } = (await (await get("/api/releases")).json()) as { items: { id: string; title: string }[] };
  const pinned = await Promise.all(
    items.map(
      async ({ id }) =>
        (await (await get(`/api/releases/${id}`)).json()) as {
          id: string;
          pins: { kind: string; key: string; isOwn: boolean }[];
        },
    ),
  );
  const release = pinned.find(({ pins }) =>
    pins.some(({ kind, key, isOwn }) => isOwn && kind === "process" && key === "rma"),
  );
  const answer = await get(`/api/releases/${release?.id}/archive.zip`);
  const archive = Buffer.from(await answer.arrayBuffer());
  const files = new Map(unzip(archive).map((file) => [file.path, file.bytes]));
  const manifest = files.get("manifest.json") ?? new Uint8Array();
  const { files: listed } = JSON.parse(Buffer.from(manifest).toString()) as {
    files: { path: string; sha256: string }[];
  };

  t.is(answer.status, 200);
  t.deepEqual(
    listed.map(({ path: name }) => name),
    [...files.keys()].filter((name) => name !== "manifest.json").toSorted(),
  );
  t.true(listed.every(({ path: name, sha256 }) => hash(files.get(name) ?? new Uint8Array()) === sha256));
  for (const name of [
    "processes/rma/rma.bpmn",
    "processes/rma/forms/rma_request.json",
    "processes/rma/templates/rma-overdue.en.hbs",
    "processes/rma/pictures/rma.de.svg",
    "processes/rma/pictures/rma.en.pdf",
    "changes.de.md",
    "approvals.json",
    "lineage.json",
    "merges.json",
  ])
    t.true(files.has(name), name);
  t.is(Buffer.from(files.get("processes/rma/rma.bpmn") ?? []).toString(), rma);

  const { house } = server;
  const trail = await transact(house.database, "muster", (tx) => readTrail(tx, release?.id ?? "", 0, 10));
  t.is(trail.at(-1)?.type, "exportRelease");
  t.is(trail.at(-1)?.data["manifestSha256"], hash(manifest));

  const again = await get(`/api/releases/${release?.id}/archive.zip`);
  t.true(archive.equals(Buffer.from(await again.arrayBuffer())));
});

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
