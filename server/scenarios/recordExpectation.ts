import { canonical } from "../base/json.ts";
import type { JsonObject } from "../base/json.ts";
import { textOfPlace, waitingPlaces } from "./places.ts";
import type { Play } from "./play.ts";

/** What a played run has come to, as an expectation. */
export function expectedOf(play: Play): JsonObject {
  const ending = play.first?.ending;
  const error = ending?.kind === "failed" ? { error: ending.errorCode } : {};
  return {
    state: ending?.kind ?? "running",
    ...error,
    inOrder: [...new Set(play.first?.path)],
    decisions: once(
      play.made.map(({ process, elementId, ruleSet, rows }) => ({
        ruleSet,
        element: textOfPlace(play, { process, elementId }),
        rows,
      })),
    ),
    messages: counted(
      play.thrown.map(({ name, correlationKey: key }) => ({ name, ...(key === undefined ? {} : { key }) })),
    ),
    mails: counted(
      play.written.map(({ template, language }) => (language === "" ? { template } : { template, language })),
    ),
    waiting: waitingPlaces(play),
  };
}

function once(list: readonly JsonObject[]): JsonObject[] {
  return [...new Map(list.map((each) => [canonical(each), each])).values()];
}

function counted(list: readonly JsonObject[]): JsonObject[] {
  return [...Map.groupBy(list, (each) => canonical(each)).values()].flatMap((same) =>
    same[0] === undefined ? [] : [{ ...same[0], count: same.length }],
  );
}
