import { useQuery } from "@tanstack/react-query";
import { definitionsQuery } from "../../api/queries.ts";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";

const any = "*";

export type ProcessPickerProps = {
  readonly value: string | undefined;
  readonly onChange: (key: string | undefined) => void;
};

/** Narrows a list to one process. */
export function ProcessPicker({ value, onChange }: ProcessPickerProps) {
  const { t } = useWords();
  const { data } = useQuery(definitionsQuery);
  const processes = [...new Map(data?.items.map((one) => [one.key, { id: one.key, name: one.name }])).values()];
  return (
    <Picker
      isCompact
      label={t("ops.process")}
      choices={[{ id: any, name: t("ops.anyProcess") }, ...processes]}
      value={value ?? any}
      onChange={(id) => onChange(id === any ? undefined : id)}
    />
  );
}
