import { useState } from "react";
import { useWords } from "../../words/language.tsx";
import type { Pick } from "../catalogue/catalogue.ts";
import { constantIn, constantText, type Written } from "../facts/constants.ts";
import { Choose } from "./Choose.tsx";
import { Feel } from "./Feel.tsx";
import { TwoWays } from "./TwoWays.tsx";

export type KnownProps = {
  readonly label: string;
  /** As it stands in the model: one of what exists in any of its spellings, or FEEL that works it out. */
  readonly value: string;
  readonly choices: readonly Pick[];
  readonly onChange: (value: string) => void;
  readonly written: Written;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** What is said of a value that does not exist; without it anything may be typed. */
  readonly unknown?: ((value: string) => string | undefined) | undefined;
};

/** One of what exists, found by typing; or an expression, where it depends on the case. */
export function Known({ value, written, choices, onChange, unknown, error, ...said }: KnownProps) {
  const constant = constantIn(value);
  const [isWanted, setWanted] = useState(false);
  const isExpression = constant === null || isWanted;
  const change = () => {
    setWanted(!isExpression);
    if (isExpression) onChange(constantText(constant ?? "", written));
    else if (!value.startsWith("=")) {
      const number = constantText(value, written);
      onChange(number.startsWith("=") ? number : constantText(value, "text"));
    }
  };
  // An expression that says a constant on the way is one until it is switched: the field stays under the hands.
  const write = (expression: string) => {
    setWanted(true);
    onChange(expression);
  };
  const take = (typed: string) => {
    setWanted(typed.startsWith("="));
    onChange(typed.startsWith("=") ? typed : constantText(typed, written));
  };
  return (
    <TwoWays isExpression={isExpression} label={said.label} onSwitch={change}>
      {isExpression ? (
        <Feel {...said} value={value} onChange={write} error={error} isAlwaysFeel />
      ) : (
        <Choose
          {...said}
          value={constant}
          choices={choices}
          onChange={take}
          error={error ?? (isNew(constant, choices) ? unknown?.(constant) : undefined)}
          takesOthers
        />
      )}
    </TwoWays>
  );
}

/** What of a list does not exist, said in one sentence; nothing where all does, or where the list has not come yet. */
export function useUnknown(): (names: readonly string[], choices: readonly Pick[]) => string | undefined {
  const { t } = useWords();
  return (names, choices) => {
    const strangers = names.filter((name) => isNew(name, choices));
    return strangers.length === 0 ? undefined : t("choose.unknown", { names: strangers.join(", ") });
  };
}

function isNew(value: string, choices: readonly Pick[]): boolean {
  return value !== "" && choices.length > 0 && !choices.some((choice) => choice.id === value);
}
