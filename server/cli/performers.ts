import type { Config } from "../base/config.ts";
import type { World } from "../connectors/frame/world.ts";
import { createPerformers } from "../connectors/performers.ts";
import { transact } from "../db/transact.ts";
import { boundTemplate } from "../definitions/resources.ts";
import type { Performer } from "../runtime/performer.ts";
import { deskPerformer } from "../workers/desk.ts";

/** Who does the jobs of a house. `isQuiet`: mails are written down but never sent, as for the demo's past. */
export function performersOf(config: Config, world: World, isQuiet = false): readonly Performer[] {
  const connectors = createPerformers({
    ...world,
    timeZone: config.TIME_ZONE,
    loadTemplate: async ({ tenantId, instanceId }, key) =>
      (await transact(world.database, tenantId, (tx) => boundTemplate(tx, key, instanceId)))?.body,
    mail: { smtpUrl: isQuiet ? undefined : config.SMTP_URL, from: config.MAIL_FROM, publicUrl: config.PUBLIC_URL },
  });
  // who does a job by its whole name comes before who does all of the desk's
  return [...connectors, deskPerformer];
}
