import type { Words } from "./words.ts";

/** How a command ends, as scripts see it. */
export const exit = {
  /** All well. */
  fine: 0,
  /** Done, and the answer is no: findings, red tests, open conflicts, a refusal. */
  no: 1,
  /** The command line says something that is not understood. */
  usage: 2,
  /** The server cannot be reached. */
  unreachable: 3,
} as const;

/** Why a command stops: told in one sentence, with what was expected, and its exit code. */
export class Failure extends Error {
  readonly words: Words;
  readonly exitCode: number;
  /** Single places, a line each. */
  readonly details: readonly string[];

  constructor(words: Words, exitCode: number = exit.no, details: readonly string[] = []) {
    super(words.en);
    this.name = "Failure";
    this.words = words;
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** A mistake on the command line. */
export function usage(de: string, en: string): Failure {
  return new Failure({ de, en }, exit.usage);
}
