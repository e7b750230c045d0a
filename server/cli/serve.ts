import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import packageFile from "../../package.json" with { type: "json" };
import { playDemo } from "../../seeds/demo.ts";
import { demoAccounts } from "../../seeds/accounts.ts";
import type { Config } from "../base/config.ts";
import type { Log } from "../base/log.ts";
import type { World } from "../connectors/frame/world.ts";
import { migrate } from "../db/migrate.ts";
import { standardTenant } from "../definitions/parts.ts";
import { furnishAll } from "../desk/records/standard.ts";
import { createApp } from "../http/app.ts";
import { proxiesOf } from "../http/clientAddress.ts";
import { createLive } from "../http/live.ts";
import type { Live } from "../http/live.ts";
import type { Site } from "../http/route.ts";
import { allRoutes } from "../http/routes/index.ts";
import type { House } from "../runtime/house.ts";
import { startCrew } from "../workers/crew.ts";
import type { Crew } from "../workers/crew.ts";
import type { Performer } from "../runtime/performer.ts";
import { listen } from "../workers/listen.ts";
import { buildHouse } from "./house.ts";
import { openDatabase } from "./open.ts";
import type { Opened } from "./open.ts";
import { performersOf, postOf } from "./performers.ts";
import { prepareTenant } from "./prepare.ts";
import { sealingOf, signing } from "./sealing.ts";
import { startSources } from "./sources.ts";
import { worldOf } from "./world.ts";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A running server. */
export interface Running {
  readonly url: string;
  readonly house: House;
  readonly performers: readonly Performer[];
  readonly isDemo: boolean;
  /** The password of `admin`, at the first start without one given and without the demo. */
  readonly adminPassword: string | undefined;
  /** Where mails are taken; undefined where none are. */
  readonly mailPort: number | undefined;
  /** Stops taking work, lets running work finish, closes everything. */
  stop(): Promise<void>;
}

/** What a server is started with; tests and tools pass a clock of their own. */
export interface ServeOptions {
  readonly config: Config;
  readonly log: Log;
  readonly now?: () => Date;
  /** Whether the standard processes are published and the demo may be played. Default true. */
  readonly withStandard?: boolean;
  /** The database, if it is being opened already. */
  readonly opening?: Promise<Opened>;
}

/** Starts a server: database, schema, standard processes, demo, workers, HTTP. */
export async function serve({
  config,
  log,
  now = () => new Date(),
  withStandard = true,
  opening = openDatabase(config, log),
}: ServeOptions): Promise<Running> {
  const opened = await opening;
  const { database, isEmbedded } = opened;
  const isDemo = config.DEMO ?? isEmbedded;
  try {
    await migrate(database, log);
    const house = buildHouse(database, log, now, config.JOB_LEASE);
    const world = worldOf(config, house);
    const performers = performersOf(config, world);
    const adminPassword = withStandard ? await prepareTenant(house, config, { isDemo, root }) : undefined;
    if (withStandard && isDemo)
      await playDemo(house, (past) => performersOf(config, worldOf(config, past), true), config.TENANT);
    if (withStandard) await furnishAll(database, standardTenant); // after the demo, which brings its own
    return await open({
      config,
      log,
      house,
      world,
      performers,
      isDemo,
      adminPassword,
      isEmbedded,
      stopDatabase: () => opened.close(),
    });
  } catch (error) {
    await opened.close();
    throw error;
  }
}

interface Parts {
  readonly config: Config;
  readonly log: Log;
  readonly house: House;
  readonly world: World;
  readonly performers: readonly Performer[];
  readonly isDemo: boolean;
  readonly adminPassword: string | undefined;
  readonly isEmbedded: boolean;
  readonly stopDatabase: () => Promise<void>;
}

async function open(parts: Parts): Promise<Running> {
  const { config, log, house, performers, isDemo } = parts;
  const live = createLive(house.now);
  const crew = crewOf(parts);
  const sources = await startSources(config, house, parts.world);
  const ear = listen(house.database.url, log, (notice) => {
    live.hear(notice);
    crew?.hear(notice);
  });
  const site = siteOf(parts, live);
  const answer = createApp(site, allRoutes(packageFile.version), path.join(root, "modeler", "dist")).callback();
  const server = createServer((request, response) => void answer(request, response));
  const port = await listening(server, config);
  const stop = async (): Promise<void> => {
    site.isDraining = true;
    live.close();
    await closeServer(server, config.DRAIN_TIMEOUT);
    await sources.stop();
    await crew?.stop();
    await ear.stop();
    await parts.stopDatabase();
  };
  return {
    url: urlOf(config, port),
    house,
    performers,
    isDemo,
    adminPassword: parts.adminPassword,
    mailPort: sources.mailPort,
    stop,
  };
}

/** The workers of this server, unless others have them. */
function crewOf({ config, house, world, performers }: Parts): Crew | undefined {
  if (!config.WORKERS) return undefined;
  const sealing = { ...sealingOf(world), interval: config.SEAL_INTERVAL };
  const options = { worker: `${process.pid}`, interval: config.POLL_INTERVAL, concurrency: 4, sealing };
  return startCrew(house, performers, options);
}

function siteOf({ config, house, world, isEmbedded, isDemo }: Parts, live: Live): Site {
  return {
    house,
    world,
    signer: signing(world),
    live,
    version: packageFile.version,
    isEmbedded,
    demoAccounts: isDemo ? demoAccounts : [],
    homeTenant: config.TENANT,
    hasMailServer: config.SMTP_URL !== undefined,
    post: postOf(config, world),
    publicUrl: config.PUBLIC_URL,
    isProxy: proxiesOf(config.TRUSTED_PROXIES),
    fileLimit: config.FILE_LIMIT,
    isDraining: false,
  };
}

function urlOf({ HOST: host }: Config, port: number): string {
  return `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
}

/** Begins to listen and tells the port. */
async function listening(server: Server, config: Config): Promise<number> {
  server.requestTimeout = 300_000; // a large file over a slow line
  // longer than clients and proxies keep an idle connection, so that it is they who close it and no request meets a closing one
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(config.PORT, config.HOST, resolve);
  });
  return (server.address() as AddressInfo).port; // it listens on TCP
}

/** Lets requests at hand finish, for at most `timeout` milliseconds. */
function closeServer(server: Server, timeout: number): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), timeout);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
