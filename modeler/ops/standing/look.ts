import type { ProcessFigures } from "../../../server/http/wireFigures.ts";
import type { ElementStanding } from "../../../server/http/wireOperations.ts";
import type { Language } from "../../api/types.ts";
import type { Heat, Look } from "../../diagram/look.ts";
import { heatOf, levelOf } from "../../figures/heat.ts";
import type { StandingShow } from "../../searchOps.ts";
import { durationText } from "../../words/time.ts";
import { tags } from "../../words/tags.ts";

type Shown = {
  readonly show: StandingShow;
  readonly elements: readonly ElementStanding[];
  readonly figures: ProcessFigures["elements"];
  readonly language: Language;
};

/** What a version's diagram shows: counts where tokens stand, or the heat of faults, of time or of visits. */
export function lookOf({ show, elements, figures, language }: Shown): Look {
  const number = (amount: number) => amount.toLocaleString(tags[language]);
  switch (show) {
    case "tokens":
      return {
        kind: "tokens",
        states: new Map(elements.map(({ elementId, tokens, faults }) => [elementId, { tokens, faults, passed: 0 }])),
      };
    case "faults":
      return { kind: "heat", heats: faultHeats(elements, number) };
    case "time":
      return { kind: "heat", heats: heatOf(figures, "time", (amount) => durationText(amount, language)) };
    case "count":
      return { kind: "heat", heats: heatOf(figures, "count", number) };
  }
}

function faultHeats(
  elements: readonly ElementStanding[],
  write: (amount: number) => string,
): ReadonlyMap<string, Heat> {
  const faulty = elements.filter(({ faults }) => faults > 0);
  const most = Math.max(...faulty.map(({ faults }) => Math.log1p(faults)), 0);
  return new Map(
    faulty.map(({ elementId, faults }) => [
      elementId,
      { level: levelOf(Math.log1p(faults), most), text: write(faults) },
    ]),
  );
}
