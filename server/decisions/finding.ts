import type { JsonObject } from "../base/json.ts";
import type { Labels } from "./shape.ts";

/** Where in a rule set something was found. */
export interface FindingPlace {
  readonly row?: string;
  readonly column?: string;
  readonly test?: string;
  /** A JSON pointer, for what is none of these. */
  readonly pointer?: string;
}

/** Something the static checks found. An error forbids publishing, a warning wants a look, a hint may be ignored. */
export interface Finding {
  readonly severity: "error" | "warning" | "hint";
  readonly place: FindingPlace;
  readonly code: string;
  readonly message: Labels;
  /** Ids of other rows it is about. */
  readonly rows?: readonly string[];
  /** Facts that show it: a case no row covers, a case two rows contradict each other in. */
  readonly facts?: JsonObject;
}
