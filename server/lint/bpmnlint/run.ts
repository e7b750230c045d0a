import { isA, many, one } from "../../engine/reading/element.ts";
import type { Element } from "../../engine/reading/element.ts";
import type { Finding } from "../finding.ts";
import { called } from "../words.ts";
import type { Names } from "../words.ts";
import { chosen } from "./chosen.ts";
import type { Chosen } from "./chosen.ts";

/**
 * Lets the rules of bpmnlint look at the elements of a file. Its own linter walks through the whole file and its drawing
 * once for each rule, which takes most of the time there is while somebody types; here all rules go along on one walk.
 */
export function runBpmnlint(elements: readonly Element[], names: Names): readonly Finding[] {
  const found: Finding[] = [];
  listFlows(elements);
  const checks = Object.entries(chosen).map(([name, rule]) => {
    const seen = new Set<string>();
    const report = (id: string | undefined): void => {
      if (id === undefined || seen.has(id)) return;
      seen.add(id);
      found.push(findingOf(id, name, rule, names));
    };
    return { check: rule.rule().check, reporter: { report } };
  });
  for (const element of elements) for (const rule of checks) attempt(rule, element);
  return found;
}

/** Nodes need not list their flows (8.4.13), but the rules go by the lists: what is missing is added. */
function listFlows(elements: readonly Element[]): void {
  for (const flow of elements) {
    if (!isA(flow, "bpmn:SequenceFlow")) continue;
    list(one(flow, "sourceRef"), "outgoing", flow);
    list(one(flow, "targetRef"), "incoming", flow);
  }
}

function list(node: Element | undefined, name: "incoming" | "outgoing", flow: Element): void {
  if (!node) return;
  const present = many(node, name);
  if (!present.includes(flow)) Reflect.set(node, name, [...present, flow]);
}

/** A rule that stumbles over a model nobody thought of says nothing about that element, as in bpmnlint itself. */
function attempt({ check, reporter }: Rule, element: Element): void {
  try {
    check(element, reporter);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

interface Rule {
  readonly check: ReturnType<Chosen["rule"]>["check"];
  readonly reporter: { report(id: string | undefined): void };
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
