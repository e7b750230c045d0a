import { TextInput } from "../../kit/TextInput.tsx";
import { useCommitted } from "./useCommitted.ts";

export type LineProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly rows?: number;
  readonly placeholder?: string;
};

/** A text of the model, written back when one pauses or leaves the field. */
export function Line({ value, onChange, ...rest }: LineProps) {
  const { text, change, flush } = useCommitted(value, onChange);
  return <TextInput {...rest} value={text} onChange={change} onBlur={flush} />;
}
