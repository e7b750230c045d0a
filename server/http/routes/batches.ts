import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import type { MappingOverride } from "../../engine/migratePlan.ts";
import { countFaulty, listBatchItems, readBatches } from "../../instances/batches.ts";
import type { BatchItemRow, BatchKind, BatchProgress } from "../../instances/batches.ts";
import { controlBatch } from "../../runtime/commands/controlBatch.ts";
import type { BatchControl } from "../../runtime/commands/controlBatch.ts";
import { startBatch } from "../../runtime/commands/startBatch.ts";
import type { BatchAct } from "../../runtime/commands/startBatch.ts";
import { idOf, limitOf, readCursor, writeCursor } from "../page.ts";
import { selectionOf } from "../selection.ts";
import type { Choice } from "../selection.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";

const permission = "instances.repair";
const summaries: Readonly<Record<BatchControl, string>> = {
  pause: "Hold a batch: what is at hand is finished, the rest waits",
  resume: "Let a batch that is held go on",
  stop: "End a batch for good: what is done stays done, the rest is skipped",
};

/** What operators do to many instances at once; workers carry it out, one transaction for each instance. */
export const batchRoutes: readonly Route[] = [
  jsonRoute({
    method: "post",
    path: "/api/batches",
    summary: "Migrate, cancel, suspend or resume many instances, or try their faults again",
    permission,
    body: wire.startBatch,
    answer: wire.startedBatch,
    run: start,
  }),
  plainRoute({
    method: "get",
    path: "/api/batches",
    summary: "The batches started last, with how far they are",
    permission,
    query: { limit: "1 to 200" },
    answer: wire.batchList,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/batches/:id",
    summary: "How far a batch is, and a page of its instances with what became of each",
    permission,
    query: { state: "open, done, refused, failed or skipped", cursor: "from the page before", limit: "1 to 200" },
    answer: wire.batch,
    run: show,
  }),
  ...(["pause", "resume", "stop"] as const).map((control) =>
    jsonRoute({
      method: "post",
      path: `/api/batches/:id/${control}`,
      summary: summaries[control],
      permission,
      body: wire.controlBatch,
      run: async ({ site, cause, params, body: { reason } }: Call<{ readonly reason: string }>) => {
        await controlBatch(site.house, cause, idOf(params["id"], "batch"), { control, reason });
        return nothing;
      },
    }),
  ),
];

interface Body extends Choice {
  readonly kind: BatchKind;
  readonly reason: string;
  readonly version?: number;
  readonly mapping?: readonly MappingOverride[];
  readonly keepRemainder?: boolean;
}

function start({ site, cause, person, body }: Call<Body>): Promise<unknown> {
  const { reason } = body;
  return startBatch(site.house, cause, { act: actOf(body), selection: selectionOf(body), reason, viewer: person });
}

/** The schema gives each kind what it needs. */
function actOf({ kind, version = 0, mapping = [], keepRemainder = false, cause }: Body): BatchAct {
  if (kind === "migrate") return { kind, version, overrides: mapping };
  if (kind === "retry") return cause === undefined ? { kind } : { kind, cause };
  return kind === "resume" ? { kind, keepRemainder } : { kind };
}

function list({ site, person, query }: Call<undefined>): Promise<unknown> {
  const limit = limitOf(query["limit"]);
  return transact(site.house.database, person, async (tx) => {
    const rows = await readBatches(tx, { limit });
    return { items: rows.map(presentBatch) };
  });
}

const states = ["open", "done", "refused", "failed", "skipped"] as const;

function show({ site, person, params, query, language }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "batch");
  const state = states.find((known) => known === query["state"]);
  if (state === undefined && query["state"] !== undefined)
    throw new Refusal("invalid", "query.state", `Expected one of ${states.join(", ")}, but it is ${query["state"]}`);
  const limit = limitOf(query["limit"]);
  const after = Number(readCursor(query["cursor"], 1)?.[0] ?? 0);
  return transact(site.house.database, person, async (tx) => {
    const [batch] = await readBatches(tx, { id, limit: 1 });
    if (batch === undefined)
      throw new Refusal("missing", "batch.missing", `Expected a batch with id ${id}, but there is none`);
    const items = await listBatchItems(tx, id, { state, after, limit, language });
    const last = items.length === limit ? items.at(-1) : undefined;
    return {
      ...presentBatch(batch),
      faulty: await countFaulty(tx, id),
      items: items.map(presentItem),
      nextCursor: last === undefined ? null : writeCursor([String(last.position)]),
    };
  });
}

function presentBatch(batch: BatchProgress): wire.BatchRow {
  const { id, kind, parameters, actor, total, open, done, refused, failed, skipped } = batch;
  const createdAt = batch.created_at.toISOString();
  const finishedAt = batch.finished_at?.toISOString() ?? null;
  const state = batch.state !== "stopped" && open === 0 ? "finished" : batch.state;
  return { id, kind, state, parameters, actor, createdAt, finishedAt, total, open, done, refused, failed, skipped };
}

function presentItem(item: BatchItemRow): wire.Batch["items"][number] {
  const { name, customer, faults } = item;
  return {
    instanceId: item.instance_id,
    name,
    businessKey: item.business_key,
    customer,
    faults,
    state: item.state,
    code: item.code,
    detail: item.message,
    complaints: [...(item.complaints ?? [])],
    finishedAt: item.finished_at?.toISOString() ?? null,
  };
}
