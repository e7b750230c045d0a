import type { Cell } from "../../documents/csv/people.ts";
import { csvForPeople } from "../../documents/csv/people.ts";
import type { ProcessFigures, ServiceFigures } from "../wireFigures.ts";

type Language = "de" | "en";

const heads = {
  service: {
    de: ["Kennzahl", "Merkmal", "Tag", "Wert", "Einheit"],
    en: ["Figure", "Of", "Day", "Value", "Unit"],
  },
  process: {
    de: ["Element", "Name", "Art", "Durchläufe", "Gewartet", "Wartet jetzt", "Median (min)", "90 % unter (min)"],
    en: ["Element", "Name", "Type", "Visits", "Waited", "Waiting now", "Median (min)", "90 % below (min)"],
  },
} as const;

const words = {
  met: { de: "SLA gehalten", en: "SLA met" },
  breached: { de: "SLA verletzt", en: "SLA breached" },
  response: { de: "Erste Reaktion", en: "First response" },
  resolution: { de: "Lösung", en: "Solution" },
  opened: { de: "Eröffnet", en: "Opened" },
  ended: { de: "Erledigt", en: "Ended" },
  open: { de: "Offen am Tagesende", en: "Open at the end of the day" },
  age: { de: "Offen nach Alter", en: "Open by age" },
  solved: { de: "Gelöst", en: "Solved" },
  reopened: { de: "Wieder geöffnet", en: "Reopened" },
  worked: { de: "Gebuchte Zeit", en: "Time recorded" },
  none: { de: "ohne Priorität", en: "without priority" },
  minutes: { de: "Minuten (Servicezeit)", en: "minutes (service time)" },
  workMinutes: { de: "Minuten", en: "minutes" },
  number: { de: "Anzahl", en: "count" },
  above: { de: "über 30 Tage", en: "over 30 days" },
  below: { de: "unter {n} Tagen", en: "under {n} days" },
  p90: { de: "90 % unter", en: "90 % below" },
} as const;

/** The figures of the desk, one a line, so that a spreadsheet can sum and filter them. */
export function serviceSheet(figures: ServiceFigures, language: Language): Uint8Array {
  const say = (word: keyof typeof words) => words[word][language];
  const number = say("number");
  const targets = figures.attainment.flatMap(({ kind, priority, met, breached }): Cell[][] => {
    const of = `${say(kind)}, ${priority ?? say("none")}`;
    return [
      [say("met"), of, null, met, number],
      [say("breached"), of, null, breached, number],
    ];
  });
  const paces = (["response", "resolution"] as const).flatMap((kind): Cell[][] => [
    [say(kind), "Median", null, figures[kind].median, say("minutes")],
    [say(kind), say("p90"), null, figures[kind].p90, say("minutes")],
  ]);
  const ages = figures.ages.map(({ bucket, count }): Cell[] => {
    const of = bucket === "more" ? say("above") : say("below").replace("{n}", bucket);
    return [say("age"), of, figures.to, count, number];
  });
  const totals: Cell[][] = [
    [say("solved"), null, null, figures.solved, number],
    [say("reopened"), null, null, figures.reopened, number],
    [say("worked"), null, null, figures.workedMinutes, say("workMinutes")],
  ];
  const days = figures.days.flatMap(({ day, ...counts }) =>
    (["opened", "ended", "open"] as const).map((each): Cell[] => [say(each), null, day, counts[each], number]),
  );
  return csvForPeople(heads.service[language], [...targets, ...paces, ...totals, ...ages, ...days]);
}

/** Where tokens of a process waited, an element a line. */
export function processSheet({ elements }: ProcessFigures, language: Language): Uint8Array {
  const rows = elements.map(({ elementId, name, type, entered, waited, waiting, median, p90 }): Cell[] => [
    elementId,
    name,
    type,
    entered,
    waited,
    waiting,
    minutesOf(median),
    minutesOf(p90),
  ]);
  return csvForPeople(heads.process[language], rows);
}

function minutesOf(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round(milliseconds / 600) / 100;
}
