import type { Language } from "../api/types.ts";
import { Field } from "../form/fields/Field.tsx";
import { useWords } from "../words/language.tsx";

const field = {
  key: "language",
  type: "enum",
  label: { de: "Sprache", en: "Language" },
  options: [
    { value: "de", label: { de: "Deutsch", en: "German" } },
    { value: "en", label: { de: "Englisch", en: "English" } },
  ],
};

/** The language somebody works in. */
export function LanguageChoice({ value, onChange }: { value: Language; onChange: (language: Language) => void }) {
  const { t } = useWords();
  return (
    <Field
      field={field}
      label={t("person.language")}
      help={undefined}
      error={undefined}
      value={value}
      isRequired={false}
      isDisabled={false}
      onChange={(chosen) => onChange(chosen === "en" ? "en" : "de")}
    />
  );
}
