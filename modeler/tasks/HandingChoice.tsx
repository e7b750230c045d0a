import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { classes } from "../kit/classes.ts";
import fields from "../kit/fields.module.css";
import { useWords } from "../words/language.tsx";
import css from "./Assign.module.css";

/** How a task goes to somebody: for good, or so that it comes back. */
export type Handing = "assign" | "delegate";

/** The two ways, each with what it means. */
export function HandingChoice({ value, onChange }: { value: Handing; onChange: (handing: Handing) => void }) {
  const { t } = useWords();
  const ways = [
    { id: "assign", name: t("delegate.assign"), text: t("delegate.assignText") },
    { id: "delegate", name: t("delegate.over"), text: t("delegate.overText") },
  ] as const;
  return (
    <RadioGroup
      aria-label={t("delegate.how")}
      className={css["handing"] ?? ""}
      value={value}
      onChange={(id) => onChange(id === "delegate" ? "delegate" : "assign")}
    >
      {ways.map(({ id, name, text }) => (
        <Radio key={id} value={id} className={fields["choice"] ?? ""}>
          <span className={classes(fields["mark"], fields["dot"])} />
          <span>
            <strong>{name}</strong>
            <span className={css["handingText"]}>{text}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
