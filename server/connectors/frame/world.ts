import type { Log } from "../../base/log.ts";
import type { Database } from "../../db/connect.ts";
import type { Paces } from "../http/pace.ts";
import type { HttpOptions } from "../http/request.ts";
import type { Vault } from "./vault.ts";

/** What connectors need of the house; the command line builds it from the configuration. */
export interface World {
  readonly database: Database;
  readonly now: () => Date;
  readonly log: Log;
  readonly vault: Vault;
  readonly http: HttpOptions;
  readonly paces: Paces;
  /** Whether a simulator stands in where nothing is connected. */
  readonly simulates: boolean;
  /** Where targets in the file system may lie. */
  readonly folder: string;
}
