import type { Tx } from "../db/transact.ts";
import type { Wait } from "../engine/types.ts";

type Subscribed = Wait & { readonly kind: "message" | "signal" };

/** Says of open subscriptions what another version says of them. Since when they wait stays. */
export async function renewSubscriptions(tx: Tx, instanceId: string, waits: readonly Subscribed[]): Promise<void> {
  if (waits.length === 0) return;
  const rows = waits.map((wait) => ({
    wait_id: wait.id,
    element_id: wait.elementId,
    name: wait.name,
    correlation_key: wait.kind === "message" ? (wait.correlationKey ?? null) : null,
  }));
  await tx.query(
    `update subscriptions s set element_id = r.element_id, name = r.name, correlation_key = r.correlation_key
     from jsonb_to_recordset($3::jsonb) as r(wait_id text, element_id text, name text, correlation_key text)
     where s.tenant_id = $1 and s.instance_id = $2 and s.wait_id = r.wait_id`,
    [tx.tenantId, instanceId, JSON.stringify(rows)],
  );
}
