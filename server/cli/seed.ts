import path from "node:path";
import { playDemo } from "../../seeds/demo.ts";
import { readConfig } from "../base/config.ts";
import { createLog } from "../base/log.ts";
import { migrate } from "../db/migrate.ts";
import { buildHouse } from "./house.ts";
import { openDatabase } from "./open.ts";
import { performersOf } from "./performers.ts";
import { prepareTenant } from "./prepare.ts";
import { worldOf } from "./world.ts";

/** `npm run seed`: publishes the standard processes and plays the demo on an empty tenant. Does nothing the second time. */
const config = readConfig(process.env);
const log = createLog(config.LOG_LEVEL);
const opened = await openDatabase(config, log);
try {
  await migrate(opened.database, log);
  const house = buildHouse(opened.database, log, () => new Date(), config.JOB_LEASE);
  await prepareTenant(house, config, { isDemo: true, root: path.join(import.meta.dirname, "..", "..") });
  await playDemo(house, (past) => performersOf(config, worldOf(config, past), true), config.TENANT);
  process.stdout.write("The demo is in place.\n");
} finally {
  await opened.close();
}
