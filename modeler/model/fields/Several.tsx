import { TriangleAlert, X } from "lucide-react";
import { useId, useState } from "react";
import { classes } from "../../kit/classes.ts";
import kit from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import type { Pick } from "../catalogue/catalogue.ts";
import { listIn, listText } from "../facts/lists.ts";
import { Choose } from "./Choose.tsx";
import { Feel } from "./Feel.tsx";
import { useUnknown } from "./Known.tsx";
import { TwoWays } from "./TwoWays.tsx";
import css from "./fields.module.css";

export type SeveralProps = {
  readonly label: string;
  /** As it stands in the model: `a,b`, `=["a", "b"]`, or an expression that cannot be shown as a list. */
  readonly value: string;
  readonly choices: readonly Pick[];
  readonly onChange: (value: string) => void;
  readonly help?: string;
  readonly error?: string | undefined;
  /** How the list is written: as a FEEL list, or with commas. */
  readonly style: "feel" | "commas";
};

/** Several of what exists; a list that depends on the case is an expression instead. */
export function Several(props: SeveralProps) {
  const { label, value, onChange, help, error, style } = props;
  const list = listIn(value);
  const [isWanted, setWanted] = useState(false);
  const isExpression = list === null || isWanted;
  const change = () => {
    setWanted(!isExpression);
    onChange(listText(list ?? [], isExpression ? style : "feel"));
  };
  // An expression that says a list on the way is one until it is switched: the field stays under the hands.
  const write = (expression: string) => {
    setWanted(true);
    onChange(expression);
  };
  return (
    <TwoWays isExpression={isExpression} label={label} onSwitch={change}>
      {isExpression ? (
        <Feel label={label} value={value} onChange={write} help={help} error={error} isAlwaysFeel />
      ) : (
        <Listed {...props} list={list} />
      )}
    </TwoWays>
  );
}

/** The chosen ones as tags below the field that adds another; what does not exist is marked. */
function Listed({ label, list, choices, onChange, help, error, style }: SeveralProps & { list: readonly string[] }) {
  const { t } = useWords();
  const id = useId();
  const unknown = useUnknown();
  const write = (names: readonly string[]) => onChange(listText(names, style));
  const nameOf = (one: string) => choices.find((choice) => choice.id === one)?.name ?? one;
  return (
    <div className={kit["field"]}>
      <Choose
        key={list.length}
        label={label}
        value=""
        choices={choices.filter((choice) => !list.includes(choice.id))}
        onChange={(next) => (next.startsWith("=") ? onChange(next) : next !== "" && write([...list, next]))}
        placeholder={t("choose.add")}
        takesOthers
        help={help}
        error={error ?? unknown(list, choices)}
      />
      {list.length > 0 && (
        <ul id={id} className={css["tags"]} aria-label={label}>
          {list.map((one) => (
            <li key={one} className={classes(css["tag"], unknown([one], choices) !== undefined && css["stranger"])}>
              {unknown([one], choices) !== undefined && <TriangleAlert size={14} aria-hidden="true" />}
              {nameOf(one)}
              <button
                type="button"
                aria-label={t("choose.remove", { name: nameOf(one) })}
                onClick={() => write(list.filter((each) => each !== one))}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
