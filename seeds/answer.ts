import type { JsonObject } from "../server/base/json.ts";
import { transact } from "../server/db/transact.ts";
import { permissionsOf } from "../server/identity/person.ts";
import type { Person } from "../server/identity/person.ts";
import { completeTask } from "../server/runtime/commands/completeTask.ts";
import type { House } from "../server/runtime/house.ts";
import type { Performer } from "../server/runtime/performer.ts";
import { drain } from "../server/workers/crew.ts";

/** Where the demo is played. */
export interface Scene {
  readonly house: House;
  readonly performers: readonly Performer[];
  readonly tenantId: string;
}

/** Who does something in the demo, and as what. */
export interface Actor {
  readonly login: string;
  readonly roles: readonly string[];
}

/**
 * Completes the oldest open task with one of these forms about a business key (a pattern of SQL), as somebody who may.
 *
 * @returns the task's form; undefined when there is no such task
 */
export async function answerTask(
  { house, performers, tenantId }: Scene,
  { forms, about }: { readonly forms: readonly string[]; readonly about: string },
  by: (form: string) => { readonly actor: Actor; readonly values: JsonObject },
): Promise<string | undefined> {
  const [task] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ instance_id: string; wait_id: string; form_key: string }>(
      `select instance_id, wait_id, form_key from tasks where tenant_id = $1 and form_key = any ($2::text[]) and business_key like $3
       order by coalesce(customer, title), created_at limit 1`,
      [tenantId, forms, about],
    ),
  );
  if (task === undefined) return undefined;
  const { actor, values } = by(task.form_key);
  const key = { instanceId: task.instance_id, waitId: task.wait_id };
  await completeTask(house, { tenantId, actor: actor.login }, personOf(tenantId, actor), key, values);
  await drain(house, performers);
  return task.form_key;
}

function personOf(tenantId: string, { login, roles }: Actor): Person {
  const permissions = permissionsOf(roles);
  return { tenantId, login, name: login, email: null, language: "de", roles, permissions, kind: "user", sight: "all" };
}
