import type { Tx } from "../db/transact.ts";

/**
 * Takes out of ended instances, those of a case and all that belong to their trees, what they and their decisions knew. That is no
 * step and moves nothing: where a case has to be erased (GDPR, Art. 17) nothing of it runs any more. The trail stays as it is.
 */
export async function forgetCase(tx: Tx, businessKey: string): Promise<void> {
  const tree = `select id from instances where tenant_id = $1 and status <> 'running'
    and root_id in (select root_id from instances where tenant_id = $1 and business_key = $2)`;
  const values = [tx.tenantId, businessKey];
  await tx.query(`update decisions set facts = '{}' where tenant_id = $1 and instance_id in (${tree})`, values);
  await tx.query(
    `update instances set variables = '{}', title = $2, customer = null where tenant_id = $1 and id in (${tree})`,
    values,
  );
}
