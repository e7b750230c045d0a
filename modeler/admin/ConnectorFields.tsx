import { Field } from "../form/fields/Field.tsx";
import { isRequired } from "../form/values.ts";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import type { Connector, ConnectorKind } from "./queries.ts";
import type { Settings } from "./useSettings.ts";
import { MappingTrial } from "./MappingTrial.tsx";
import css from "./Admin.module.css";

export type Mode = Connector["mode"];

type FieldsProps = {
  readonly kind: ConnectorKind;
  readonly name: string;
  readonly nameProblem: string | undefined;
  readonly mode: Mode;
  readonly settings: Settings;
  readonly onName: (name: string) => void;
  readonly onMode: (mode: Mode) => void;
};

/** Name, mode and settings of a connector. */
export function ConnectorFields({ kind, name, nameProblem, mode, settings, onName, onMode }: FieldsProps) {
  const { t, pick } = useWords();
  return (
    <div className={css["fields"]}>
      <TextInput
        label={t("connector.name")}
        value={name}
        onChange={onName}
        error={nameProblem}
        maxLength={100}
        isRequired
      />
      {!kind.isSimulator && <ModeField mode={mode} onMode={onMode} />}
      {settings.fields.map((field) => (
        <Field
          key={field.key}
          field={field}
          label={pick(field.label)}
          help={field.help === undefined ? undefined : pick(field.help)}
          error={settings.problem(field.key)}
          value={settings.values[field.key]}
          isRequired={isRequired(field, settings.values)}
          isDisabled={false}
          onChange={(value) => settings.change(field.key, value)}
        />
      ))}
      {kind.key === "alert-mapper" && (
        <MappingTrial mapping={textOf(settings.values["mapping"])} timeZone={textOf(settings.values["timeZone"])} />
      )}
    </div>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

const modeField = {
  key: "mode",
  type: "enum",
  label: { de: "Betrieb", en: "Mode" },
  options: [
    { value: "live", label: { de: "Echt", en: "Live" } },
    { value: "simulator", label: { de: "Simulator", en: "Simulator" } },
  ],
};

function ModeField({ mode, onMode }: Pick<FieldsProps, "mode" | "onMode">) {
  const { t } = useWords();
  return (
    <Field
      field={modeField}
      label={t("connector.mode")}
      help={t("connector.modeHelp")}
      error={undefined}
      value={mode}
      isRequired
      isDisabled={false}
      onChange={(value) => onMode(value === "simulator" ? "simulator" : "live")}
    />
  );
}
