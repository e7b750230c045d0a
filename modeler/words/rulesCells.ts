import type { Entry } from "./translate.ts";

/** What is written into cells; the server reads it in both languages (`server/decisions/pasteCell.ts`). */
export const ruleCellWords = {
  "cell.not": { de: "nicht", en: "not" },
  "cell.empty": { de: "leer", en: "empty" },
  "cell.yes": { de: "ja", en: "yes" },
  "cell.no": { de: "nein", en: "no" },
} as const satisfies Record<string, Entry>;
