import { useEffect, useRef } from "react";
import kit from "../../kit/fields.module.css";
import { useCommitted } from "../../model/fields/useCommitted.ts";
import { bodyEditor } from "./bodyEditor.ts";
import css from "./Template.module.css";

export type BodyFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly placeholders: readonly string[];
  readonly onChange: (text: string) => void;
};

/** The body of a template in an editor that knows its placeholders. */
export function BodyField({ label, value, isReadOnly, placeholders, onChange }: BodyFieldProps) {
  const { text, change, flush } = useCommitted(value, onChange);
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<ReturnType<typeof bodyEditor> | null>(null);
  const latest = useRef({ text, change, flush, placeholders });
  useEffect(() => {
    latest.current = { text, change, flush, placeholders };
  });
  useEffect(() => {
    if (holder.current === null) return;
    const view = bodyEditor(holder.current, latest.current.text, {
      label,
      isReadOnly,
      placeholders: () => latest.current.placeholders,
      changed: (next) => latest.current.change(next),
      left: () => latest.current.flush(),
    });
    editor.current = view;
    return () => view.destroy();
  }, [label, isReadOnly]);
  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);
  return (
    <div className={kit["field"]}>
      <span className={kit["label"]}>{label}</span>
      <div ref={holder} className={css["code"]} />
    </div>
  );
}
