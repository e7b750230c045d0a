import type { Terminal } from "./terminal.ts";
import type { Words } from "./words.ts";

/** An option of a command, as `node:util` parses it, with what it means. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
  readonly means: Words;
}

/** What was given on the command line. */
export interface Call {
  readonly terminal: Terminal;
  /** What stands there without a name, in order. */
  readonly positionals: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly texts: (option: string) => readonly string[];
  readonly isSet: (option: string) => boolean;
}

/** A command of `ablauf`. */
export interface Command {
  readonly name: string;
  /** What comes behind the name: `BASE OURS THEIRS`. */
  readonly takes: string;
  readonly does: Words;
  /** More about it, for its help; lines are kept. */
  readonly details?: Words;
  readonly options: Readonly<Record<string, Option>>;
  /** How many positionals it wants. */
  readonly count: readonly [least: number, most: number];
  /** Does it. @returns the exit code @throws {Failure} */
  readonly run: (call: Call) => Promise<number>;
}
