import type { Language } from "../api/types.ts";
import { tags } from "../words/tags.ts";

const steps = [
  [60_000, "second", 1000],
  [3_600_000, "minute", 60_000],
  [86_400_000, "hour", 3_600_000],
  [30 * 86_400_000, "day", 86_400_000],
] as const;

/** How long ago an instant was, in words: "vor 3 Minuten". */
export function timeAgo(at: string, language: Language): string {
  const past = Date.now() - Date.parse(at);
  const format = new Intl.RelativeTimeFormat(tags[language], { numeric: "auto" });
  const step = steps.find(([limit]) => past < limit);
  if (step === undefined) return dateText(at, language);
  return format.format(-Math.max(0, Math.round(past / step[2])), step[1]);
}

/** A date with its time. */
export function dateText(at: string, language: Language): string {
  return new Intl.DateTimeFormat(tags[language], { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
}
