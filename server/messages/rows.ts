import type { Columns } from "../db/given.ts";

/** The columns of subscriptions that a step opens. */
export const subscriptionColumns: Columns = {
  instance_id: "uuid",
  wait_id: "text",
  element_id: "text",
  kind: "text",
  name: "text",
  correlation_key: "text",
  created_at: "timestamptz",
};

/** The part of a step's statement that writes opened message and signal subscriptions. */
export function insertSubscriptions(rows: string): string {
  return `insert into subscriptions (tenant_id, instance_id, wait_id, element_id, kind, name, correlation_key, created_at)
    select $1, r.instance_id, r.wait_id, r.element_id, r.kind, r.name, r.correlation_key, r.created_at
    from ${rows}`;
}

/** The columns of thrown messages and signals. */
export const outboxColumns: Columns = {
  instance_id: "uuid",
  element_id: "text",
  kind: "text",
  name: "text",
  correlation_key: "text",
  business_key: "text",
  variables: "jsonb",
  target_instance_id: "uuid",
  target_wait_id: "text",
  target_definition_id: "uuid",
  created_at: "timestamptz",
  position: "int",
};

/** The part of a step's statement that writes thrown messages and signals to the outbox, in the order they were thrown. */
export function insertOutbox(rows: string): string {
  return `insert into outbox (tenant_id, instance_id, element_id, kind, name, correlation_key, business_key, variables,
      target_instance_id, target_wait_id, target_definition_id, created_at, run_at)
    select $1, r.instance_id, r.element_id, r.kind, r.name, r.correlation_key, r.business_key, r.variables,
      r.target_instance_id, r.target_wait_id, r.target_definition_id, r.created_at, r.created_at
    from ${rows}
    order by r.position`;
}
