import type { Json } from "../base/json.ts";
import { finding } from "./deviates.ts";
import type { Finding } from "./deviates.ts";
import { matches } from "./matching.ts";
import { placeOf } from "./places.ts";
import type { Play } from "./play.ts";
import type { Expectation } from "./shape.ts";
import type { Texts } from "./scenario.ts";

interface Sought<Item> {
  readonly place: string;
  readonly what: Texts;
  readonly expected: Json;
  /** All of the kind, and those among them that fit. */
  readonly all: readonly Item[];
  readonly fits: (item: Item) => boolean;
  /** How many must fit; without it at least one. */
  readonly count: number | undefined;
  readonly told: (item: Item) => Json;
}

function sought<Item>({ place, what, expected, all, fits, count, told }: Sought<Item>): Finding[] {
  const found = all.filter((item) => fits(item)).length;
  if (count === undefined ? found > 0 : found === count) return [];
  const actual = all.map((item) => told(item));
  const amount = count === undefined ? "" : ` (${count}×)`;
  const pair = { de: `${what.de}${amount}: ${short(expected)}`, en: `${what.en}${amount}: ${short(expected)}` };
  return [finding("scenario.none", { what: pair, found: short(actual) }, { place, expected, actual })];
}

/** Enough to recognise it; the whole stands in the finding's values. */
function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

/** Each decision listed was made. */
export function checkDecisions(play: Play, { decisions = [] }: Expectation): Finding[] {
  return decisions.flatMap((expected, index) =>
    sought({
      place: `/decisions/${index}`,
      what: { de: "eine Entscheidung", en: "a decision" },
      expected,
      all: play.made.filter(({ ruleSet }) => ruleSet === expected.ruleSet),
      fits: (made) =>
        (expected.element === undefined || isSame(play, made, expected.element)) &&
        (expected.rows === undefined || matches(made.rows, expected.rows)) &&
        (expected.verdict === undefined || matches(made.verdict, expected.verdict)) &&
        (expected.facts === undefined || matches(made.facts, expected.facts)),
      count: undefined,
      told: ({ facts, verdict, rows }) => ({ rows, verdict, facts }),
    }),
  );
}

function isSame(play: Play, at: { readonly process: string; readonly elementId: string }, text: string): boolean {
  const { process, elementId } = placeOf(play, text);
  return at.process === process && at.elementId === elementId;
}

/** Each message listed was thrown, each signal broadcast. */
export function checkMessages(play: Play, { messages = [], signals = [] }: Expectation): Finding[] {
  const lost = signals.filter((name) => !play.signals.includes(name));
  return [
    ...messages.flatMap((expected, index) =>
      sought({
        place: `/messages/${index}`,
        what: { de: "eine Nachricht", en: "a message" },
        expected,
        all: play.thrown,
        fits: ({ name, correlationKey, variables }) =>
          name === expected.name &&
          (expected.key === undefined || expected.key === correlationKey) &&
          (expected.variables === undefined || matches(variables, expected.variables)),
        count: expected.count,
        told: ({ name, correlationKey = null, variables }) => ({ name, key: correlationKey, variables }),
      }),
    ),
    ...lost.map((name) =>
      finding(
        "scenario.none",
        { what: { de: `das Signal ${name}`, en: `the signal ${name}` }, found: play.signals.join(", ") || "–" },
        { place: "/signals", expected: name, actual: play.signals },
      ),
    ),
  ];
}

/** Each mail or notice listed was written. */
export function checkMails(play: Play, { mails = [] }: Expectation): Finding[] {
  return mails.flatMap((expected, index) =>
    sought({
      place: `/mails/${index}`,
      what: { de: "eine Mail", en: "a mail" },
      expected,
      all: play.written,
      fits: ({ template, to, language, subject, text }) =>
        template === expected.template &&
        (expected.to === undefined || matches(to, expected.to)) &&
        (expected.language === undefined || language === expected.language) &&
        (expected.subject === undefined || subject.includes(expected.subject)) &&
        (expected.contains ?? []).every((part) => text.includes(part)),
      count: expected.count,
      told: ({ template, language, to, subject, text }) => ({ template, language, to, subject, text }),
    }),
  );
}

/** Each job listed was handed out. */
export function checkJobs(play: Play, { jobs = [] }: Expectation): Finding[] {
  return jobs.flatMap((expected, index) =>
    sought({
      place: `/jobs/${index}`,
      what: { de: "ein Auftrag", en: "a job" },
      expected,
      all: play.handed.filter(({ type }) => type === expected.type),
      fits: (handed) =>
        (expected.element === undefined || isSame(play, handed, expected.element)) &&
        (expected.input === undefined || matches(handed.input, expected.input)),
      count: expected.count,
      told: ({ process, elementId, input }) => ({ process, elementId, input }),
    }),
  );
}
