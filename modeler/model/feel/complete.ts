import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Variable } from "../facts/variables.ts";
import { builtins, keywords } from "./builtins.ts";

/** Who writes a variable, in words. */
export type Origin = (variable: Variable) => string;

/** What can be written at the cursor: variables of the place, members after a dot, functions and keywords of FEEL. */
export function completions(
  context: CompletionContext,
  variables: readonly Variable[],
  origin: Origin,
): CompletionResult | null {
  const member = context.matchBefore(/[A-Za-z_]\w*(?:\.\w*)+/);
  if (member !== null) return membersAt(member, variables);
  const word = context.matchBefore(/[A-Za-z_]\w*/);
  if (word === null && !context.explicit) return null;
  return {
    from: word?.from ?? context.pos,
    options: [...variables.map((variable) => variableOption(variable, origin)), ...functionOptions, ...keywordOptions],
    validFor: /^\w*$/,
  };
}

function membersAt(member: { from: number; text: string }, variables: readonly Variable[]): CompletionResult | null {
  const at = member.text.lastIndexOf(".");
  const [root, ...inner] = member.text.slice(0, at).split(".");
  const below = [...inner, ""].join(".");
  const variable = variables.find((one) => one.name === root);
  const names = (variable?.members ?? [])
    .filter((name) => name.startsWith(below))
    .map((name) => name.slice(below.length).split(".")[0] ?? "");
  if (names.length === 0) return null;
  const options = [...new Set(names)].map((label): Completion => ({ label, type: "property" }));
  return { from: member.from + at + 1, options, validFor: /^\w*$/ };
}

function variableOption(variable: Variable, origin: Origin): Completion {
  return { label: variable.name, type: "variable", detail: origin(variable), boost: 10 };
}

const functionOptions: readonly Completion[] = builtins.map(([name, parameters]) => ({
  label: name,
  type: "function",
  detail: `(${parameters})`,
  apply: (view, _, from, to) => {
    const at = from + name.length + 1;
    view.dispatch({
      changes: { from, to, insert: `${name}()` },
      selection: { anchor: parameters === "" ? at + 1 : at },
    });
  },
}));

const keywordOptions: readonly Completion[] = keywords.map((label) => ({ label, type: "keyword", boost: -5 }));
