import { NumberLine } from "../../model/fields/NumberLine.tsx";
import { useWords } from "../../words/language.tsx";
import { kindOfNumber, takesText } from "./design.ts";
import type { OfField } from "./FieldProperties.tsx";
import { fromStored, toStored } from "./values.ts";
import css from "../Designer.module.css";

/** How much a field takes. */
export function FieldLimits({ item, put, faultOf }: OfField) {
  const { t } = useWords();
  const { type, min, max, maxLength } = item.field;
  const kind = kindOfNumber(type);
  return (
    <>
      {kind !== null && (
        <div className={css["pair"]}>
          <NumberLine
            kind={kind}
            label={t("designer.min")}
            value={fromStored(type, min)}
            onChange={(value) => put({ min: toStored(type, value) })}
          />
          <NumberLine
            kind={kind}
            label={t("designer.max")}
            value={fromStored(type, max)}
            onChange={(value) => put({ max: toStored(type, value) })}
            error={faultOf("max")}
          />
        </div>
      )}
      {takesText(type) && (
        <NumberLine
          kind="int"
          least={1}
          label={t("designer.maxLength")}
          value={maxLength}
          onChange={(value) => put({ maxLength: value })}
        />
      )}
    </>
  );
}
