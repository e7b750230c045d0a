import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import type { Command } from "./command/command.ts";
import { run } from "./command/run.ts";
import { checkFileCommand } from "./commands/checkFile.ts";
import { deployCommand } from "./commands/deploy.ts";
import { diffCommand } from "./commands/diff.ts";
import { documentCommand } from "./commands/document.ts";
import {
  approveCommand,
  checkCommand,
  discardCommand,
  draftsCommand,
  publishCommand,
  rejectCommand,
} from "./commands/drafts.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { lintCommand } from "./commands/lint.ts";
import { loginCommand, logoutCommand } from "./commands/login.ts";
import { mergeCommand } from "./commands/merge.ts";
import { pullCommand } from "./commands/pull.ts";
import { pushCommand } from "./commands/push.ts";
import { testCommand } from "./commands/test.ts";
import { verifyCommand } from "./commands/verify.ts";

/** All commands, in the order in which the help shows them. */
export const commands: readonly Command[] = [
  loginCommand,
  logoutCommand,
  pullCommand,
  diffCommand,
  mergeCommand,
  lintCommand,
  testCommand,
  exportCommand,
  documentCommand,
  importCommand,
  checkFileCommand,
  pushCommand,
  draftsCommand,
  checkCommand,
  approveCommand,
  rejectCommand,
  publishCommand,
  discardCommand,
  deployCommand,
  verifyCommand,
];

/** The command line of `ablauf`. @returns the exit code */
export function main(argv: readonly string[]): Promise<number> {
  return run(commands, argv, {
    env: process.env,
    cwd: process.cwd(),
    isInteractive: process.stdout.isTTY,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ...(process.stdin.isTTY ? { askSecret } : {}),
  });
}

/** Reads a line without showing it. */
async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  // what is typed is echoed by readline, not by the terminal: into nothing
  const silent = createInterface({
    input: process.stdin,
    output: new Writable({ write: (_chunk, _type, done) => done() }),
    terminal: true,
  });
  try {
    return await silent.question("");
  } finally {
    silent.close();
    process.stderr.write("\n");
  }
}

// started by the launcher as a program of its own
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2));
