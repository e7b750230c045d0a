import type { Change } from "../diff/diff.ts";
import type { PropertyChange, PropertyValue } from "../diff/present.ts";
import type { Conflict, OptionKey } from "../merge/types.ts";
import type { ElementRef } from "../model/owner.ts";
import { propertyName, typeName } from "./names.ts";
import type { Language } from "./names.ts";

/** The longest value that is shown whole, in characters. */
const LONGEST = 60;

/** An element in words: `task “Call back”`, `Sequenzfluss Flow_1`. */
export function sayElement({ type, name, id }: ElementRef, language: Language): string {
  const called = name === undefined || name === "" ? id : quote(name, language);
  return `${typeName(type, language)} ${called}`;
}

/** What happened to an element, in a sentence without a full stop. */
export function sayChange({ kind, element, properties }: Change, language: Language): string {
  const what = sayElement(element, language);
  if (kind === "added") return language === "de" ? `${what} hinzugefügt` : `${what} added`;
  if (kind === "removed") return language === "de" ? `${what} gelöscht` : `${what} deleted`;
  return `${what}: ${properties.map((property) => sayProperty(property, language)).join("; ")}`;
}

/** What happened to a property: `duration PT1H → PT2H`, `Bedingung neu: =a`. */
export function sayProperty({ code, subject, before, after }: PropertyChange, language: Language): string {
  const name = propertyName(code, language);
  const what = subject === undefined ? name : `${name} ${subject}`;
  if (before === undefined && after === undefined) return what;
  if (before === undefined) return `${what} ${language === "de" ? "neu" : "new"}: ${sayValue(after, language)}`;
  if (after === undefined) return `${what} ${language === "de" ? "entfernt" : "removed"}`;
  return `${what} ${sayValue(before, language)} → ${sayValue(after, language)}`;
}

function sayValue(value: PropertyValue | undefined, language: Language): string {
  if (typeof value === "boolean") {
    const [yes, no] = language === "de" ? ["ja", "nein"] : ["yes", "no"];
    return value ? yes : no;
  }
  const text = Array.isArray(value) ? value.join(", ") : String(value ?? "");
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function quote(text: string, language: Language): string {
  const line = sayValue(text, language);
  return language === "de" ? `„${line}“` : `“${line}”`;
}

/** What a person has to decide, as a question. */
export function sayConflict({ kind, elements }: Conflict, language: Language): string {
  const [first] = elements;
  const what = first === undefined ? "" : sayElement(first, language);
  const rest = elements.length - 1;
  return questions[kind][language === "de" ? 0 : 1](what, rest);
}

type Ask = (what: string, rest: number) => string;

const more = (rest: number, word: string) => (rest > 0 ? ` (+ ${rest} ${word})` : "");

const questions: Readonly<Record<Conflict["kind"], readonly [de: Ask, en: Ask]>> = {
  deletion: [
    (what, rest) =>
      `${what}${more(rest, "weitere")}: auf einer Seite gelöscht oder ersetzt, auf der anderen geändert. Was gilt?`,
    (what, rest) => `${what}${more(rest, "more")}: deleted or replaced on one side, changed on the other. Which one?`,
  ],
  insertion: [
    (what) => `${what}: beide Seiten haben hier etwas eingefügt. In welcher Reihenfolge?`,
    (what) => `${what}: both sides inserted something here. In which order?`,
  ],
  addition: [
    (what) => `${what}: beide Seiten haben Verschiedenes mit derselben Id hinzugefügt. Was gilt?`,
    (what) => `${what}: both sides added different things with the same id. Which one?`,
  ],
  container: [
    (what) => `${what}: an verschiedene Orte verschoben. Wohin?`,
    (what) => `${what}: moved to different places. Where to?`,
  ],
  order: [
    (what) => `${what}: verschieden geordnet. Welche Reihenfolge gilt?`,
    (what) => `${what}: put into different orders. Which one?`,
  ],
  property: [
    (what) => `${what}: auf beiden Seiten verschieden geändert. Was gilt?`,
    (what) => `${what}: changed differently on both sides. Which one?`,
  ],
  connection: [
    (what, rest) => `${what}${more(rest, "weitere")}: was beide Seiten getan haben, geht nicht zusammen. Was gilt?`,
    (what, rest) => `${what}${more(rest, "more")}: what both sides did cannot stand together. Which one?`,
  ],
};

/** An option in words. `names` are what the two sides are called, such as “Fork” and “Standard 2”. */
export function sayOption(
  key: OptionKey,
  language: Language,
  names: { readonly ours: string; readonly theirs: string },
): string {
  const { ours, theirs } = names;
  const [de, en] = {
    ours: [`wie ${ours}`, `as ${ours}`],
    theirs: [`wie ${theirs}`, `as ${theirs}`],
    "ours-theirs": [`beide: erst ${ours}, dann ${theirs}`, `both: ${ours} first, then ${theirs}`],
    "theirs-ours": [`beide: erst ${theirs}, dann ${ours}`, `both: ${theirs} first, then ${ours}`],
    both: ["beide behalten, eines mit anderer Id", "keep both, one with another id"],
    same: ["es ist dasselbe Element mit anderer Id", "it is the same element with another id"],
  }[key];
  return (language === "de" ? de : en) ?? key;
}
