import { extensions, many, one, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";

const wordsOfFeel = new Set(
  [
    "if then else for in return some every satisfies and or not null true false between instance of function external",
  ].flatMap((words) => words.split(" ")),
);

/** Every FEEL expression below a model element, without the leading `=`. */
export function expressionsIn(root: Moddle): readonly string[] {
  const found: string[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value === "string" && value.startsWith("=")) found.push(value.slice(1));
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [name, child] of Object.entries(value)) if (!name.startsWith("$") && name !== "di") visit(child);
  };
  visit(root);
  return found;
}

/** The paths an expression reads: `ticket.number`, `step`. Texts, keys and names of functions are none. */
export function pathsIn(expression: string): readonly string[] {
  const bare = expression.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
  const paths = [...bare.matchAll(/(?<![\w.@])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?!\s*[(:]|\w)/g)];
  return paths.map(([, path]) => path ?? "").filter((path) => !wordsOfFeel.has(path));
}

/** What an element maps after it is done. Undefined when it maps nothing and so passes everything on. */
export function outputsOf(element: Moddle): readonly string[] | undefined {
  const mapping = extensions(element, "zeebe:IoMapping")[0];
  return mapping === undefined ? undefined : many(mapping, "outputParameters").map((each) => textOf(each, "target"));
}

/** What an element maps before it begins. */
export function inputsOf(element: Moddle): readonly string[] {
  const mapping = extensions(element, "zeebe:IoMapping")[0];
  return many(mapping, "inputParameters").map((each) => textOf(each, "target"));
}

/** The multi-instance words of our dialect. */
export function loopOf(element: Moddle | undefined): Moddle | undefined {
  return extensions(one(element, "loopCharacteristics"), "zeebe:LoopCharacteristics")[0];
}
