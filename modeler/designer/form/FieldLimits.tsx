import { Line } from "../../model/fields/Line.tsx";
import { useWords } from "../../words/language.tsx";
import { isNumeric, takesText } from "./design.ts";
import type { OfField } from "./FieldProperties.tsx";
import { limitText, numberOf } from "./values.ts";
import css from "../Designer.module.css";

/** How much a field takes. */
export function FieldLimits({ item, put, faultOf }: OfField) {
  const { t } = useWords();
  const { type, min, max, maxLength } = item.field;
  return (
    <>
      {isNumeric(type) && (
        <div className={css["pair"]}>
          <Line
            label={t("designer.min")}
            value={limitText(type, min)}
            onChange={(text) => put({ min: numberOf(type, text) })}
          />
          <Line
            label={t("designer.max")}
            value={limitText(type, max)}
            onChange={(text) => put({ max: numberOf(type, text) })}
            error={faultOf("max")}
          />
        </div>
      )}
      {takesText(type) && (
        <Line
          label={t("designer.maxLength")}
          value={limitText(type, maxLength)}
          onChange={(text) => put({ maxLength: lengthOf(text) })}
        />
      )}
    </>
  );
}

function lengthOf(text: string): number | undefined {
  const length = numberOf("int", text);
  return length === undefined || length < 1 ? undefined : Math.round(length);
}
