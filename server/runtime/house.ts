import type { Log } from "../base/log.ts";
import type { Database } from "../db/connect.ts";
import type { RuleSets } from "../definitions/ruleSets.ts";
import type { Versions } from "../definitions/store.ts";
import type { Calendars } from "../desk/calendars.ts";
import type { Forms } from "../tasks/forms.ts";

/** What every command needs and `main.ts` builds once. */
export interface House {
  readonly database: Database;
  /** The clock. Tests and seeds pass their own. */
  readonly now: () => Date;
  readonly log: Log;
  readonly versions: Versions;
  readonly ruleSets: RuleSets;
  readonly forms: Forms;
  /** The service calendars of all tenants, each built once. */
  readonly calendars: Calendars;
  /** How long a worker holds what it took, in milliseconds; when its server dies, others take it after that. */
  readonly lease: number;
}

/** On whose account a command is given. */
export interface Cause {
  readonly tenantId: string;
  /** A login, the name of an API token, or `system`. */
  readonly actor: string;
  readonly requestId?: string;
}

/** The channel of NOTIFY on which servers tell each other what changed. */
export const channel = "ablauf";

/** What a commit tells all servers: which instances moved and what kinds of work are waiting now. */
export interface Notice {
  readonly tenantId: string;
  readonly instanceIds: readonly string[];
  readonly tasks: boolean;
  readonly jobs: boolean;
  readonly outbox: boolean;
  readonly timers: boolean;
  /** Subscriptions were opened: buffered messages may find their receiver now. */
  readonly messages: boolean;
  /** A batch was started. */
  readonly batches: boolean;
  /** Drafts that changed: whoever has one open is told. */
  readonly draftIds?: readonly string[];
  /** Impact runs that began, went on or ended. */
  readonly impactIds?: readonly string[];
  /** Cases about which something was said, attached or counted. */
  readonly caseKeys?: readonly string[];
  /** Whether somebody was notified. */
  readonly notified?: boolean;
}
