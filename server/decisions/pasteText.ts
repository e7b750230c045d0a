import type { Labels } from "./ruleSet.ts";

/** What is said of pasted rows. */
export const pasteTexts = {
  unread: (line: number, column: Labels, text: string): Labels => ({
    de: `Zeile ${line} fehlt: „${text}“ bei „${column.de}“ ist nicht zu verstehen`,
    en: `Line ${line} is left out: “${text}” at “${column.en}” cannot be understood`,
  }),
} as const;
