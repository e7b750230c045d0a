import type { Both, Breach } from "../breach.ts";
import { costCentreForms } from "../ledger/costCentres.ts";
import type { Column } from "./columns.ts";
import { columnNo } from "./columns.ts";

/** What a column expects, in words that fit what stands there instead. */
export function expectedOf(column: Column, value: string): Both {
  const source = column.pattern.source;
  if (source.includes(String.raw`,\d{2}`) || source.includes(",\\d{1,4}")) return number(column, value);
  const known = words[column.no];
  if (known !== undefined) return known;
  const longest = /\{0,(\d+)\}\$$/.exec(source)?.[1];
  if (longest !== undefined && value.length > Number(longest))
    return {
      de: `höchstens ${longest} Zeichen, nicht ${value.length}`,
      en: `at most ${longest} characters, not ${value.length}`,
    };
  if (source.endsWith(String.raw`20\d{2}$`)) return { de: "ein Datum TTMMJJJJ", en: "a date DDMMYYYY" };
  return { de: `etwas nach dem Muster ${source}`, en: `something like ${source}` };
}

const document: Both = {
  de: "nur Buchstaben, Ziffern und $ & % * + - / _, höchstens so viele, wie das Feld fasst",
  en: "only letters, digits and $ & % * + - / _, no more than the field takes",
};

const account: Both = { de: "eine Kontonummer aus höchstens neun Ziffern", en: "an account of at most nine digits" };

const words: Readonly<Record<number, Both>> = {
  [columnNo.side]: { de: "S oder H", en: "S or H" },
  [columnNo.currency]: { de: "eine Währung wie EUR", en: "a currency as EUR" },
  [columnNo.account]: account,
  [columnNo.contraAccount]: account,
  [columnNo.taxCode]: { de: "höchstens vier Ziffern", en: "at most four digits" },
  [columnNo.date]: { de: "ein Datum TTMM", en: "a date DDMM" },
  [columnNo.document1]: document,
  [columnNo.document2]: document,
  [columnNo.costCentre1]: costCentreForms.datev.expected,
  [columnNo.costCentre2]: costCentreForms.datev.expected,
  [columnNo.fixed]: { de: "0 oder 1", en: "0 or 1" },
  [columnNo.reversal]: { de: "0 oder 1", en: "0 or 1" },
};

function number({ no }: Column, value: string): Both {
  if (/^\d{1,3}([.' ]\d{3})+(,\d+)?$/.test(value))
    return {
      de: "eine Zahl ohne Tausenderzeichen, wie 1190,00",
      en: "a number without thousands separators, as 1190,00",
    };
  if (value.includes("."))
    return { de: "ein Komma vor den Nachkommastellen, wie 1190,00", en: "a decimal comma, as 1190,00" };
  if (value.startsWith("-") || value.startsWith("+"))
    return {
      de: "einen Betrag ohne Vorzeichen; S und H sagen die Seite",
      en: "an amount without sign; S and H tell the side",
    };
  if (/^0*,?0*$/.test(value) && value !== "") return { de: "einen Betrag über null", en: "an amount above zero" };
  if (no === columnNo.rate) return { de: "einen Kurs wie 1,123456", en: "a rate as 1.123456 with a comma" };
  return {
    de: "eine Zahl mit Komma und zwei Nachkommastellen, wie 1190,00",
    en: "a number with a comma and two decimals, as 1190,00",
  };
}

/** A breach of the rule that text stands in quotes, empty text too (Meldung 110), and numbers bare. */
export function quoting(rule: string, place: Breach["place"], value: string, isQuoted: boolean): Breach {
  const expected = isQuoted
    ? { de: 'Text in Anführungszeichen, leerer als ""', en: 'text in quotes, empty text as ""' }
    : { de: "eine Zahl ohne Anführungszeichen", en: "a number without quotes" };
  return { severity: "error", rule, place, value: isQuoted ? value : `"${value}"`, expected };
}
