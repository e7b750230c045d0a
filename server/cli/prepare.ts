import path from "node:path";
import type { Config } from "../base/config.ts";
import { transact } from "../db/transact.ts";
import { admitDemo, createTenant, createToken, createUser, hasUsers } from "../identity/users.ts";
import type { House } from "../runtime/house.ts";
import { demoAccounts, demoToken } from "../../seeds/accounts.ts";
import { publishStandard } from "./standard.ts";

/** Makes the tenant ready: accounts, standard processes. Runs at every start and changes only what is missing. */
export async function prepareTenant(
  house: House,
  config: Config,
  options: { readonly isDemo: boolean; readonly root: string },
): Promise<void> {
  const now = house.now();
  await transact(house.database, config.TENANT, async (tx) => {
    await createTenant(tx, config.TENANT, options.isDemo ? "Systemhaus Muster" : config.TENANT, now);
    await admitDemo(tx, options.isDemo, now);
    const isFirstStart = !(await hasUsers(tx));
    if (options.isDemo && isFirstStart) await createDemoAccess(tx, now);
    if (config.ADMIN_PASSWORD !== undefined) {
      await createUser(
        tx,
        { login: "admin", name: "Administrator", roles: ["administrator"], password: config.ADMIN_PASSWORD },
        now,
      );
    }
  });
  await publishStandard(house, config.TENANT, {
    processes: path.join(options.root, "processes"),
    rules: path.join(options.root, "rules"),
  });
}

async function createDemoAccess(tx: Parameters<typeof createUser>[0], now: Date): Promise<void> {
  for (const account of demoAccounts) await createUser(tx, { ...account, isDemo: true }, now);
  const permissions = ["messages.publish", "instances.read", "tasks.read", "desk.read"] as const;
  await createToken(tx, { name: "RMM", permissions, createdBy: "demo", secret: demoToken }, now);
}
