import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import type { Labels, Language } from "../api/types.ts";
import { words, type Key } from "./dictionary.ts";
import { pick, translate, type Places } from "./translate.ts";
import { tags } from "./tags.ts";

/** What a screen needs to speak. */
export type Words = {
  readonly language: Language;
  readonly t: (key: Key, places?: Places) => string;
  readonly pick: (labels: Labels) => string;
  readonly speak: (language: Language) => void;
};

const LanguageContext = createContext<Words | null>(null);
const remembered = "ablauf.language";

/** Gives everything below it a language; switching it needs no reload. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  document.documentElement.lang = language;

  const speak = useCallback((next: Language) => {
    localStorage.setItem(remembered, next);
    document.documentElement.lang = next;
    setLanguage(next);
  }, []);
  const value = useMemo<Words>(
    () => ({
      language,
      t: (key, places) => translate(words[key], language, places),
      pick: (labels) => pick(labels, language),
      speak,
    }),
    [language, speak],
  );

  return (
    <LanguageContext value={value}>
      <I18nProvider locale={tags[language]}>{children}</I18nProvider>
    </LanguageContext>
  );
}

/** The words in the language of the page. */
export function useWords(): Words {
  const value = useContext(LanguageContext);
  if (value === null) throw new Error("Expected a LanguageProvider above, but there is none");
  return value;
}

function firstLanguage(): Language {
  const wish = localStorage.getItem(remembered) ?? navigator.language;
  return wish.startsWith("de") ? "de" : "en";
}
