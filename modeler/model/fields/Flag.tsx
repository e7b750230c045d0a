import { useState } from "react";
import kit from "../../kit/fields.module.css";
import { flagIn } from "../facts/flags.ts";
import { Check } from "./Check.tsx";
import { Feel } from "./Feel.tsx";
import { TwoWays } from "./TwoWays.tsx";

export type FlagProps = {
  readonly label: string;
  /** As it stands in the model: nothing, true, false, or FEEL that works it out. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** How yes and no are written; `=true` and nothing where it is not said. */
  readonly written?: { readonly yes: string; readonly no: string };
  readonly help?: string | undefined;
  readonly error?: string | undefined;
};

const usual = { yes: "=true", no: "" };

/** Yes or no; or an expression, where it depends on the case. An expression is shown as one and never ticked away. */
export function Flag({ label, value, onChange, written = usual, help, error }: FlagProps) {
  const flag = flagIn(value);
  const [isWanted, setWanted] = useState(false);
  const isExpression = flag === null || isWanted;
  const tick = (isOn: boolean) => onChange(isOn ? written.yes : written.no);
  const change = () => {
    setWanted(!isExpression);
    if (isExpression) tick(flag === true);
  };
  // An expression that says yes on the way is one until it is switched: the field stays under the hands.
  const write = (expression: string) => {
    setWanted(true);
    onChange(expression);
  };
  return (
    <TwoWays isExpression={isExpression} label={label} plain="flag" onSwitch={change}>
      {isExpression ? (
        <Feel
          {...{ label, value, help, error }}
          onChange={write}
          isAlwaysFeel={value === "" || value.startsWith("=") || flag !== null}
        />
      ) : (
        <div className={kit["field"]}>
          <Check label={label} value={flag} onChange={tick} />
          {help !== undefined && <p className={kit["help"]}>{help}</p>}
          {error !== undefined && <p className={kit["error"]}>{error}</p>}
        </div>
      )}
    </TwoWays>
  );
}
