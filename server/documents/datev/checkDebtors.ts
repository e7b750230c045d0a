import type { Both, Breach } from "../breach.ts";
import type { RawFile } from "../csv/lines.ts";
import { checkCount, checkHeader, checkNames } from "./checkLines.ts";
import { checkField } from "./checkRecord.ts";
import { debtorColumns, debtorNo } from "./debtorColumns.ts";
import { debtorHeaderFields } from "./headerFields.ts";
import { headerOf } from "./parse.ts";

type Line = RawFile["lines"][number];
type Field = keyof typeof debtorNo;

/** The same for a file of debtors and creditors (category 16): its lines as they stand there. */
export function checkDebtors(lines: RawFile["lines"]): Breach[] {
  const [first, second, ...records] = lines;
  const { accountLength } = headerOf(lines);
  return [
    ...(first === undefined ? [] : checkHeader(first, debtorHeaderFields)),
    ...checkNames(second, debtorColumns),
    ...checkCount(records.length, { de: "Person", en: "person" }),
    ...records.flatMap((line) => checkDebtor(line, accountLength)),
    ...checkTwice(records),
  ];
}

function checkDebtor(line: Line, accountLength: number): Breach[] {
  const found = debtorColumns.flatMap((column) => checkField(line, column, ruleOf));
  if (line.cells.length === debtorColumns.length) return [...found, ...checkTogether(line, accountLength)];
  const expected = { de: `${debtorColumns.length} Spalten`, en: `${debtorColumns.length} columns` };
  const value = String(line.cells.length);
  // the columns behind the missing one would all be told as wrong as well
  return [
    { severity: "error", rule: "datev.columns", place: { line: line.no }, value, expected },
    ...found.slice(0, 3),
  ];
}

function ruleOf({ no }: { readonly no: number }): string {
  return no === debtorNo.account ? "datev.account" : "datev.field";
}

/** What the fields of a person say together: DATEV fills in whatever stands there, also what does not belong to its kind. */
function checkTogether(line: Line, accountLength: number): Breach[] {
  const of = (field: Field): string => line.cells[debtorNo[field] - 1]?.text ?? "";
  const wrong = (rule: string, field: Field, expected: Both): Breach => breach(line, field, rule, expected);
  return [...checkAccount(of("account"), accountLength, wrong), ...checkName(of, wrong), ...checkPlaces(of, wrong)];
}

type Of = (field: Field) => string;
type Wrong = (rule: string, field: Field, expected: Both) => Breach;

function checkAccount(account: string, accountLength: number, wrong: Wrong): Breach[] {
  if (!/^\d+$/.test(account) || !(accountLength >= 4) || account.length === accountLength + 1) return [];
  const digits = accountLength + 1;
  const expected = { de: `ein Personenkonto mit ${digits} Ziffern`, en: `a personal account of ${digits} digits` };
  return [wrong("datev.accountLength", "account", expected)];
}

const names = ["company", "person", "unspecified"] as const;

function checkName(of: Of, wrong: Wrong): Breach[] {
  const own = ({ "0": "unspecified", "1": "person" } as const)[of("addresseeKind")] ?? "company";
  const fitting = { de: "ein Name passend zum Adressattyp", en: "a name that fits the Adressattyp" };
  const empty = { de: "leer bei diesem Adressattyp", en: "empty with this Adressattyp" };
  return [
    ...(of(own) === "" ? [wrong("datev.debtorName", own, fitting)] : []),
    ...names.filter((each) => each !== own && of(each) !== "").map((each) => wrong("datev.debtorName", each, empty)),
  ];
}

function checkPlaces(of: Of, wrong: Wrong): Breach[] {
  const found: Breach[] = [];
  const both = { de: "EU-Land und USt-IdNr. zusammen", en: "country and VAT number together" };
  if (of("euCountry") === "" && of("euVatId") !== "") found.push(wrong("datev.vatId", "euCountry", both));
  if (of("euCountry") !== "" && of("euVatId") === "") found.push(wrong("datev.vatId", "euVatId", both));
  if (of("street") !== "" && of("addressKind") !== "STR")
    found.push(wrong("datev.address", "addressKind", { de: "STR zu einer Straße", en: "STR with a street" }));
  return found;
}

/** Of two records of one account the second would overwrite the first. */
function checkTwice(records: readonly Line[]): Breach[] {
  const seen = new Set<string>();
  return records.flatMap((line) => {
    const account = line.cells[debtorNo.account - 1]?.text ?? "";
    const isTwice = account !== "" && seen.has(account);
    seen.add(account);
    return isTwice ? [breach(line, "account", "datev.debtorTwice", { de: "jedes Konto einmal", en: "each account once" })] : []; // prettier-ignore
  });
}

function breach({ no, cells }: Line, field: Field, rule: string, expected: Both): Breach {
  const column = debtorNo[field];
  const place = { line: no, column, name: debtorColumns[column - 1]?.name ?? field };
  return { severity: "error", rule, place, value: cells[column - 1]?.text ?? "", expected };
}
