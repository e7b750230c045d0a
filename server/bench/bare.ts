import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { technician } from "./ground.ts";
import type { Site } from "./ground.ts";
import type { TaskKey } from "../runtime/commands/completeTask.ts";

/**
 * The yardstick: a transaction that writes the rows of a completed user task and knows nothing of processes. It reads
 * nothing, so all of it leaves in one round trip.
 */
export interface Bare {
  /** Over connection number `lane`. */
  write(key: TaskKey, lane: number): Promise<void>;
  close(): Promise<void>;
}

const hash = "0".repeat(64);
const trailData = {
  waitId: "2",
  variables: { outcome: "solved" },
  elementId: "first",
  facts: ["element.completed", "flow.taken", "element.activated", "wait.closed", "wait.opened"].map((type) => ({
    type,
    elementId: "first",
    detail: { wait: "3" },
  })),
};

/** Opens one pipelined connection for each lane. */
export async function openBare({ url }: Site, lanes: number): Promise<Bare> {
  const clients = await Promise.all(
    Array.from({ length: lanes }, async () => {
      const client = new Client({ connectionString: url, pipeline: true });
      await client.connect();
      return client;
    }),
  );
  return {
    write: (key, lane) => write(clients[lane]!, key), // a connection for each lane
    close: async () => void (await Promise.all(clients.map((client) => client.end()))),
  };
}

type Statement = readonly [name: string, text: string, values: unknown[]];

async function write(client: Client, key: TaskKey): Promise<void> {
  await Promise.all([
    client.query("begin"),
    ...statementsOf(key).map(([name, text, values]) => client.query({ name, text, values })),
    client.query("commit"),
  ]);
}

/** The instance moves on, one task goes, the next comes, the trail says so. */
function statementsOf({ instanceId, waitId }: TaskKey): Statement[] {
  const { tenantId } = technician;
  const next = `${waitId}+`;
  const snapshot = `{"v":1,"n":3,"items":[{"i":3,"e":"second"}],"x":"${randomUUID()}"}`;
  return [
    ["tenant", "select set_config('app.tenant', $1, true)", [tenantId]],
    [
      "instance",
      "update instances set snapshot = $3, variables = $4, trail_seq = trail_seq + 1, trail_hash = $5 where tenant_id = $1 and id = $2",
      [tenantId, instanceId, snapshot, { outcome: "solved" }, hash],
    ],
    [
      "close",
      "delete from tasks where tenant_id = $1 and instance_id = $2 and wait_id = $3",
      [tenantId, instanceId, waitId],
    ],
    [
      "open",
      `insert into tasks (tenant_id, instance_id, wait_id, element_id, definition_id, definition_key, name, candidate_users,
         candidate_groups, priority, input, created_at, sort_at)
       select $1, id, $3, 'second', definition_id, definition_key, 'second', '{}', '{technician}', 50, '{}', now(), '9999-01-01Z'
       from instances where tenant_id = $1 and id = $2`,
      [tenantId, instanceId, next],
    ],
    ["group", "insert into task_groups values ($1, 'technician', '9999-01-01Z', $2, $3)", [tenantId, instanceId, next]],
    [
      "trail",
      `insert into trail (tenant_id, stream_id, seq, at, type, actor, request_id, data, previous, hash)
       select $1, $2::text, trail_seq, now(), 'completeTask', 'technician', $3, $4, $5, $5
       from instances where tenant_id = $1 and id = $2::uuid`,
      [tenantId, instanceId, randomUUID(), trailData, hash],
    ],
  ];
}

/** The trail, and a word to the servers. */
