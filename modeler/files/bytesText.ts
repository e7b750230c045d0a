import type { Language } from "../api/types.ts";
import { tags } from "../words/tags.ts";

const units = ["B", "kB", "MB", "GB"] as const;

/** A size as people say it: `912 B`, `1,4 MB`. */
export function bytesText(bytes: number, language: Language): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const amount = bytes / 1000 ** step;
  const digits = step > 0 && amount < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(tags[language], { maximumFractionDigits: digits }).format(amount)} ${units[step]}`;
}
