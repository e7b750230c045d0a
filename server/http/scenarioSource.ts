import { readTrail } from "../audit/trail.ts";
import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import type { Tx } from "../db/transact.ts";
import { readHoldings } from "../definitions/holdings.ts";
import type { Holdings } from "../definitions/holdings.ts";
import type { PartKind } from "../definitions/parts.ts";
import { xmlOf } from "../definitions/parts.ts";
import { findVersion } from "../definitions/versions.ts";
import type { Bundle } from "../scenarios/repertoire.ts";
import type { RecordedEvent, RecordedInstance, Recording } from "../scenarios/record.ts";

/** What a tenant holds, as scenarios play with it, and the scenarios themselves. */
export interface Material {
  readonly bundle: Required<Bundle>;
  readonly scenarios: readonly Json[];
}

/** Sorts holdings into a bundle and its scenarios. */
export function materialOf(holdings: Holdings): Material {
  const all = [...holdings.values()];
  const of = (kind: PartKind): Record<string, Json> =>
    Object.fromEntries(all.filter((held) => held.kind === kind).map(({ key, body }) => [key, body]));
  return {
    bundle: {
      processes: Object.fromEntries(Object.entries(of("process")).map(([key, body]) => [key, xmlOf(body)])),
      ruleSets: of("ruleSet"),
      forms: of("form"),
      templates: of("template"),
    },
    scenarios: Object.values(of("scenario")),
  };
}

interface TreeRow {
  readonly id: string;
  readonly process: string;
  readonly xml: string;
}

/** A run with everything to play it again: the versions its instances ran on, the rule sets that decided. */
export async function readRun(
  tx: Tx,
  instanceId: string,
): Promise<{ readonly bundle: Bundle; readonly recording: Recording }> {
  const { bundle } = materialOf(await readHoldings(tx));
  const tree = await readTreeOf(tx, instanceId);
  const instances: RecordedInstance[] = [];
  for (const { id, process } of tree) instances.push({ process, events: await wholeTrail(tx, id) });
  const [root = { process: "", events: [] }, ...called] = instances;
  const { timeZone, calendars } = await readCalendars(tx);
  return {
    bundle: {
      ...bundle,
      processes: { ...bundle.processes, ...Object.fromEntries(tree.map(({ process, xml }) => [process, xml])) },
      ruleSets: { ...bundle.ruleSets, ...(await decidedBy(tx, instances)) },
    },
    recording: { root, called, timeZone, calendars, roles: await readRoles(tx, instances) },
  };
}

/** The instance and all below it, callers before those they called. */
function readTreeOf(tx: Tx, instanceId: string): Promise<TreeRow[]> {
  return tx.query<TreeRow>(
    `with recursive tree as (
       select id, definition_id, 0 as depth from instances where tenant_id = $1 and id = $2
       union all
       select i.id, i.definition_id, t.depth + 1 from instances i join tree t on i.parent_id = t.id where i.tenant_id = $1)
     select t.id, d.key as process, d.xml from tree t join definitions d on d.tenant_id = $1 and d.id = t.definition_id
     order by t.depth, t.id`,
    [tx.tenantId, instanceId],
  );
}

const page = 1_000;

async function wholeTrail(tx: Tx, streamId: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let after = 0; ;) {
    const found = await readTrail(tx, streamId, after, page);
    events.push(...found);
    after = found.at(-1)?.seq ?? after;
    if (found.length < page) return events;
  }
}

/** The rule sets in the versions that decided. */
async function decidedBy(tx: Tx, instances: readonly RecordedInstance[]): Promise<Record<string, Json>> {
  const versions = new Map<string, number>();
  for (const { type, data } of instances.flatMap(({ events }) => events)) {
    const { ruleSet, version } = data;
    if (type === "decide" && typeof ruleSet === "string" && typeof version === "number") versions.set(ruleSet, version);
  }
  const found: Record<string, Json> = {};
  for (const [key, version] of versions) {
    const body = (await findVersion(tx, { kind: "ruleSet", key, version }))?.body;
    if (body !== undefined) found[key] = body;
  }
  return found;
}

async function readCalendars(tx: Tx): Promise<Pick<Recording, "timeZone" | "calendars">> {
  const rows = await tx.query<{ key: string; definition: Json; is_default: boolean }>(
    "select key, definition, is_default from service_calendars where tenant_id = $1 order by key",
    [tx.tenantId],
  );
  const usual = rows.find((row) => row.is_default)?.definition;
  const timeZone = isObject(usual) && typeof usual["timeZone"] === "string" ? usual["timeZone"] : "UTC";
  return {
    timeZone,
    calendars: {
      ...(usual === undefined ? {} : { default: usual }),
      ...Object.fromEntries(rows.map(({ key, definition }) => [key, definition])),
    },
  };
}

async function readRoles(tx: Tx, instances: readonly RecordedInstance[]): Promise<Record<string, readonly string[]>> {
  const logins = [...new Set(instances.flatMap(({ events }) => events.map(({ actor }) => actor)))];
  const rows = await tx.query<{ login: string; roles: readonly string[] }>(
    "select login, roles from users where tenant_id = $1 and login = any ($2)",
    [tx.tenantId, logins],
  );
  return Object.fromEntries(rows.map(({ login, roles }) => [login, roles]));
}
