import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLog } from "../base/log.ts";
import { Vault } from "../connectors/frame/vault.ts";
import type { World } from "../connectors/frame/world.ts";
import { Paces } from "../connectors/http/pace.ts";
import type { Database } from "../db/connect.ts";

/** What connectors need, for a test: `allowedHosts` are the servers that the test started. */
export function worldFor(database: Database, now: () => Date, allowedHosts: readonly string[] = []): World {
  return {
    database,
    now,
    log: createLog("silent"),
    vault: new Vault({ key: randomBytes(32).toString("base64"), file: "" }),
    http: { allowedHosts, timeout: 5_000, mostBytes: 5_000_000 },
    paces: new Paces(),
    simulates: true,
    folder: path.join(tmpdir(), `ablauf-archive-${randomBytes(6).toString("hex")}`),
  };
}
