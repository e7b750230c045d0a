import { useState } from "react";
import { Picker } from "../../kit/Picker.tsx";
import { Feel } from "../../model/fields/Feel.tsx";
import { useWords } from "../../words/language.tsx";
import { bare, type OfField } from "./FieldProperties.tsx";

const choices = ["never", "always", "when"] as const;

/** Whether a field must be filled: never, always, or when a condition over the other fields holds. */
export function Required({ item, put }: OfField) {
  const { t } = useWords();
  const { required } = item.field;
  const [isAsked, setAsked] = useState(false);
  const kind = typeof required === "string" ? "when" : required === true ? "always" : isAsked ? "when" : "never";
  const choose = (next: string) => {
    setAsked(next === "when");
    put({ required: next === "always" ? true : undefined });
  };
  return (
    <>
      <Picker
        label={t("designer.required")}
        choices={choices.map((id) => ({ id, name: t(`required.${id}`) }))}
        value={kind}
        onChange={choose}
      />
      {kind === "when" && (
        <Feel
          label={t("designer.requiredIf")}
          value={`=${typeof required === "string" ? required : ""}`}
          onChange={(text) => {
            setAsked(true);
            put({ required: bare(text) });
          }}
          isAlwaysFeel
        />
      )}
    </>
  );
}
