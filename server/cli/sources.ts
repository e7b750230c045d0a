import type { Config } from "../base/config.ts";
import type { World } from "../connectors/frame/world.ts";
import { listenForMail } from "../connectors/mail/listen.ts";
import { sendDue } from "../connectors/psa/send.ts";
import { pollSources } from "../connectors/sources/poll.ts";
import { Watches } from "../connectors/sources/watch.ts";
import { deliverDue, forgetOld } from "../connectors/webhooks/deliver.ts";
import type { House } from "../runtime/house.ts";
import { startLoop } from "../workers/loop.ts";

/** What brings in mails and alerts besides HTTP, and what tells others of what happened. */
export interface Sources {
  /** Undefined where no mails are taken. */
  readonly mailPort: number | undefined;
  /** Takes nothing more and finishes what it holds. */
  stop(): Promise<void>;
}

/** Starts to read mailboxes and monitoring products and to send webhooks, where this server works, and to take mails, where it is told to. */
export async function startSources(config: Config, house: House, world: World): Promise<Sources> {
  const { MAIL_PORT: port, MAIL_HOST: host, MAIL_LIMIT: limit, MAIL_FROM: from } = config;
  const server = port === undefined ? undefined : await listenForMail(house, world, { port, host, limit, from });
  const reading = config.WORKERS ? startReading(config, house, world) : undefined;
  return {
    mailPort: server?.port,
    stop: async () => {
      await server?.close();
      await reading?.stop();
    },
  };
}

/** In milliseconds. */
const anHour = 3_600_000;

function startReading(config: Config, house: House, world: World): { stop(): Promise<void> } {
  const watches = new Watches(world, () => loop.poke());
  const run = async (): Promise<number> => {
    await watches.refresh();
    return pollSources({ house, world, worker: `${process.pid}`, from: config.MAIL_FROM });
  };
  const loop = startLoop({ name: "sources", run }, config.POLL_INTERVAL, house.log);
  const telling = startLoop({ name: "webhooks", run: () => deliverDue(world) }, config.POLL_INTERVAL, house.log);
  const writing = startLoop(
    { name: "systems of record", run: () => sendDue(house, world) },
    config.POLL_INTERVAL,
    house.log,
  );
  const forgetting = startLoop({ name: "old deliveries", run: () => forgetOld(world) }, anHour, house.log);
  return {
    stop: async () => {
      watches.stop();
      await Promise.all([loop.stop(), telling.stop(), writing.stop(), forgetting.stop()]);
    },
  };
}
