import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { NumberField } from "react-aria-components/NumberField";
import fields from "../../kit/fields.module.css";
import { FieldLabel } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";

export type MinutesInputProps = {
  readonly value: number | null;
  readonly onChange: (minutes: number | null) => void;
  /** Whether a timer counts; what is written here then corrects it. */
  readonly isCounting: boolean;
};

/** Minutes of work, at most a day. */
export function MinutesInput({ value, onChange, isCounting }: MinutesInputProps) {
  const { t } = useWords();
  return (
    <NumberField
      className={fields["field"] ?? ""}
      value={value ?? Number.NaN}
      onChange={(minutes) => onChange(Number.isNaN(minutes) ? null : minutes)}
      minValue={1}
      maxValue={1_440}
      formatOptions={{ maximumFractionDigits: 0 }}
    >
      <FieldLabel>{t("time.minutes")}</FieldLabel>
      <Group className={fields["group"] ?? ""}>
        <Input className={fields["input"] ?? ""} placeholder={isCounting ? t("time.asCounted") : ""} />
      </Group>
    </NumberField>
  );
}
