import path from "node:path";
import type { Config } from "../base/config.ts";
import { Vault } from "../connectors/frame/vault.ts";
import type { World } from "../connectors/frame/world.ts";
import { Paces } from "../connectors/http/pace.ts";
import type { House } from "../runtime/house.ts";

/** What connectors need, from the configuration. */
export function worldOf(config: Config, { database, now, log }: House): World {
  return {
    database,
    now,
    log,
    vault: new Vault({ key: config.SECRETS_KEY, file: path.join(config.DATA_DIR, "secrets.key") }),
    http: { allowedHosts: config.HTTP_ALLOWED_HOSTS, timeout: 30_000, mostBytes: 20 * 1024 * 1024 },
    paces: new Paces(),
    simulates: config.SIMULATORS ?? config.DEMO ?? config.DATABASE_URL === undefined,
    folder: path.join(config.DATA_DIR, "archive"),
  };
}
