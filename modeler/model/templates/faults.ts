import type { TemplateProperty } from "../../../server/http/wireElementTemplates.ts";

/** What is wrong with what stands in a field. */
export type Fault =
  | { readonly kind: "empty" | "unlike" }
  | { readonly kind: "short" | "long"; readonly length: number }
  | { readonly kind: "said"; readonly message: string };

/** Checks what stands in a field against what the template asks; an expression is known only when it runs. */
export function faultOf({ constraints = {} }: TemplateProperty, value: string): Fault | null {
  const { notEmpty, pattern } = constraints;
  if (value === "") return notEmpty === true ? { kind: "empty" } : null;
  if (value.startsWith("=")) return null;
  return lengthFault(constraints, value) ?? (pattern === undefined ? null : patternFault(pattern, value));
}

type Constraints = NonNullable<TemplateProperty["constraints"]>;

function lengthFault(
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Constraints,
  value: string,
): Fault | null {
  if (value.length < minLength) return { kind: "short", length: minLength };
  return value.length > maxLength ? { kind: "long", length: maxLength } : null;
}

function patternFault(pattern: NonNullable<Constraints["pattern"]>, value: string): Fault | null {
  const { value: source, message = "" } = typeof pattern === "string" ? { value: pattern } : pattern;
  if (new RegExp(source, "u").test(value)) return null;
  return message === "" ? { kind: "unlike" } : { kind: "said", message };
}
