import type { Language } from "../api/types.ts";

const names: Record<Language, Record<string, string>> = {
  de: { mod: "Strg", enter: "↵", escape: "Esc", shift: "⇧", delete: "Entf", "-": "−" },
  en: { mod: "Ctrl", enter: "↵", escape: "Esc", shift: "⇧", delete: "Del", "-": "−" },
};

/** The caps of a shortcut: `mod+enter` → `Strg`, `↵`. A sequence (`g t`) is its keys one after the other. */
export function spell(keys: string, language: Language, isMac: boolean): string[] {
  const caps = isMac ? { ...names[language], mod: "⌘" } : names[language];
  return keys.split(/[+ ]/).map((key) => caps[key] ?? key.toUpperCase());
}
