import type { Command, Option } from "./command.ts";
import { common } from "./parse.ts";
import type { Terminal } from "./terminal.ts";

/** The help of one command. */
export function helpOf(command: Command, { pick, paint }: Terminal): string {
  const { name, takes, does, details, options } = command;
  const rows = Object.entries({ ...options, ...common }).map(
    ([option, each]) => [signature(option, each), pick(each.means)] as const,
  );
  return [
    pick(does),
    "",
    `  ${paint("bold", `ablauf ${name}`)} ${takes}`.trimEnd(),
    ...(details ? ["", pick(details)] : []),
    "",
    pick({ de: "Optionen:", en: "Options:" }),
    ...table(rows),
    "",
    exits[pick({ de: "de", en: "en" }) === "de" ? "de" : "en"],
  ].join("\n");
}

/** The help of the whole. */
export function overview(commands: readonly Command[], { pick, paint }: Terminal): string {
  return [
    pick({
      de: "Prozesse und Regeln als Ordner: vergleichen, prüfen, testen, ausliefern.",
      en: "Processes and rules as a folder: compare, check, test, deliver.",
    }),
    "",
    `  ${paint("bold", "ablauf")} ${pick({ de: "BEFEHL [Optionen]", en: "COMMAND [options]" })}`,
    "",
    ...table(commands.map((command) => [command.name, pick(command.does)] as const)),
    "",
    pick({
      de: "Mehr zu einem Befehl: ablauf BEFEHL --help. Sprache: --language de|en, sonst die der Umgebung.",
      en: "More about a command: ablauf COMMAND --help. Language: --language de|en, else that of the environment.",
    }),
  ].join("\n");
}

const exits = {
  de: "Rückgabewert: 0 in Ordnung, 1 nein (Befunde, Konflikte, rote Tests, Ablehnung), 2 falsch aufgerufen, 3 Server nicht erreichbar.",
  en: "Exit code: 0 fine, 1 no (findings, conflicts, red tests, a refusal), 2 wrong usage, 3 server not reachable.",
};

function signature(name: string, { short, value }: Option): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}

/** Two columns, the first as wide as it needs. */
export function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`.trimEnd());
}
