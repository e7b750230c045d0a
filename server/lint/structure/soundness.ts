import type { Node } from "../../engine/model.ts";
import type { Finding } from "../finding.ts";
import { called } from "../words.ts";
import type { Names } from "../words.ts";
import { explore } from "./explore.ts";
import { netOf } from "./net.ts";
import { reduce } from "./reduce.ts";

/**
 * Deadlocks and tokens that meet in one scope: a parallel join that cannot fill (10.6.4), and parallel ways that come
 * together without being joined, so that what follows is done once for each of them (10.6.2).
 *
 * Exact without loops and for well-structured models; with other loops up to a limit, which is told.
 */
export function soundness(scope: Node, names: Names): readonly Finding[] {
  const net = netOf(scope);
  if (!net || net.beginnings.length === 0) return [];
  const { stuck, never, meeting, isComplete } = explore(reduce(net));
  return [
    ...[...stuck].map((move) => deadlock(move.node, names, never.has(move))),
    ...[...meeting].map(({ node }) => meets(node, names)),
    ...(isComplete ? [] : [unproven(scope, names)]),
  ];
}

function deadlock(node: Node, names: Names, isCertain: boolean): Finding {
  const { de, en } = called(node, names);
  return {
    severity: isCertain ? "error" : "warning",
    elementId: node.id,
    code: isCertain ? "flow.deadlock" : "flow.stuck",
    message: isCertain
      ? {
          de: `Die Zusammenführung ${de} wartet für immer: Nie kommt auf jedem ihrer eingehenden Sequenzflüsse ein Token an.`,
          en: `The join ${en} waits for ever: there is no run in which a token comes on each of its incoming flows.`,
        }
      : {
          de: `Die Zusammenführung ${de} kann für immer warten: In manchen Abläufen kommt nicht auf jedem eingehenden Sequenzfluss ein Token an.`,
          en: `The join ${en} may wait for ever: in some runs no token comes on one of its incoming flows.`,
        },
    reference: "10.6.4",
  };
}

function meets(node: Node, names: Names): Finding {
  const { de, en } = called(node, names);
  return {
    severity: "warning",
    elementId: node.id,
    code: "flow.unsynchronised",
    message: {
      de: `Bei ${de} können mehrere Token nacheinander ankommen, ohne vereinigt zu werden: Was folgt, geschieht dann mehrfach. Parallele Wege werden mit einem parallelen oder inklusiven Gateway vereinigt.`,
      en: `Several tokens may come to ${en} without being joined: what follows is then done more than once. Join parallel ways with a parallel or inclusive gateway.`,
    },
    reference: "10.6.2",
  };
}

function unproven(scope: Node, names: Names): Finding {
  const { de, en } = called(scope, names);
  return {
    severity: "hint",
    elementId: scope.id,
    code: "flow.unproven",
    message: {
      de: `In ${de} gibt es zu viele Abläufe, um alle zu prüfen; Verklemmungen sind nur zum Teil ausgeschlossen.`,
      en: `There are too many runs of ${en} to look at all of them; deadlocks are ruled out in part only.`,
    },
  };
}
