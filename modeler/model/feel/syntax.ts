import { parser } from "@bpmn-io/lezer-feel";

/** Where an expression stops being FEEL. */
export type SyntaxFault = { readonly from: number; readonly to: number; readonly text: string };

/** The first place at which an expression cannot be read; null when it is FEEL. Positions count without the `=`. */
export function faultIn(expression: string): SyntaxFault | null {
  if (expression.trim() === "") return null;
  let fault: SyntaxFault | null = null;
  parser
    .configure({ top: "Expression" })
    .parse(expression)
    .iterate({
      enter: (node) => {
        if (fault !== null || !node.type.isError) return fault === null;
        const from = Math.min(node.from, expression.length);
        fault = { from, to: Math.max(node.to, from), text: expression.slice(from, Math.max(node.to, from + 1)) };
        return false;
      },
    });
  return fault;
}
