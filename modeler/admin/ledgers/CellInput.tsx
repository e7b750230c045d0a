import { useId } from "react";
import { classes } from "../../kit/classes.ts";
import fields from "../../kit/fields.module.css";
import css from "./Ledgers.module.css";

type CellProps = {
  /** Heard, since the head of the column is seen. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
};

/** A field in a cell of a table, with what is wrong with it below. */
export function CellInput({ label, value, onChange, error, placeholder, isDisabled = false }: CellProps) {
  const id = useId();
  return (
    <>
      <input
        className={classes(fields["input"], css["cell"])}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : id}
        disabled={isDisabled}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {error !== undefined && (
        <span id={id} className={fields["error"]}>
          {error}
        </span>
      )}
    </>
  );
}
