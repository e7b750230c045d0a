import { Deviates } from "./deviates.ts";
import type { Play } from "./play.ts";
import { settle, startsOn } from "./settle.ts";
import { apply } from "./tree.ts";

/**
 * Starts the process as the scenario says, and lets happen what follows by itself.
 *
 * @throws {Deviates} `scenario.process`, `scenario.start` @throws {Refusal} what the engine refuses
 */
export async function begin(play: Play): Promise<void> {
  const { start, process } = play.plan;
  const definition = play.repertoire.definitions.get(process);
  if (!definition) throw new Deviates("scenario.process", { process });
  const { variables } = start;
  const businessKey = "businessKey" in start ? start.businessKey : undefined;
  if (start.kind === "none") {
    const actor = play.add(definition, undefined, businessKey);
    await apply(play, actor, {
      kind: "start",
      variables,
      ...(start.element === undefined ? {} : { elementId: start.element }),
    });
  } else {
    const found = startsOn(play, start.kind, start.name).find((each) => each.definition === definition);
    if (!found) throw new Deviates("scenario.start", { what: start.name, process });
    await apply(play, play.add(definition, undefined, businessKey), {
      kind: "start",
      elementId: found.elementId,
      variables,
    });
  }
  await settle(play);
}
