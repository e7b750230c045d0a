import { Check as Tick } from "lucide-react";
import { Checkbox } from "react-aria-components/Checkbox";
import { classes } from "../../kit/classes.ts";
import kit from "../../kit/fields.module.css";
import css from "./fields.module.css";

export type CheckProps = {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
};

/** Yes or no. */
export function Check({ label, value, onChange }: CheckProps) {
  return (
    <Checkbox className={css["check"] ?? ""} isSelected={value} onChange={onChange}>
      {({ isSelected }) => (
        <>
          <span className={classes(kit["mark"], kit["box"], isSelected && css["ticked"])}>
            <Tick size={13} aria-hidden="true" />
          </span>
          {label}
        </>
      )}
    </Checkbox>
  );
}
