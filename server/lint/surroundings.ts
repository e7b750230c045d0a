import type { JobType } from "./jobTypes.ts";

/** A rule set as a caller sees it: the facts that it looks at, and what its verdict is made of. */
export interface RuleSetFacts {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The verdict is a list, under `result` when it is not given a name. */
  readonly isList: boolean;
}

/** A form as a task sees it: the variables that completing it brings. */
export interface FormFacts {
  readonly fields: readonly string[];
}

/** A process as others see it. */
export interface ProcessFacts {
  /** Variables that it reads and nothing in it writes; they have to come with the start. */
  readonly expects: readonly string[];
  /** Process variables that it may end with; undefined: more than anybody can tell. */
  readonly brings?: readonly string[];
  /** Calls with what is handed over; `names` undefined: everything the caller has. */
  readonly calls: readonly { readonly processId: string; readonly names?: readonly string[] }[];
  readonly sends: Exchange;
  readonly receives: Exchange;
}

/** Names of messages and signals. Those that an expression makes up are not in here: `isOpen`. */
export interface Exchange {
  readonly messages: readonly string[];
  readonly signals: readonly string[];
  readonly isOpen: boolean;
}

/**
 * What stands around a model: that which it refers to. A part that is undefined is not known, and nothing is said about
 * references to it; a part that is known is known whole.
 */
export interface Surroundings {
  readonly ruleSets?: ReadonlyMap<string, RuleSetFacts>;
  readonly forms?: ReadonlyMap<string, FormFacts>;
  /** Languages that each template is written in. */
  readonly templates?: ReadonlyMap<string, readonly string[]>;
  /** The other processes. Those of the model itself are added. */
  readonly processes?: ReadonlyMap<string, ProcessFacts>;
  /** Roles that people may have. */
  readonly groups?: ReadonlySet<string>;
  /** Logins of those who can sign in. */
  readonly people?: ReadonlySet<string>;
  readonly jobTypes?: readonly JobType[];
  /** Messages that come from outside of all processes, such as those of the server's connectors and routes. */
  readonly messages?: readonly string[];
}
