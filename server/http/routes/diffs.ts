import type { Json } from "../../base/json.ts";
import { isId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { diffParts } from "../../definitions/diffParts.ts";
import { readPart } from "../../definitions/drafts.ts";
import { lineageOf } from "../../definitions/lineage.ts";
import { kindOf, standardTenant } from "../../definitions/parts.ts";
import type { PartKey } from "../../definitions/parts.ts";
import { readVersion } from "../../definitions/versions.ts";
import { plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireDrafts.ts";
import { versionOf } from "./versions.ts";

/** What is different between two versions of anything, drafts included. */
export const diffRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/diff",
    summary: "How two versions of something differ, by meaning: versions, drafts, or the standard they came from",
    permission: "definitions.read",
    query: {
      kind: "process, ruleSet, form, template or scenario",
      key: "which one",
      from: "a version's number, `draft:<id>`, `standard` for the newest of its upstream or `standard:<number>`",
      to: "the same",
    },
    answer: wire.diff,
    run: diff,
  }),
];

function diff({ site, person, query }: Call<undefined>): Promise<wire.PartDiff> {
  const part: PartKey = { kind: kindOf(query["kind"]), key: query["key"] ?? "" };
  const [from = "", to = ""] = [query["from"], query["to"]];
  return transact(site.house.database, person, async (tx) => {
    const before = await sideOf(tx, part, from);
    const after = await sideOf(tx, part, to);
    return {
      ...part,
      from,
      to,
      fromSha256: before.sha256,
      toSha256: after.sha256,
      isSame: before.sha256 === after.sha256,
      diff: await diffParts(part.kind, before.body, after.body),
    };
  });
}

async function sideOf(tx: Tx, part: PartKey, text: string): Promise<{ readonly body: Json; readonly sha256: string }> {
  const [what = "", which] = text.split(":");
  if (what === "draft" && which !== undefined && isId(which)) return readPart(tx, which, part);
  if (what === "standard") {
    const lineage = await lineageOf(tx, part);
    const { upstreamTenant: tenantId, upstreamKey: key } = lineage ?? {
      upstreamTenant: standardTenant,
      upstreamKey: part.key,
    };
    return readVersion(tx, {
      kind: part.kind,
      tenantId,
      key,
      version: which === undefined ? undefined : versionOf(which),
    });
  }
  if (which === undefined && /^\d+$/.test(what)) return readVersion(tx, { ...part, version: versionOf(what) });
  throw new Refusal(
    "invalid",
    "diff.side",
    `Expected a version, draft:<id> or standard, but it is ${text === "" ? "nothing" : text}`,
  );
}
