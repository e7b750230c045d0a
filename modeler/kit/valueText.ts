import type { Language } from "../api/types.ts";
import { inEach } from "../words/inEach.ts";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { tags } from "../words/tags.ts";

const numbers = inEach((language) => new Intl.NumberFormat(tags[language], { maximumFractionDigits: 6 }));
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/**
 * Any value in words: yes and no, dates and numbers as the language writes them, lists with commas, and of what is said in
 * both languages (`{de, en}`) the reader's.
 */
export function useValueText(): (value: unknown) => string {
  const { t, language } = useWords();
  const write = (value: unknown): string => {
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "boolean") return value ? t("common.yes") : t("common.no");
    if (typeof value === "number") return numbers(language).format(value);
    if (typeof value === "string") return instantShape.test(value) ? instantText(value, language) : value;
    if (Array.isArray(value)) return value.length === 0 ? "–" : value.map(write).join(", ");
    return nameOf(value, language) ?? JSON.stringify(value);
  };
  return write;
}

/** The name of a thing that has one: a customer, a contact, an asset; or the words themselves, in one language. */
function nameOf(value: unknown, language: Language): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const key of [language, "name", "title", "label"]) {
    const name: unknown = Reflect.get(value, key);
    if (typeof name === "string") return name;
    if (key === "label" && typeof name === "object") return nameOf(name, language);
  }
  return null;
}
