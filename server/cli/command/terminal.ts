import type { Language, Words } from "./words.ts";

/** Colours of the sixteen that every terminal has; red is never the only sign of anything. */
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;
export type Colour = keyof typeof codes;

/** Where a command writes and what it knows of its surroundings. */
export interface Terminal {
  readonly language: Language;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results: what a script would read. */
  readonly out: (text: string) => void;
  /** Everything else: progress, warnings, failures. */
  readonly err: (text: string) => void;
  readonly pick: (words: Words) => string;
  readonly paint: (colour: Colour, text: string) => string;
  /** Asks for something that nobody shall read over a shoulder; undefined where nobody can be asked. */
  readonly askSecret?: ((question: string) => Promise<string>) | undefined;
}

/** What a terminal is made from. */
export interface TerminalOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly isInteractive: boolean;
  readonly language?: Language | undefined;
  readonly noColour?: boolean;
  out(text: string): void;
  err(text: string): void;
  readonly askSecret?: Terminal["askSecret"];
}

/** Opens a terminal: German when it is asked for or when the environment speaks German, colours only where somebody looks. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { env, cwd } = options;
  const language = options.language ?? languageOf(env);
  const isColoured =
    options.noColour !== true &&
    (env["FORCE_COLOR"] !== undefined || (options.isInteractive && env["NO_COLOR"] === undefined));
  return {
    language,
    cwd,
    env,
    out: (text) => options.out(`${text}\n`),
    err: (text) => options.err(`${text}\n`),
    pick: (words) => words[language],
    askSecret: options.askSecret,
    paint: (colour, text) => (isColoured ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text),
  };
}

function languageOf(env: TerminalOptions["env"]): Language {
  const locale = env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? "";
  return locale.toLowerCase().startsWith("de") ? "de" : "en";
}
