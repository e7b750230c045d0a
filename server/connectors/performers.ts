import type { Json } from "../base/json.ts";
import type { Log } from "../base/log.ts";
import type { Database } from "../db/connect.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import { httpRequests } from "./http/perform.ts";
import type { HttpOptions } from "./http/request.ts";
import { mails } from "./mail/perform.ts";
import { notifications } from "./notify.ts";

/** What the outside world looks like from here; `main.ts` knows it from the configuration. */
export interface ConnectorOptions {
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
  /** The stored body of the template that a job's process is bound to, `{"de": "…", "en": "…"}`; nothing when there is none. */
  readonly loadTemplate: (job: Pick<LeasedJob, "tenantId" | "instanceId">, key: string) => Promise<Json | undefined>;
  /** IANA name; instants in mails and notifications are told in it. */
  readonly timeZone: string;
  readonly mail: {
    /** `smtp://…` or `smtps://…`; without it mails are written down and stay in the house. */
    readonly smtpUrl?: string | undefined;
    /** Sender of all mails: an address, with or without a name. */
    readonly from: string;
  };
  readonly http: HttpOptions;
}

/** Who does the jobs `mail.send`, `notify.users` and `http.request`. */
export function createPerformers(options: ConnectorOptions): readonly Performer[] {
  return [mails(options), notifications(options), httpRequests(options.http)];
}
