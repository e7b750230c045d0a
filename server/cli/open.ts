import path from "node:path";
import type { Config } from "../base/config.ts";
import type { Log } from "../base/log.ts";
import { connect } from "../db/connect.ts";
import type { Database } from "../db/connect.ts";
import { startEmbedded } from "../db/embedded.ts";

/** A database that is open, and how to close it again. */
export interface Opened {
  readonly database: Database;
  readonly isEmbedded: boolean;
  close(): Promise<void>;
}

/** Opens the database of the configuration: PostgreSQL at DATABASE_URL, else the embedded one in DATA_DIR. */
export async function openDatabase(config: Config, log: Log): Promise<Opened> {
  const embedded =
    config.DATABASE_URL === undefined
      ? await startEmbedded({ dataDir: path.resolve(config.DATA_DIR), log })
      : undefined;
  const database = connect(embedded?.url ?? config.DATABASE_URL ?? "", { poolMax: config.DATABASE_POOL });
  return {
    database,
    isEmbedded: embedded !== undefined,
    close: async () => {
      await database.destroy();
      await embedded?.stop();
    },
  };
}
