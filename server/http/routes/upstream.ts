import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { lineageOf } from "../../definitions/lineage.ts";
import { readVersion } from "../../definitions/versions.ts";
import { plainRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { versionOf } from "./versions.ts";

/** What a process comes from, to be looked at beside what has become of it here. */
export const upstreamRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/processes/:key/upstream/:version",
    summary: "The BPMN 2.0 XML of a version of what a process was forked from",
    permission: "definitions.read",
    answerType: "text/xml",
    run: upstream,
  }),
];

function upstream({ site, person, params }: Call<undefined>): Promise<unknown> {
  const part = { kind: "process", key: params["key"] ?? "" } as const;
  return transact(site.house.database, person, async (tx) => {
    const lineage = await lineageOf(tx, part);
    if (lineage === undefined)
      throw new Refusal("missing", "version.missing", `Expected a process with an upstream, but ${part.key} has none`);
    const { upstreamTenant: tenantId, upstreamKey: key } = lineage;
    const { body } = await readVersion(tx, { ...part, tenantId, key, version: versionOf(params["version"]) });
    // A published version never changes.
    const headers = { "cache-control": "private, max-age=31536000, immutable" };
    return new Reply(200, typeof body === "string" ? body : "", "text/xml; charset=utf-8", headers);
  });
}
