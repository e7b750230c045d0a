import { Linter } from "bpmnlint";
import type { Element } from "../../engine/reading/element.ts";
import type { Finding } from "../finding.ts";
import { called } from "../words.ts";
import type { Names } from "../words.ts";
import { chosen } from "./chosen.ts";
import type { Chosen } from "./chosen.ts";

/** Lets bpmnlint look at a file. Its rules come from `chosen`, by name; nothing is looked for at run time. */
export async function runBpmnlint(definitions: Element, names: Names): Promise<readonly Finding[]> {
  const linter = new Linter({
    config: { rules: Object.fromEntries(Object.keys(chosen).map((name) => [name, "warn"])) },
    resolver: { resolveRule: (_package, name) => chosen[name]?.rule, resolveConfig: () => undefined },
  });
  const reports = await linter.lint(definitions);
  return Object.entries(reports).flatMap(([name, all]) => {
    const rule = chosen[name];
    const ids = new Set(all.flatMap(({ id, category }) => (category === "rule-error" || id === undefined ? [] : [id])));
    return rule ? [...ids].map((id) => findingOf(id, name, rule, names)) : [];
  });
}

function findingOf(elementId: string, name: string, { severity, says, reference }: Chosen, names: Names): Finding {
  const known = called({ id: elementId }, names);
  return {
    severity,
    elementId,
    code: `bpmnlint/${name}`,
    message: { de: `${known.de} ${says.de}`, en: `${known.en} ${says.en}` },
    ...(reference === undefined ? {} : { reference }),
  };
}
