import type { Config } from "../base/config.ts";
import { createPerformers } from "../connectors/performers.ts";
import { transact } from "../db/transact.ts";
import { boundTemplate } from "../definitions/resources.ts";
import type { House } from "../runtime/house.ts";
import type { Performer } from "../runtime/performer.ts";
import { deskPerformer } from "../workers/desk.ts";

/** Who does the jobs of a house. `isQuiet`: mails are written down but never sent, as for the demo's past. */
export function performersOf(config: Config, house: House, isQuiet = false): readonly Performer[] {
  const connectors = createPerformers({
    database: house.database,
    now: house.now,
    log: house.log,
    timeZone: config.TIME_ZONE,
    loadTemplate: async ({ tenantId, instanceId }, key) =>
      (await transact(house.database, tenantId, (tx) => boundTemplate(tx, key, instanceId)))?.body,
    mail: { smtpUrl: isQuiet ? undefined : config.SMTP_URL, from: config.MAIL_FROM },
    http: { allowedHosts: config.HTTP_ALLOWED_HOSTS, timeout: 30_000, mostBytes: 5 * 1024 * 1024 },
  });
  return [deskPerformer, ...connectors];
}
