import { parseArgs } from "node:util";
import type { Call, Command, Option } from "./command.ts";
import { usage } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

/** Options that every command has. */
export const common: Readonly<Record<string, Option>> = {
  help: { type: "boolean", short: "h", means: { de: "diese Hilfe zeigen", en: "show this help" } },
  language: { type: "string", value: "de|en", means: { de: "Sprache der Ausgabe", en: "language of what is written" } },
  "no-color": { type: "boolean", means: { de: "ohne Farben", en: "without colours" } },
};

/** Reads the command line of a command. @throws {Failure} exit code 2 */
export function parseCall(command: Command, argv: readonly string[], terminal: Terminal): Call {
  const options = { ...common, ...command.options };
  const { values, positionals } = read(command, argv, options);
  const [least, most] = command.count;
  if (values["help"] !== true && (positionals.length < least || positionals.length > most)) {
    const wanted = `ablauf ${command.name} ${command.takes}`.trim();
    throw usage(
      `Erwartet: ${wanted}; angegeben: ${positionals.length === 0 ? "nichts" : positionals.join(" ")}.`,
      `Expected ${wanted}, but got ${positionals.length === 0 ? "nothing" : positionals.join(" ")}.`,
    );
  }
  return {
    terminal,
    positionals,
    text: (option) => {
      const value = values[option];
      return typeof value === "string" ? value : undefined;
    },
    texts: (option) => {
      const value = values[option];
      return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
    },
    isSet: (option) => values[option] === true,
  };
}

type Values = Readonly<Record<string, unknown>>;

function read(
  command: Command,
  argv: readonly string[],
  options: Readonly<Record<string, Option>>,
): { values: Values; positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, short, multiple }]) => [
          name,
          { type, ...(short === undefined ? {} : { short }), ...(multiple === undefined ? {} : { multiple }) },
        ]),
      ),
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const known = Object.keys(options)
      .map((name) => `--${name}`)
      .join(", ");
    const [reason = ""] = error.message.split(". ");
    throw usage(
      `Die Angaben zu ablauf ${command.name} sind nicht verständlich (${reason}). Bekannt sind ${known}.`,
      `Expected options of ablauf ${command.name} (${known}), but: ${reason}.`,
    );
  }
}
