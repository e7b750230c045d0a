import type { Expression } from "../../engine/model.ts";

/** The text that an expression always gives, if it does. */
export function literalOf({ text, isConstant }: Expression): string | undefined {
  if (isConstant) return text;
  return /^=\s*"([^"\\]*)"\s*$/.exec(text)?.[1];
}
