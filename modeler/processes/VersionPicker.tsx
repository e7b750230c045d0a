import { Picker } from "../kit/Picker.tsx";
import { useWords } from "../words/language.tsx";
import type { VersionRow, Versions } from "./queries.ts";
import css from "./Process.module.css";

export type VersionPickerProps = {
  readonly versions: Versions;
  readonly shown: VersionRow;
  /** Whether what is shown beside it is of one version. */
  readonly isNeeded: boolean;
  readonly onChange: (version: string) => void;
};

/** Which version one looks at, where there are several. */
export function VersionPicker({ versions, shown, isNeeded, onChange }: VersionPickerProps) {
  const { t } = useWords();
  if (!isNeeded || versions.items.length < 2) return null;
  return (
    <div className={css["picker"]}>
      <Picker
        isCompact
        label={t("version.version")}
        value={String(shown.version)}
        choices={versions.items.map(({ version }) => ({
          id: String(version),
          name: t("instance.version", { version }),
        }))}
        onChange={onChange}
      />
    </div>
  );
}
