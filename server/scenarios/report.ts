import type { Json, JsonObject } from "../base/json.ts";
import type { Texts } from "./scenario.ts";
import type { LogCode } from "./texts.ts";

/** What a run came across, by process and element or flow, by rule set and row: how often. */
export interface Covered {
  readonly elements: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly flows: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** One thing that was otherwise than the scenario says. */
export interface Deviation {
  /** Stable, e.g. `scenario.task`. */
  readonly code: string;
  /** The step (from 0) it came up at; undefined for the start and for what is expected in the end. */
  readonly step?: number;
  /** Where in the scenario file that stands, as a JSON pointer. */
  readonly place: string;
  readonly message: Texts;
  readonly expected?: Json;
  readonly actual?: Json;
}

/** One thing that happened. */
export interface LogEntry {
  /** The step (from 0) that led to it; -1 for the start. */
  readonly step: number;
  readonly at: string;
  readonly code: LogCode;
  readonly process: string;
  readonly elementId?: string;
  readonly message: Texts;
  readonly detail?: JsonObject;
}

/** What came of a scenario. */
export interface ScenarioReport {
  readonly key: string;
  readonly process: string;
  readonly title: Texts;
  readonly passed: boolean;
  /** The first one is what made it fail; what comes later may only follow from it. */
  readonly deviations: readonly Deviation[];
  readonly log: readonly LogEntry[];
  readonly covered: Covered;
  /** Elements entered by the scenario's process, in order: its path on the diagram. */
  readonly path: readonly string[];
  /** Where the scenario left its process, by element. */
  readonly waiting: readonly string[];
}
