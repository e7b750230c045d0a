import { Line } from "../../model/fields/Line.tsx";
import type { Draft, Finding } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { CheckFindings } from "../CheckFindings.tsx";
import { FieldProperties } from "./FieldProperties.tsx";
import type { Design, Item } from "./design.ts";
import type { Fault } from "./faults.ts";
import css from "../Designer.module.css";

export type FormPropertiesProps = {
  readonly design: Design;
  readonly item: Item | null;
  readonly faults: readonly Fault[];
  /** What the newest check of the draft says of this form. */
  readonly findings: readonly Finding[];
  readonly draft: Draft;
  readonly canEdit: boolean;
  readonly edit: (by: (design: Design) => Design) => void;
};

/** The title of the form, and the properties of the chosen field. */
export function FormProperties({ design, item, faults, findings, draft, canEdit, edit }: FormPropertiesProps) {
  const { t } = useWords();
  const title = (language: "de" | "en") => (text: string) =>
    edit((before) => ({ ...before, title: { ...before.title, [language]: text } }));
  const at = design.items.findIndex(({ id }) => id === item?.id);
  const ofField = findings.filter(({ place }) => place.startsWith(`/fields/${at}/`));
  const missing = (text: string) => (text === "" ? t("designer.untranslated") : undefined);
  return (
    <aside className={css["properties"]} aria-label={t("panel.title")} inert={!canEdit}>
      <details open={design.items.length === 0 || design.title.de === "" || design.title.en === ""}>
        <summary>{t("designer.form")}</summary>
        <div className={css["pair"]}>
          <Line
            label={t("designer.titleDe")}
            value={design.title.de}
            onChange={title("de")}
            error={missing(design.title.de)}
          />
          <Line
            label={t("designer.titleEn")}
            value={design.title.en}
            onChange={title("en")}
            error={missing(design.title.en)}
          />
        </div>
        <CheckFindings findings={findings.filter(({ place }) => !/^\/fields\/\d+\//.test(place))} />
      </details>
      {item === null ? (
        <p className={css["empty"]}>{t("designer.choose")}</p>
      ) : (
        <>
          <CheckFindings findings={ofField} />
          <FieldProperties
            key={item.id}
            design={design}
            item={item}
            faults={faults.filter(({ id }) => id === item.id)}
            draft={draft}
            edit={edit}
          />
        </>
      )}
    </aside>
  );
}
