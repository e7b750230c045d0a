import type { Permission } from "../identity/person.ts";
import { createTenant, createToken, createUser } from "../identity/users.ts";
import { transact } from "../db/transact.ts";
import { openClient } from "./client.ts";
import type { Client } from "./client.ts";
import type { Served } from "./served.ts";

/** What a problem document says. */
export interface Refused {
  readonly code: string;
  readonly detail: string;
  readonly complaints?: readonly { readonly place: string; readonly message: string }[];
}

/** Somebody with an API token of a tenant of a running server. */
export async function deskOf(
  site: Served,
  name: string,
  permissions: readonly Permission[],
  tenantId = "main",
): Promise<Client> {
  const now = new Date();
  const secret = await transact(site.house.database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, tenantId, now);
    return createToken(tx, { name, permissions, createdBy: "test" }, now);
  });
  return openClient([site.url], { token: secret });
}

/** Somebody with an account in a tenant of a running server. */
export async function personOf(
  site: Served,
  login: string,
  roles: readonly string[],
  tenantId = "main",
): Promise<Client> {
  const now = new Date();
  const password = `the password of ${login}`;
  await transact(site.house.database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, tenantId, now);
    await createUser(tx, { login, name: login, roles, password }, now);
  });
  return openClient([site.url], { login, password });
}

/** The body of an answer that must have been given. */
export async function given<T>(answer: Promise<{ readonly status: number; readonly body: T }>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
