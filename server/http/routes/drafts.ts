import type { IncomingMessage } from "node:http";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { listDrafts, listEditors, listParts, readPart } from "../../definitions/drafts.ts";
import type { DraftPart, DraftState } from "../../definitions/drafts.ts";
import { kindOf } from "../../definitions/parts.ts";
import type { PartKey } from "../../definitions/parts.ts";
import { addPart, createDraft, removePart, saveEdit } from "../../runtime/commands/drafts/edit.ts";
import type { Origin } from "../../runtime/commands/drafts/edit.ts";
import { idOf, limitOf } from "../page.ts";
import { presentWholeDraft } from "../present/draft.ts";
import { presentDraft, presentPart, presentPartBody } from "../present/lifecycle.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireDrafts.ts";

/** Change sets while they are worked on. Saving is optimistic: who saves says which revision they saw. */
export const draftRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/drafts",
    summary: "Drafts, the last changed first; the open ones unless states are named",
    permission: "definitions.read",
    query: {
      state: "draft, checked, approved, published, discarded; several with commas",
      kind: "only those that hold a part of this kind and key",
      key: "see kind",
      limit: "at most 200, 50 without saying",
    },
    answer: wire.draftPage,
    run: list,
  }),
  jsonRoute({
    method: "post",
    path: "/api/drafts",
    summary: "Open a draft: from the newest or a given version, from nothing but a key and a name, or without parts",
    permission: "definitions.edit",
    body: wire.newDraft,
    answer: wire.draft,
    run: create,
  }),
  plainRoute({
    method: "get",
    path: "/api/drafts/:id",
    summary: "A draft with its parts, its editors, the newest check and what may be done now",
    permission: "definitions.read",
    answer: wire.draft,
    run: show,
  }),
  jsonRoute({
    method: "post",
    path: "/api/drafts/:id/parts",
    summary: "Take one more part into a draft, from a version or from nothing but a key and a name",
    permission: "definitions.edit",
    body: wire.newPart,
    answer: wire.draftPart,
    run: add,
  }),
  plainRoute({
    method: "get",
    path: "/api/drafts/:id/parts/:kind/:key",
    summary: "A part of a draft with what it holds",
    permission: "definitions.read",
    answer: wire.draftPartBody,
    run: part,
  }),
  jsonRoute({
    method: "put",
    path: "/api/drafts/:id/parts/:kind/:key",
    summary: "Save a part (made for autosave); refused as draft.stale when somebody else has saved it since",
    permission: "definitions.edit",
    body: wire.savePart,
    answer: wire.draftPart,
    run: save,
  }),
  plainRoute({
    method: "delete",
    path: "/api/drafts/:id/parts/:kind/:key",
    summary: "Take a part out of a draft; If-Match names the revision last seen",
    permission: "definitions.edit",
    query: { revision: "the revision last seen, if not given as If-Match" },
    run: remove,
  }),
];

const states: readonly DraftState[] = ["draft", "checked", "approved", "published", "discarded"];

function statesOf(text: string | undefined): readonly DraftState[] {
  if (text === undefined || text === "") return ["draft", "checked", "approved"];
  const wanted = text.split(",");
  const unknown = wanted.find((each) => !states.some((state) => state === each));
  if (unknown === undefined) return states.filter((state) => wanted.includes(state));
  throw new Refusal("invalid", "query.state", `Expected states of ${states.join(", ")}, but one is ${unknown}`);
}

function list({ site, person, query }: Call<undefined>): Promise<unknown> {
  const filter = {
    states: statesOf(query["state"]),
    limit: limitOf(query["limit"]),
    part: query["kind"] === undefined ? undefined : { kind: kindOf(query["kind"]), key: query["key"] ?? "" },
  };
  return transact(site.house.database, person, async (tx) => {
    const drafts = await listDrafts(tx, filter);
    const ids = drafts.map((draft) => draft.id);
    const parts = Map.groupBy(await listParts(tx, ids), (each) => each.draftId);
    const editors = Map.groupBy(await listEditors(tx, ids), (each) => each.draftId);
    const items = drafts.map((draft) =>
      presentDraft(draft, parts.get(draft.id) ?? [], editors.get(draft.id)?.map(({ login }) => login) ?? []),
    );
    return { items };
  });
}

/** The two ways to begin with a part, as they come in. */
interface Beginning {
  readonly from?: (PartKey & { readonly version?: number | undefined }) | undefined;
  readonly empty?: (PartKey & { readonly name: string }) | undefined;
}

function originOf({ from, empty }: Beginning): Origin | undefined {
  if (from !== undefined) return { from: "version", ...from };
  return empty && { from: "nothing", ...empty };
}

async function create(call: Call<Beginning & { readonly title?: string | undefined }>): Promise<wire.Draft> {
  const { site, cause, body } = call;
  const title = body.title ?? body.empty?.name ?? body.from?.key ?? "Draft";
  const id = await createDraft(site.house, cause, { title, origin: originOf(body) });
  return transact(site.house.database, call.person, (tx) => presentWholeDraft(tx, id, call));
}

function show(call: Call<undefined>): Promise<wire.Draft> {
  const id = idOf(call.params["id"], "draft");
  return transact(call.site.house.database, call.person, (tx) => presentWholeDraft(tx, id, call));
}

async function add({ site, cause, params, body }: Call<Beginning>): Promise<wire.DraftPart> {
  const origin = originOf(body)!; // the schema wants one of both
  return presentPart(await addPart(site.house, cause, idOf(params["id"], "draft"), origin));
}

function partOf(params: Readonly<Record<string, string>>): PartKey {
  return { kind: kindOf(params["kind"]), key: params["key"] ?? "" };
}

function part({ site, person, params }: Call<undefined>): Promise<wire.DraftPartBody> {
  const id = idOf(params["id"], "draft");
  const wanted = partOf(params);
  return transact(site.house.database, person, async (tx) => presentPartBody(await readPart(tx, id, wanted)));
}

async function save({
  site,
  cause,
  params,
  body,
  headers,
}: Call<{ readonly revision?: number | null | undefined; readonly body: unknown }>): Promise<wire.DraftPart> {
  const revision = body.revision === undefined ? matchOf(headers) : body.revision;
  const edit = { ...partOf(params), revision, body: body.body as Json }; // parsed from JSON
  const saved: DraftPart = await saveEdit(site.house, cause, idOf(params["id"], "draft"), edit);
  return presentPart(saved);
}

async function remove({ site, cause, params, query, headers }: Call<undefined>): Promise<unknown> {
  const revision = query["revision"] === undefined ? matchOf(headers) : Number(query["revision"]);
  await removePart(site.house, cause, idOf(params["id"], "draft"), { ...partOf(params), revision });
  return nothing;
}

/** The revision of `If-Match` (RFC 9110, 13.1.1), an entity tag in quotes or the bare number; null without one. */
function matchOf(headers: IncomingMessage["headers"]): number | null {
  const text = headers["if-match"];
  if (text === undefined) return null;
  const revision = Number(text.replaceAll('"', ""));
  if (Number.isInteger(revision) && revision > 0) return revision;
  throw new Refusal("invalid", "draft.revision", `Expected If-Match with a revision, but it is ${text}`);
}
