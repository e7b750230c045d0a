import { connectorOf } from "../catalogue/connectors.ts";
import type { Place } from "../island/write.ts";
import { setExtension, together } from "../island/write.ts";
import { pairsOf, setPairs } from "./mapping.ts";
import type { Variable } from "./variables.ts";

/**
 * Gives a task its connector. What the job needs is filled from the variable of that name where there is one, and what it
 * brings becomes variables, unless somebody has mapped something already; all of it is one step for undo.
 */
export function connect(place: Place, type: string, variables: readonly Variable[]): void {
  const connector = connectorOf(type);
  together(place.island, () => {
    setExtension(place, "zeebe:TaskDefinition", { type });
    if (connector === undefined) return;
    const names = new Set(variables.map(({ name }) => name));
    const needed = connector.inputs.filter(({ name, isRequired }) => isRequired === true && names.has(name));
    if (pairsOf(place.owner, "input").length === 0)
      setPairs(
        place,
        "input",
        needed.map(({ name }) => pair(name)),
      );
    if (pairsOf(place.owner, "output").length === 0) setPairs(place, "output", connector.outputs.map(pair));
  });
}

function pair(name: string): { source: string; target: string } {
  return { source: `=${name}`, target: name };
}
