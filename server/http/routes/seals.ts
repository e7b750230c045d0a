import type { Manifest } from "../../audit/manifest.ts";
import { readSeals, sealTrail } from "../../audit/seals.ts";
import type { Seal } from "../../audit/seals.ts";
import { verifyTrail } from "../../audit/verify.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { limitOf, readCursor, writeCursor } from "../page.ts";
import { problemOf } from "../problems.ts";
import { nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireTrail.ts";

/** Seals over the trail, and whether it still is as it was sealed. */
export const sealRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/seals",
    summary: "Seals over the trail, newest first",
    permission: "trail.read",
    query: { cursor: "from the page before", limit: "1 to 200" },
    answer: wire.sealPage,
    run: list,
  }),
  plainRoute({
    method: "post",
    path: "/api/seals",
    summary: "Seal what came to the trail since the last seal, now",
    permission: "trail.read",
    run: sealNow,
  }),
  plainRoute({
    method: "get",
    path: "/api/seals/key",
    summary: "The public key that this installation signs with",
    permission: "trail.read",
    answer: wire.sealKey,
    run: async ({ site }: Call<undefined>) => {
      const { keyId, publicKey } = await site.signer();
      return { keyId, publicKey };
    },
  }),
  plainRoute({
    method: "get",
    path: "/api/seals/verification",
    summary: "Check the whole trail: an event stream of `progress` and one `report` (or `problem`)",
    permission: "trail.read",
    answerType: "text/event-stream",
    run: verify,
  }),
];

function list({ site, person, query }: Call<undefined>): Promise<wire.SealPage> {
  const limit = limitOf(query["limit"]);
  const before = readCursor(query["cursor"], 1)?.[0];
  return transact(site.house.database, person, async (tx) => {
    const seals = await readSeals(tx, { limit, before: before === undefined ? null : Number(before) });
    const last = seals.length === limit ? seals.at(-1) : undefined;
    return { items: seals.map(presentSeal), nextCursor: last === undefined ? null : writeCursor([String(last.no)]) };
  });
}

async function sealNow({ site, cause }: Call<undefined>): Promise<unknown> {
  const { database, now } = site.house;
  const signer = await site.signer();
  const seal = await transact(database, cause.tenantId, (tx) => sealTrail(tx, signer, now()));
  return seal === undefined ? nothing : presentSeal(seal);
}

function presentSeal({ no, at, manifest, sha256, timeStamp }: Seal): wire.Seal {
  const { streams, keyId } = JSON.parse(manifest) as Manifest; // written by ourselves
  return {
    no,
    at: at.toISOString(),
    streams,
    sha256,
    keyId,
    stampedAt: timeStamp?.stampedAt.toISOString() ?? null,
    authority: timeStamp?.authority ?? null,
  };
}

/** An event stream (HTML Living Standard, 9.2). What goes wrong is an event as well: the headers are out by then. */
async function verify({ site, person, cause, response }: Call<undefined>): Promise<unknown> {
  const send = (event: string, data: unknown) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  try {
    const { sealedAt, ...report } = await verifyTrail(site.house.database, person.tenantId, (done) =>
      send("progress", done),
    );
    send("report", { ...report, sealedAt: sealedAt?.toISOString() ?? null });
  } catch (error) {
    if (!(error instanceof Refusal)) site.house.log.error({ err: error, requestId: cause.requestId }, "defect");
    send("problem", problemOf(error, cause.requestId ?? ""));
  }
  response.end();
  return nothing;
}
