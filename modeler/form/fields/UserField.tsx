import { useQuery } from "@tanstack/react-query";
import { peopleQuery } from "../../api/queries.ts";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";
import type { FieldProps } from "./props.ts";

/** One of the people, kept as their login. */
export function UserField(props: FieldProps) {
  const { t } = useWords();
  const { data } = useQuery(peopleQuery);
  return (
    <Picker
      label={props.label}
      help={props.help}
      error={props.error}
      choices={(data?.items ?? []).map((person) => ({ id: person.login, name: person.name }))}
      value={typeof props.value === "string" ? props.value : null}
      onChange={props.onChange}
      placeholder={t("form.choose")}
      isRequired={props.isRequired}
      isDisabled={props.isDisabled}
    />
  );
}
