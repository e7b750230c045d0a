import { Equal, SquareFunction } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "../../kit/Button.tsx";
import { classes } from "../../kit/classes.ts";
import kit from "../../kit/fields.module.css";
import { useWords } from "../../words/language.tsx";
import { constantIn } from "../facts/constants.ts";
import { feelEditor } from "../feel/editor.ts";
import { faultIn } from "../feel/syntax.ts";
import { useScope } from "../panel/place.tsx";
import { Line } from "./Line.tsx";
import { useCommitted } from "./useCommitted.ts";
import css from "./fields.module.css";

export type FeelProps = {
  readonly label: string;
  /** As it stands in the model: `=…` is FEEL, anything else a fixed text. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string | undefined;
  /** What is wrong besides the expression itself. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** Only FEEL makes sense here (a condition), or a fixed text does as well. */
  readonly isAlwaysFeel?: boolean;
};

/** A value that is a fixed text or a FEEL expression, with the variables of the place on offer. */
export function Feel(props: FeelProps) {
  const { t } = useWords();
  const isFeel = props.isAlwaysFeel === true || props.value.startsWith("=");
  if (isFeel) return <Expression {...props} />;
  return (
    <div className={css["switched"]}>
      <Line
        label={props.label}
        value={props.value}
        onChange={props.onChange}
        help={props.help}
        error={props.error}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
      />
      <div className={css["switch"]}>
        <Button
          kind="plain"
          label={t("feel.toExpression")}
          icon={<SquareFunction aria-hidden="true" />}
          onPress={() => props.onChange(props.value === "" ? "=" : `=${JSON.stringify(props.value)}`)}
        />
      </div>
    </div>
  );
}

function Expression({ label, value, onChange, help, error, placeholder = "", isAlwaysFeel = false }: FeelProps) {
  const { t } = useWords();
  const id = useId();
  const bare = value.replace(/^=/, "");
  const { text, change, flush } = useCommitted(bare, (next) => onChange(next.trim() === "" ? "" : `=${next}`));
  const fault = faultIn(text);
  const wrong = fault === null ? error : t("feel.fault", { text: fault.text === "" ? t("feel.end") : fault.text });
  const holder = useEditor({ label, placeholder, describedBy: `${id}-help`, text, change, flush });
  return (
    <div className={css["switched"]}>
      <div className={kit["field"]}>
        <span className={kit["label"]} id={`${id}-label`}>
          {label}
        </span>
        <div className={classes(css["feel"], wrong !== undefined && css["bad"])}>
          <Equal size={14} aria-hidden="true" />
          <div ref={holder} className={css["code"]} />
        </div>
        <span
          id={`${id}-help`}
          className={wrong === undefined ? kit["help"] : kit["error"]}
          role={wrong === undefined ? undefined : "alert"}
        >
          {wrong ?? help}
        </span>
      </div>
      {!isAlwaysFeel && (
        <div className={css["switch"]}>
          <Button
            kind="plain"
            label={t("feel.toText")}
            pressed
            icon={<SquareFunction aria-hidden="true" />}
            onPress={() => onChange(constantIn(value) ?? bare)}
          />
        </div>
      )}
    </div>
  );
}

type Editing = {
  readonly label: string;
  readonly placeholder: string;
  readonly describedBy: string;
  readonly text: string;
  readonly change: (text: string) => void;
  readonly flush: () => void;
};

/** A CodeMirror in an element that follows the text and tells of changes. */
function useEditor(editing: Editing) {
  const { t } = useWords();
  const { variables, origin } = useScope();
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<ReturnType<typeof feelEditor> | null>(null);
  const latest = useRef({ ...editing, t, variables, origin });
  useEffect(() => {
    latest.current = { ...editing, t, variables, origin };
  });
  const { label, placeholder, describedBy } = editing;
  useEffect(() => {
    if (holder.current === null) return;
    const now = latest.current;
    const view = feelEditor(holder.current, now.text, {
      label,
      placeholder,
      describedBy,
      variables: () => latest.current.variables(),
      origin: (variable) => latest.current.origin(variable),
      fault: (text) => latest.current.t("feel.fault", { text: text === "" ? latest.current.t("feel.end") : text }),
      changed: (text) => latest.current.change(text),
      left: () => latest.current.flush(),
    });
    editor.current = view;
    return () => view.destroy();
  }, [label, placeholder, describedBy]);
  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === editing.text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: editing.text } });
  }, [editing.text]);
  return holder;
}
