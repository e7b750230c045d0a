import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase } from "./open.ts";

/** `npm run migrate`: brings the schema up to date and says what it did. A server does the same when it starts. */
const config = readConfig(process.env);
const log = createLog(config.LOG_LEVEL);
const opened = await openDatabase(config, log);
try {
  const names = await migrate(opened.database, log);
  process.stdout.write(names.length === 0 ? "The schema is up to date.\n" : `Migrated: ${names.join(", ")}\n`);
} finally {
  await opened.close();
}
