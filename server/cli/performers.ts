import type { Config } from "../base/config.ts";
import type { World } from "../connectors/frame/world.ts";
import { poster } from "../connectors/mail/letter.ts";
import type { Post } from "../connectors/mail/letter.ts";
import { createPerformers } from "../connectors/performers.ts";
import type { ConnectorOptions } from "../connectors/performers.ts";
import { transact } from "../db/transact.ts";
import { boundTemplate } from "../definitions/resources.ts";
import type { Performer } from "../runtime/performer.ts";
import { deskPerformer } from "../workers/desk.ts";

/** Who does the jobs of a house. `isQuiet`: mails are written down but never sent, as for the demo's past. */
export function performersOf(config: Config, world: World, isQuiet = false): readonly Performer[] {
  // who does a job by its whole name comes before who does all of the desk's
  return [...createPerformers(connectorsOf(config, world, isQuiet)), deskPerformer];
}

/** How mails leave that no process writes. */
export function postOf(config: Config, world: World): Post {
  return poster(connectorsOf(config, world, false));
}

function connectorsOf(config: Config, world: World, isQuiet: boolean): ConnectorOptions {
  return {
    ...world,
    timeZone: config.TIME_ZONE,
    loadTemplate: async ({ tenantId, instanceId }, key) =>
      (await transact(world.database, tenantId, (tx) => boundTemplate(tx, key, instanceId)))?.body,
    mail: { smtpUrl: isQuiet ? undefined : config.SMTP_URL, from: config.MAIL_FROM, publicUrl: config.PUBLIC_URL },
  };
}
