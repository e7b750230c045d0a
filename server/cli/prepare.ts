import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Config } from "../base/config.ts";
import { transact } from "../db/transact.ts";
import { admitDemo, createAdministrator, createTenant, createToken, createUser, hasUsers } from "../identity/users.ts";
import type { House } from "../runtime/house.ts";
import { demoAccounts, demoToken } from "../../seeds/accounts.ts";
import { publishStandard } from "./standard.ts";

/**
 * Makes the tenant ready: accounts, standard processes. Runs at every start and changes only what is missing.
 *
 * @returns the password of the account `admin` when it was made up, because nobody could have signed in otherwise
 */
export async function prepareTenant(
  house: House,
  config: Config,
  options: { readonly isDemo: boolean; readonly root: string },
): Promise<string | undefined> {
  const now = house.now();
  const { TENANT: tenantId, ADMIN_PASSWORD: given } = config;
  const madeUp = await transact(house.database, tenantId, async (tx) => {
    await createTenant(tx, tenantId, options.isDemo ? "Systemhaus Muster" : tenantId, now);
    await admitDemo(tx, options.isDemo, now);
    if (options.isDemo && !(await hasUsers(tx))) await createDemoAccess(tx, now);
    const password = given ?? ((await hasUsers(tx)) ? undefined : randomBytes(12).toString("base64url"));
    if (password !== undefined) await createAdministrator(tx, password, now);
    return password === given ? undefined : password;
  });
  await publishStandard(house, tenantId, {
    processes: path.join(options.root, "processes"),
    rules: path.join(options.root, "rules"),
  });
  return madeUp;
}

async function createDemoAccess(tx: Parameters<typeof createUser>[0], now: Date): Promise<void> {
  for (const account of demoAccounts) await createUser(tx, { ...account, isDemo: true }, now);
  const permissions = ["messages.publish", "instances.read", "tasks.read", "desk.read"] as const;
  await createToken(tx, { name: "RMM", permissions, createdBy: "demo", secret: demoToken }, now);
}
