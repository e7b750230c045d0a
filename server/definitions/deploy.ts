import { createHash } from "node:crypto";
import { newId } from "../base/id.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { compile } from "../engine/compile.ts";
import { nextDue } from "../engine/time/schedule.ts";
import type { Compilation, Definition, Problem } from "../engine/types.ts";

/** A BPMN file to deploy, and on whose account. */
export interface Deployment {
  readonly xml: string;
  readonly author: string;
  readonly reason?: string;
  /** Versions deployed together share a release; without one the file is a release of its own. */
  readonly releaseId?: string;
}

/** What became of each executable process of the file. The same XML again is no new version. */
export interface Deployed {
  readonly definitions: readonly {
    readonly id: string;
    readonly key: string;
    readonly version: number;
    readonly sha256: string;
    readonly isNew: boolean;
  }[];
  readonly warnings: readonly Problem[];
}

/**
 * Publishes the executable processes of a BPMN file as new versions. From then on messages, signals and timers start the
 * new version; running instances stay on theirs.
 *
 * @throws {Refusal} `bpmn.*` not readable; `definition.refused` with each element that cannot be run and why;
 *   `definition.empty` no executable process
 */
export async function deploy(tx: Tx, deployment: Deployment, now: Date): Promise<Deployed> {
  const sha256 = createHash("sha256").update(deployment.xml).digest("hex");
  const known = await alreadyLatest(tx, sha256);
  if (known.length > 0) return { definitions: known, warnings: [] };
  const compilation = await compile(deployment.xml);
  refuseProblems(compilation);
  const executable = compilation.definitions.filter((definition) => definition.isExecutable);
  if (executable.length === 0) {
    throw new Refusal(
      "unprocessable",
      "definition.empty",
      "Expected at least one process with isExecutable=true, but there is none",
    );
  }
  await tx.query("select id from tenants where id = $1 for update", [tx.tenantId]);
  const releaseId = deployment.releaseId ?? newId(now);
  const definitions = [];
  for (const definition of executable)
    definitions.push(await publish(tx, definition, { ...deployment, releaseId, sha256 }, now));
  return { definitions, warnings: compilation.problems };
}

/** The processes of this very file, when all of them are the latest of their key: nothing to do then. */
async function alreadyLatest(tx: Tx, sha256: string): Promise<Published[]> {
  const rows = await tx.query<{ id: string; key: string; version: number; is_latest: boolean }>(
    `select id, key, version, not exists (
       select 1 from definitions n where n.tenant_id = d.tenant_id and n.key = d.key and n.version > d.version) as is_latest
     from definitions d where tenant_id = $1 and sha256 = $2`,
    [tx.tenantId, sha256],
  );
  if (rows.some((row) => !row.is_latest)) return [];
  return rows.map(({ id, key, version }) => ({ id, key, version, sha256, isNew: false }));
}

function refuseProblems({ problems }: Compilation): void {
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length === 0) return;
  const complaints = errors.map((problem) => ({
    place: problem.elementId,
    code: problem.code,
    message:
      problem.reference === undefined ? problem.message : `${problem.message} (BPMN 2.0.2, ${problem.reference})`,
  }));
  const first = complaints[0]!; // errors is not empty
  const more = complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : "";
  throw new Refusal("unprocessable", "definition.refused", `${first.place}: ${first.message}${more}`, complaints);
}

type Published = Deployed["definitions"][number];

type Prepared = Deployment & { readonly releaseId: string; readonly sha256: string };

async function publish(tx: Tx, definition: Definition, deployment: Prepared, now: Date): Promise<Published> {
  const key = definition.processId;
  const { sha256 } = deployment;
  const [latest] = await tx.query<{ id: string; version: number; sha256: string }>(
    "select id, version, sha256 from definitions where tenant_id = $1 and key = $2 order by version desc limit 1",
    [tx.tenantId, key],
  );
  if (latest?.sha256 === sha256) return { id: latest.id, key, version: latest.version, sha256, isNew: false };
  const id = newId(now);
  const version = (latest?.version ?? 0) + 1;
  await tx.query(
    `insert into definitions (tenant_id, id, key, version, name, xml, sha256, release_id, author, reason, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.tenantId,
      id,
      key,
      version,
      definition.name,
      deployment.xml,
      sha256,
      deployment.releaseId,
      deployment.author,
      deployment.reason ?? null,
      now,
    ],
  );
  await subscribeStarts(tx, id, definition, now);
  return { id, key, version, sha256, isNew: true };
}

/** The start events of the newest version replace those of all older ones. */
async function subscribeStarts(tx: Tx, definitionId: string, definition: Definition, now: Date): Promise<void> {
  await tx.query(
    `delete from start_subscriptions s using definitions d
     where s.tenant_id = $1 and d.tenant_id = $1 and d.id = s.definition_id and d.key = $2`,
    [tx.tenantId, definition.processId],
  );
  for (const [position, start] of definition.starts.entries()) {
    if (start.kind === "none") continue;
    await tx.query(
      `insert into start_subscriptions (tenant_id, definition_id, element_id, kind, position, name, schedule, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.tenantId,
        definitionId,
        start.elementId,
        start.kind,
        position,
        start.kind === "message" || start.kind === "signal" ? start.name : null,
        start.kind === "timer" ? JSON.stringify(start.schedule) : null,
        start.kind === "timer" ? (nextDue(start.schedule, now) ?? null) : null,
      ],
    );
  }
}
