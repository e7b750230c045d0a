import test from "ava";
import { createToken } from "../identity/users.ts";
import type { Permission } from "../identity/person.ts";
import { transact } from "../db/transact.ts";
import { createTenant } from "../identity/users.ts";
import type * as wire from "../http/wireDrafts.ts";
import { bpmn, flows } from "./models.ts";
import { eventually, openClient } from "./client.ts";
import type { Client } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";

type Refused = {
  readonly code: string;
  readonly detail: string;
  readonly complaints?: readonly { place: string; message: string }[];
};

const editor: readonly Permission[] = ["definitions.read", "definitions.edit"];
let site: Served;
let ana: Client;
let bo: Client;

test.before(async () => {
  site = await served({ DEMO: "false", ADMIN_PASSWORD: "a long password" });
  ana = await token("ana", editor);
  bo = await token("bo", editor);
});
test.after.always(() => site.close());

async function token(name: string, permissions: readonly Permission[], tenantId = "main"): Promise<Client> {
  const now = new Date();
  const secret = await transact(site.house.database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, tenantId, now);
    return createToken(tx, { name, permissions, createdBy: "test" }, now);
  });
  return openClient([site.url], { token: secret });
}

const model = (key: string, name = "Work") =>
  bpmn(
    key,
    `<bpmn:startEvent id="s"/><bpmn:userTask id="u" name="${name}"/><bpmn:endEvent id="e"/>${flows("s", "u", "e")}`,
  );

async function open(body: unknown): Promise<wire.Draft> {
  const answer = await ana.send<wire.Draft>("POST", "/api/drafts", body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

test("a draft from a published process holds its text and knows the version it was begun from", async (t) => {
  const draft = await open({ title: "Quicker", from: { kind: "process", key: "approval" } });

  const part = await ana.send<wire.DraftPartBody>("GET", `/api/drafts/${draft.id}/parts/process/approval`);
  const published = await ana.send<wire.VersionBody>("GET", "/api/processes/approval/versions/1");
  const catalogue = await ana.send<{ items: wire.CatalogueRow[] }>("GET", "/api/processes");
  t.is(part.body.baseVersion, 1);
  t.is(part.body.body, published.body.body);
  t.is(part.body.sha256, published.body.sha256);
  t.deepEqual(catalogue.body.items.find((row) => row.key === "approval")?.draftIds, [draft.id]);
});

test("of two editors the second is told who saved and when, and nothing is overwritten", async (t) => {
  const draft = await open({ empty: { kind: "process", key: "race", name: "Race" } });
  const path = `/api/drafts/${draft.id}/parts/process/race`;

  const first = await ana.send<wire.DraftPart>("PUT", path, { revision: 1, body: model("race", "Ana's") });
  const second = await bo.send<Refused>("PUT", path, { revision: 1, body: model("race", "Bo's") });
  const kept = await bo.send<wire.DraftPartBody>("GET", path);

  t.is(first.body.revision, 2);
  t.is(second.status, 409);
  t.is(second.body.code, "draft.stale");
  t.deepEqual(
    second.body.complaints?.map(({ place, message }) => [place, message]),
    [
      ["revision", "2"],
      ["savedBy", "ana"],
      ["savedAt", first.body.savedAt],
    ],
  );
  t.is(kept.body.body, model("race", "Ana's"));
});

test("saving the same again changes neither revision nor state, and no save leaves a row in the trail", async (t) => {
  const draft = await open({ empty: { kind: "form", key: "calm", name: "Calm" } });
  const path = `/api/drafts/${draft.id}/parts/form/calm`;
  const body = { key: "calm", version: 1, title: { de: "Ruhig", en: "Calm" }, fields: [] };

  const saved = await ana.send<wire.DraftPart>("PUT", path, { revision: 1, body });
  const again = await ana.send<wire.DraftPart>("PUT", path, { revision: 2, body: { ...body, version: 7 } });
  const trail = await transact(site.house.database, "main", (tx) =>
    tx.query<{ type: string }>("select type from trail where stream_id = $1 order by seq", [draft.id]),
  );

  t.is(saved.body.revision, 2);
  t.is(again.body.revision, 2);
  t.deepEqual(
    trail.map(({ type }) => type),
    ["createDraft"],
  );
});

test("who else has edited is kept, and all who listen are told at once", async (t) => {
  const draft = await open({ empty: { kind: "template", key: "told", name: "Told" } });
  const { headers } = await signedIn();
  const stream = await fetch(`${site.url}/api/events`, { headers });
  const heard: string[] = [];
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let read = await reader.read(); !read.done; read = await reader.read()) heard.push(read.value);
  })().catch(() => undefined);

  await bo.send("PUT", `/api/drafts/${draft.id}/parts/template/told`, {
    revision: 1,
    body: { de: "Hallo", en: "Hello" },
  });

  await eventually("the change in the stream", () => Promise.resolve(heard.join("").includes(draft.id) || undefined));
  const shown = await ana.send<wire.Draft>("GET", `/api/drafts/${draft.id}`);
  t.deepEqual(shown.body.editors, ["ana", "bo"]);
  await reader.cancel();
});

async function signedIn(): Promise<{ headers: Record<string, string> }> {
  const response = await fetch(`${site.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login: "admin", password: "a long password" }),
  });
  return { headers: { cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "" } };
}

test("a part taken out with the revision last seen is gone, with an old one it stays", async (t) => {
  const draft = await open({ from: { kind: "form", key: "approval" } });
  const path = `/api/drafts/${draft.id}/parts/form/approval`;

  const late = await ana.send<Refused>("DELETE", `${path}?revision=7`);
  const done = await ana.send("DELETE", `${path}?revision=1`);
  const gone = await ana.send<Refused>("GET", path);

  t.is(late.body.code, "draft.stale");
  t.is(done.status, 204);
  t.is(gone.body.code, "draft.part");
});

test("another tenant sees no draft of ours, and cannot save into it", async (t) => {
  const draft = await open({ empty: { kind: "process", key: "ours", name: "Ours" } });
  const stranger = await token("eve", editor, "elsewhere");

  const seen = await stranger.send<Refused>("GET", `/api/drafts/${draft.id}`);
  const saved = await stranger.send<Refused>("PUT", `/api/drafts/${draft.id}/parts/process/ours`, {
    revision: 1,
    body: "x",
  });
  const listed = await stranger.send<{ items: unknown[] }>("GET", "/api/drafts");
  const past = await transact(site.house.database, "elsewhere", (tx) => tx.query("select id from drafts"));

  t.is(seen.body.code, "draft.missing");
  t.is(saved.body.code, "draft.missing");
  t.deepEqual(listed.body.items, []);
  t.deepEqual(past, []);
});

test("a process must be text, everything else an object, and a key that exists is taken", async (t) => {
  const draft = await open({ title: "Shapes" });
  const wrong = await ana.send<Refused>("PUT", `/api/drafts/${draft.id}/parts/process/x`, { body: { xml: "" } });
  const taken = await ana.send<Refused>("POST", `/api/drafts/${draft.id}/parts`, {
    empty: { kind: "process", key: "approval", name: "Again" },
  });
  const missing = await ana.send<Refused>("POST", "/api/drafts", {
    from: { kind: "process", key: "approval", version: 99 },
  });

  t.is(wrong.body.code, "draft.body");
  t.is(taken.body.code, "draft.taken");
  t.is(missing.body.code, "version.missing");
});
