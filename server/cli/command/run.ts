import { Refusal } from "../../base/refusal.ts";
import type { Command } from "./command.ts";
import { exit, Failure } from "./failure.ts";
import { helpOf, overview } from "./help.ts";
import { parseCall } from "./parse.ts";
import { openTerminal } from "./terminal.ts";
import type { Terminal, TerminalOptions } from "./terminal.ts";
import type { Language } from "./words.ts";

/** Runs one command line. @returns the exit code */
export async function run(
  commands: readonly Command[],
  argv: readonly string[],
  options: TerminalOptions,
): Promise<number> {
  const language = givenLanguage(argv);
  const terminal = openTerminal({
    ...options,
    noColour: argv.includes("--no-color"),
    ...(language ? { language } : {}),
  });
  try {
    return await dispatch(commands, argv, terminal);
  } catch (error) {
    return told(error, terminal);
  }
}

async function dispatch(commands: readonly Command[], argv: readonly string[], terminal: Terminal): Promise<number> {
  const at = argv.findIndex((each, index) => !each.startsWith("-") && argv[index - 1] !== "--language");
  const name = argv[at];
  if (name === undefined || name === "help") {
    terminal.out(overview(commands, terminal));
    const isAsked = name === "help" || argv.includes("--help") || argv.includes("-h");
    return isAsked ? exit.fine : exit.usage;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    const known = commands.map((each) => each.name).join(", ");
    throw new Failure(
      {
        de: `Erwartet einen der Befehle ${known}; ${name} ist keiner.`,
        en: `Expected one of the commands ${known}, but ${name} is none.`,
      },
      exit.usage,
    );
  }
  const call = parseCall(command, argv.toSpliced(at, 1), terminal);
  if (call.isSet("help")) {
    terminal.out(helpOf(command, terminal));
    return exit.fine;
  }
  return command.run(call);
}

/** Looked for before anything else, so that mistakes are told in it as well. Anything but the two is a mistake of its own. */
function givenLanguage(argv: readonly string[]): Language | undefined {
  const at = argv.findIndex((each) => each === "--language" || each.startsWith("--language="));
  const value = at === -1 ? undefined : (argv[at]?.split("=")[1] ?? argv[at + 1]);
  return value === "de" || value === "en" ? value : undefined;
}

function told(error: unknown, terminal: Terminal): number {
  if (error instanceof Failure) {
    terminal.err(`${terminal.paint("red", "ablauf:")} ${terminal.pick(error.words)}`);
    for (const detail of error.details) terminal.err(`  ${detail}`);
    return error.exitCode;
  }
  if (error instanceof Refusal) {
    terminal.err(`${terminal.paint("red", "ablauf:")} ${error.message} (${error.code})`);
    for (const { place, message } of error.complaints.slice(0, 20)) terminal.err(`  ${place}: ${message}`);
    return exit.no;
  }
  throw error;
}
