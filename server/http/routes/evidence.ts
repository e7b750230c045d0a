import { appendTrail } from "../../audit/trail.ts";
import { sealTrail } from "../../audit/seals.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { Studio } from "../../diagram/picture/studio.ts";
import { packEvidence } from "../../runtime/evidence/pack.ts";
import { readEvidence } from "../../runtime/evidence/read.ts";
import type { Selection } from "../../runtime/evidence/read.ts";
import { plainRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { spanOf } from "./trailSearch.ts";

/** Evidence to take away. */
export function evidenceRoutes(studio: Studio): readonly Route[] {
  return [
    plainRoute({
      method: "get",
      path: "/api/evidence.zip",
      summary: "An evidence package: events with chains and proofs, seals, models, rules, decisions, all signed",
      permission: "trail.read",
      query: {
        object: "a business key, the key of a process or rule set, or a stream; or else",
        from: "all that happened from this day or instant on",
        to: "and until then",
      },
      answerType: "application/zip",
      run: (call) => evidence(studio, call),
    }),
  ];
}

/** What is taken away is sealed first, so that each stream has a proof, and that it was taken away stands in the trail. */
async function evidence(studio: Studio, { site, person, cause, query }: Call<undefined>): Promise<Reply> {
  const { database, now } = site.house;
  const selection = selectionOf(query);
  const signer = await site.signer();
  await transact(database, cause.tenantId, (tx) => sealTrail(tx, signer, now()));
  const read = await transact(database, person, (tx) => readEvidence(tx, selection));
  const order = { tenantId: person.tenantId, actor: cause.actor, at: now(), selection };
  const { bytes, manifestSha256 } = await packEvidence(read, order, { signer, draw: (each) => studio.draw(each) });
  await transact(database, cause.tenantId, (tx) => {
    const data = { events: read.events.length, manifestSha256, ...toldOf(selection) };
    const { actor, requestId = null } = cause;
    return appendTrail(tx, { streamId: "evidence", at: now(), type: "exportEvidence", actor, requestId, data });
  });
  return new Reply(200, bytes, "application/zip", {
    "content-disposition": `attachment; filename="${nameOf(selection)}.zip"`,
    "x-manifest-sha256": manifestSha256,
  });
}

/** @throws {Refusal} `evidence.selection` */
function selectionOf(query: Call<undefined>["query"]): Selection {
  const object = query["object"]?.trim() ?? "";
  if (object !== "") return { kind: "object", object };
  const { from, to } = spanOf(query);
  if (from !== undefined && to !== undefined) return { kind: "time", from, to };
  throw new Refusal("invalid", "evidence.selection", "Expected an object, or a span with from and to, but got neither");
}

function toldOf(selection: Selection): Readonly<Record<string, string>> {
  if (selection.kind === "object") return { object: selection.object };
  return { from: selection.from.toISOString(), to: selection.to.toISOString() };
}

function nameOf(selection: Selection): string {
  const about =
    selection.kind === "object"
      ? selection.object
      : `${selection.from.toISOString().slice(0, 10)}-${selection.to.toISOString().slice(0, 10)}`;
  return `evidence-${about.replaceAll(/[^\w.-]/g, "_").slice(0, 100)}`;
}
