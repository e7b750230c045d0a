import { randomUUID } from "node:crypto";
import { transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import type { TaskKey } from "../runtime/commands/completeTask.ts";
import { technician } from "./ground.ts";
import type { Site } from "./ground.ts";

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

type Statement = readonly [text: string, values: unknown[]];

/**
 * The yardstick: a transaction that writes the rows of a completed user task over the connections that commands use, and
 * knows nothing of processes. It reads nothing and tells nobody, so all of it leaves in one round trip.
 */
export function writeBare({ house }: Site, key: TaskKey): Promise<void> {
  return transact(house.database, technician.tenantId, (tx) => Promise.resolve(send(tx, key)));
}

/** The same for who must know what is to be changed: locks and reads first, which takes a second round trip. */
export function readAndWriteBare({ house }: Site, key: TaskKey): Promise<void> {
  return transact(house.database, technician.tenantId, async (tx) => {
    const values = [tx.tenantId, key.instanceId];
    await Promise.all([
      tx.query("select snapshot, variables from instances where tenant_id = $1 and id = $2 for update", values),
      tx.query("select * from tasks where tenant_id = $1 and instance_id = $2", values),
    ]);
    send(tx, key);
  });
}

function send(tx: Tx, key: TaskKey): void {
  const statements = statementsOf(key);
  const last = statements.pop()!; // there are several
  // not awaited one by one: when one fails, those after it fail as well, and the last one is awaited
  for (const [text, values] of statements) tx.query(text, values).catch(() => undefined);
  tx.finish(...last);
}

/** The instance moves on, one task goes, the next comes, the trail says so. */
function statementsOf({ instanceId, waitId }: TaskKey): Statement[] {
  const { tenantId } = technician;
  const next = `${waitId}+`;
  const snapshot = `{"v":1,"n":3,"items":[{"i":3,"e":"second"}],"x":"${randomUUID()}"}`;
  return [
    [
      "update instances set snapshot = $3, variables = $4, trail_seq = trail_seq + 1, trail_hash = $5 where tenant_id = $1 and id = $2",
      [tenantId, instanceId, snapshot, { outcome: "solved" }, hash],
    ],
    ["delete from tasks where tenant_id = $1 and instance_id = $2 and wait_id = $3", [tenantId, instanceId, waitId]],
    [
      `insert into tasks (tenant_id, instance_id, wait_id, element_id, definition_id, definition_key, name, candidate_users,
         candidate_groups, priority, input, created_at, sort_at, words)
       select $1, id, $3, 'second', definition_id, definition_key, 'second', '{}', '{technician}', 50, '{}', now(), '9999-01-01Z', ' second '
       from instances where tenant_id = $1 and id = $2`,
      [tenantId, instanceId, next],
    ],
    [
      "insert into task_groups select $1, unnest(array['technician', '']), '9999-01-01Z', $2, $3, now(), '~', '~'",
      [tenantId, instanceId, next],
    ],
    [
      "insert into task_words (tenant_id, word, instance_id) values ($1, 'second', $2) on conflict do nothing",
      [tenantId, instanceId],
    ],
    [
      `insert into trail (tenant_id, stream_id, seq, at, type, actor, request_id, data, previous, hash)
       select $1, $2::text, trail_seq, now(), 'completeTask', 'technician', $3, $4, $5, $5
       from instances where tenant_id = $1 and id = $2::uuid`,
      [tenantId, instanceId, randomUUID(), trailData, hash],
    ],
  ];
}
