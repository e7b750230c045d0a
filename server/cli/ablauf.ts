import { pathToFileURL } from "node:url";
import type { Command } from "./command/command.ts";
import { run } from "./command/run.ts";
import { lintCommand } from "./commands/lint.ts";
import { testCommand } from "./commands/test.ts";

/** All commands, in the order in which the help shows them. */
export const commands: readonly Command[] = [testCommand, lintCommand];

/** The command line of `ablauf`. @returns the exit code */
export function main(argv: readonly string[]): Promise<number> {
  return run(commands, argv, {
    env: process.env,
    cwd: process.cwd(),
    isInteractive: process.stdout.isTTY,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
}

// started by the launcher as a program of its own
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2));
