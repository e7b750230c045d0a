import { Readable } from "node:stream";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { attachmentHeader } from "../../desk/files/fileName.ts";
import { findFile, listFiles, readPiece } from "../../desk/files/files.ts";
import type { StoredFile, Subject } from "../../desk/files/files.ts";
import { maySee, refuseAttaching, refuseDeleting, refuseSeeing } from "../../desk/files/mayFile.ts";
import { listPeople } from "../../identity/users.ts";
import { hasCase } from "../../instances/cases.ts";
import { attachFile, removeFile } from "../../runtime/commands/files.ts";
import { idOf } from "../page.ts";
import { presentFile } from "../present/file.ts";
import { nothing, plainRoute, Reply, streamRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { spooled } from "../spool.ts";
import * as wire from "../wireFiles.ts";
import type { IncomingMessage } from "node:http";

const subjectQuery = {
  subjectKind: "what they belong to: case, ticket …",
  subjectId: "its business key, number or id",
};

/** Files that belong to cases and records. */
export const fileRoutes: readonly Route[] = [
  streamRoute({
    method: "post",
    path: "/api/files",
    summary: "Store a file; what it is, is seen from its first bytes",
    permission: "signedIn",
    query: { name: "its name", ...subjectQuery },
    types: ["application/octet-stream"],
    answer: wire.file,
    run: store,
  }),
  plainRoute({
    method: "get",
    path: "/api/files",
    summary: "The files of a case or record, the oldest first",
    permission: "signedIn",
    query: subjectQuery,
    answer: wire.fileList,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/files/:id",
    summary: "What a file holds, always as a download",
    permission: "signedIn",
    answerType: "application/octet-stream",
    run: send,
  }),
  plainRoute({
    method: "delete",
    path: "/api/files/:id",
    summary: "Delete a file that nothing uses",
    permission: "signedIn",
    run: remove,
  }),
];

async function store(call: Call<IncomingMessage>): Promise<unknown> {
  const subject = subjectOf(call);
  const name = call.query["name"] ?? "";
  refuseAttaching(call.person, subject.kind);
  await read(call, (tx) => refuseUnknown(tx, subject));
  const { site, cause, person } = call;
  const stored = await spooled(call.body, site.fileLimit, (body) =>
    attachFile(site.house, cause, { name, subject, body }),
  );
  return presentFile(stored, new Map([[person.login, person.name]]), person);
}

async function list(call: Call<undefined>): Promise<unknown> {
  const subject = subjectOf(call);
  refuseSeeing(call.person, subject.kind);
  const { files, people } = await read(call, async (tx) => ({
    files: await listFiles(tx, subject),
    people: await listPeople(tx, undefined),
  }));
  const names = new Map(people.map(({ login, name }) => [login, name]));
  return { items: files.map((file) => presentFile(file, names, call.person)), limit: call.site.fileLimit };
}

async function send(call: Call<undefined>): Promise<unknown> {
  const file = await seen(call);
  return new Reply(200, Readable.from(pieces(call, file)), file.mediaType, {
    "content-disposition": attachmentHeader(file.name),
    "content-length": String(file.bytes),
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    // it never changes, but who may see it does
    "cache-control": "private, no-cache",
  });
}

/** Piece by piece, each in a transaction of its own: a slow reader holds no connection. */
async function* pieces(call: Call<undefined>, { id }: StoredFile): AsyncIterable<Buffer> {
  for (let no = 0; ; no += 1) {
    const piece = await read(call, (tx) => readPiece(tx, id, no));
    if (piece === undefined) return;
    yield piece;
  }
}

async function remove(call: Call<undefined>): Promise<unknown> {
  const file = await seen(call);
  refuseDeleting(call.person, file);
  await removeFile(call.site.house, call.cause, file);
  return nothing;
}

/** A file that may not be seen is not told apart from one that is not there. */
async function seen(call: Call<undefined>): Promise<StoredFile> {
  const id = idOf(call.params["id"], "file");
  const file = await read(call, (tx) => findFile(tx, id));
  if (maySee(call.person, file)) return file;
  throw new Refusal("missing", "file.missing", `Expected a known file, but ${id} is none`);
}

function subjectOf({ query }: Call<unknown>): Subject {
  const { subjectKind: kind = "", subjectId: id = "" } = query;
  if (/^[a-z]{1,40}$/.test(kind) && id.length > 0 && id.length <= 300) return { kind, id };
  throw new Refusal(
    "invalid",
    "query.subject",
    "Expected subjectKind and subjectId to say what the file belongs to, but they do not",
  );
}

async function refuseUnknown(tx: Tx, { kind, id }: Subject): Promise<void> {
  if (kind !== "case" || (await hasCase(tx, id))) return;
  throw new Refusal("missing", "case.missing", `Expected a known case, but ${id} is none`);
}

function read<T>(call: Call<unknown>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact(call.site.house.database, call.person, work);
}
