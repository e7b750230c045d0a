import type { Node } from "../../engine/model.ts";
import type { Finding } from "../finding.ts";
import { called } from "../words.ts";
import type { Names } from "../words.ts";
import { entries, isInFlow } from "./net.ts";
import { nextOf, reachable } from "./ways.ts";

/** Elements of a scope that no token comes to (10.5.2). The first of each group speaks for those behind it. */
export function unreachable(scope: Node, names: Names): readonly Finding[] {
  const reached = reachedIn(scope);
  const lost = new Set(scope.children.filter((node) => !reached.has(node) && !node.isEventSubProcess));
  const before = new Set([...lost].flatMap((node) => nextOf(node)));
  const heads = [...lost].filter((node) => !before.has(node) && (!node.host || !lost.has(node.host)));
  const covered = reachable(heads);
  for (const node of lost) if (!covered.has(node) && heads.length === 0) heads.push(node);
  return heads.map((node) => {
    const { de, en } = called(node, names);
    return {
      severity: "warning",
      elementId: node.id,
      code: "flow.unreachable",
      message: {
        de: `${de} wird nie erreicht: Kein Weg führt von einem Startereignis dorthin.`,
        en: `${en} is never reached: no way leads there from a start event.`,
      },
      reference: "10.5.2",
    };
  });
}

function reachedIn(scope: Node): ReadonlySet<Node> {
  const nodes = scope.children.filter((node) => isInFlow(node));
  return reachable(entries(scope, nodes).flat());
}

/** Loops that no way leads out of: what comes in goes round for ever (10.5.3). */
export function endless(scope: Node, names: Names): readonly Finding[] {
  const reached = [...reachedIn(scope)];
  const ends = reached.filter((node) => nextOf(node).length === 0);
  const isCutOff = ends.some(({ triggers }) => triggers.some(({ kind }) => kind === "terminate" || kind === "error"));
  if (isCutOff || hasExit(scope)) return [];
  const previous = new Map<Node, Node[]>();
  for (const node of reached)
    for (const next of nextOf(node)) previous.set(next, [...(previous.get(next) ?? []), node]);
  const saved = reachable(ends, (node) => previous.get(node) ?? []);
  const caught = reached.filter((node) => !saved.has(node));
  const first = caught.find((node) => reachable(nextOf(node)).has(node));
  if (!first) return [];
  const waits = caught.some((node) => isWaiting(node));
  const { de, en } = called(first, names);
  return [
    {
      severity: waits ? "warning" : "error",
      elementId: first.id,
      code: "flow.endless",
      message: {
        de: `Aus der Schleife bei ${de} führt kein Weg zu einem Ende${waits ? "" : ", und nichts in ihr wartet"}: Der Ablauf kommt nie zum Abschluss.`,
        en: `No way leads out of the loop at ${en} to an end${waits ? "" : ", and nothing in it waits"}: what comes in never comes to a close.`,
      },
      reference: "10.5.3",
    },
  ];
}

/** Whether something outside may end the scope: an event that interrupts it, or one of those around it. */
function hasExit(scope: Node): boolean {
  for (let at: Node | undefined = scope; at; at = at.parent) {
    if (at.boundaries.some((event) => event.isInterrupting)) return true;
    const starts = at.children.filter((child) => child.isEventSubProcess).flatMap(({ children }) => children);
    if (starts.some((node) => node.spec.kind === "start" && node.isInterrupting)) return true;
  }
  return false;
}

function isWaiting({ spec, triggers }: Node): boolean {
  if (spec.kind === "catch") return triggers.every(({ kind }) => kind !== "link");
  return ["task", "job", "receive", "call", "scope", "adHoc", "eventBased"].includes(spec.kind);
}
