import type { Language } from "../api/types.ts";

/**
 * How dates, numbers and lists are written. English is that of Europe: `30 Nov 2026, 10:18`, since 11/12/2026 would be another day
 * to whoever reads it here.
 */
export const tags = { de: "de-DE", en: "en-GB" } as const satisfies Record<Language, string>;
