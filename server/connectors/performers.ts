import type { Json } from "../base/json.ts";
import type { LeasedJob } from "../jobs/lease.ts";
import type { Performer } from "../runtime/performer.ts";
import { alertAnswers } from "./alerts/answer.ts";
import { archiveWork } from "./archive/perform.ts";
import { deckWork } from "./deck.ts";
import { documentationWork } from "./documentation.ts";
import type { World } from "./frame/world.ts";
import { documents } from "./documents/make.ts";
import { incidentReports } from "./incidentReport.ts";
import { httpRequests } from "./http/perform.ts";
import { invoiceWork } from "./invoices/perform.ts";
import { ledgerWork } from "./ledger/perform.ts";
import { mails } from "./mail/perform.ts";
import { notifications } from "./notify.ts";
import { remoteWork } from "./remote.ts";
import { psaWork } from "./psa/perform.ts";
import { quoteLetters } from "./sales/sendQuote.ts";

/** What the outside world looks like from here; `main.ts` knows it from the configuration. */
export interface ConnectorOptions extends World {
  /** The stored body of the template that a job's process is bound to, `{"de": "…", "en": "…"}`; nothing when there is none. */
  readonly loadTemplate: (job: Pick<LeasedJob, "tenantId" | "instanceId">, key: string) => Promise<Json | undefined>;
  /** IANA name; instants in mails and notifications are told in it. */
  readonly timeZone: string;
  readonly mail: {
    /** `smtp://…` or `smtps://…`; without it mails are written down and stay in the house. */
    readonly smtpUrl?: string | undefined;
    /** Sender of all mails: an address, with or without a name. */
    readonly from: string;
    /** Where customers reach this server; mails see it as `publicUrl`. */
    readonly publicUrl: string;
  };
}

/** Who does the jobs that leave the house. */
export function createPerformers(options: ConnectorOptions): readonly Performer[] {
  return [
    mails(options),
    notifications(options),
    httpRequests(options.http),
    remoteWork(options),
    alertAnswers(options),
    archiveWork(options),
    psaWork(options),
    documentationWork(options),
    documents(options),
    quoteLetters(options),
    deckWork(options),
    incidentReports(options),
    ledgerWork(options),
    invoiceWork(options),
  ];
}
