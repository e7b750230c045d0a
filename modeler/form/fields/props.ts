import type { FormField } from "../../api/types.ts";

/** What every field component is given. */
export type FieldProps = {
  readonly field: FormField;
  readonly label: string;
  readonly help: string | undefined;
  readonly error: string | undefined;
  readonly value: unknown;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (value: unknown) => void;
};
