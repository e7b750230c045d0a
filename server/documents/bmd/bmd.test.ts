import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { randomVouchers } from "../../test/documents/vouchers.ts";
import { randomOf } from "../../test/random.ts";
import { fromCp1252, toCp1252 } from "../csv/cp1252.ts";
import { grossOf } from "../ledger/voucher.ts";
import type { Voucher } from "../ledger/voucher.ts";
import { buildBmd } from "./build.ts";
import { checkBmd } from "./check.ts";
import { parseBmd } from "./parse.ts";
import { bmdSettings, proposedTaxCodes } from "./settings.ts";

const settings = bmdSettings.parse({ taxCodes: proposedTaxCodes() });
const sample = await readFile(path.join(import.meta.dirname, "../../test/documents/samples/BMD_BUERF_2026-11.csv"));

const invoice: Voucher = {
  kind: "invoice",
  number: "AR-2026-0312",
  originalNumber: null,
  issuedOn: "2026-11-15",
  bookedOn: null,
  serviceTo: "2026-11-15",
  dueOn: "2026-11-29",
  currency: "EUR",
  debtor: { account: "200002", name: "Gasthof Grüner Baum", vatId: null },
  order: null,
  contractNumber: null,
  documentId: null,
  fileName: "AR-2026-0312.pdf",
  postings: [
    {
      taxKey: "AT20",
      percent: 20,
      revenueGroup: null,
      costCentre: "SUP",
      netCents: 38_000,
      vatCents: 7600,
      text: "Support",
    },
    {
      taxKey: "AT10",
      percent: 10,
      revenueGroup: null,
      costCentre: "HW",
      netCents: 3000,
      vatCents: 300,
      text: "Fachbuch",
    },
  ],
};

const linesOf = (bytes: Uint8Array | undefined): string[] => fromCp1252(bytes ?? new Uint8Array()).split("\r\n");

test("an invoice of two rates is two rows, booked at the end of its month, its tax with the opposite sign", (t) => {
  const [file] = buildBmd([invoice], settings);

  t.is(
    linesOf(file?.bytes)[1],
    "0;200002;4000;20261130;20261115;20260312;AR-2026-0312;456,00;-76,00;Gasthof Grüner Baum Support;AR;1;20;1;EUR;11;E;A;14;SUP;;AR-2026-0312.pdf",
  );
  t.like(file, { rows: 2, debitCents: 48_900, creditCents: 0, name: "BMD_Buchungen_2026-11.csv" });
  t.deepEqual(checkBmd(file?.bytes ?? new Uint8Array()), []);
});

test("in a closed period only the booking day and its month are another's: the document's day and its term stay", (t) => {
  const [file] = buildBmd([{ ...invoice, bookedOn: "2027-01-04" }], settings);
  const [, first] = linesOf(file?.bytes);

  t.regex(first ?? "", /^0;200002;4000;20270104;20261115;/);
  t.regex(first ?? "", /;EUR;1;E;A;14;SUP;/);
  t.like(file, { name: "BMD_Buchungen_2027-01.csv", from: "2027-01-01", to: "2027-01-31" });
  t.deepEqual(checkBmd(file?.bytes ?? new Uint8Array()), []);
});

test("cost centres that BMD does not take are written as it does, and two that become one are one row", (t) => {
  const [posting] = invoice.postings;
  const of = (costCentre: string) => ({ ...posting, costCentre }) as Voucher["postings"][number]; // the first of two
  const postings = [of("KST/1"), of("Büro Süd"), of("Zentrale Nord"), of("Buero Sued")];
  const [file] = buildBmd([{ ...invoice, postings }], { ...settings, costCentres: { "Zentrale Nord": "Buero Sued" } });

  t.deepEqual(
    parseBmd(file?.bytes ?? new Uint8Array()).map(({ costCentre, cents }) => [costCentre, cents]),
    [
      ["KST_1", 45_600],
      ["Buero Sued", 136_800],
    ],
  );
  t.deepEqual(checkBmd(file?.bytes ?? new Uint8Array()), []);
});

test("what is expected of a cost centre names the characters too", (t) => {
  const [file] = buildBmd([invoice], settings);
  const spoiled = toCp1252(fromCp1252(file?.bytes ?? new Uint8Array()).replace(";SUP;", ";KST/1;"));

  t.like(checkBmd(spoiled)[0], { rule: "bmd.kost", value: "KST/1" });
  t.regex(checkBmd(spoiled)[0]?.expected.de ?? "", /ohne Umlaute.* höchstens 20/);
});

test("a credit note is negative, and the switches of the profile are kept", (t) => {
  const credit = { ...invoice, kind: "credit", number: "GS-2026-0009", originalNumber: "AR-2026-0312" } as const;
  const [file] = buildBmd([credit], {
    ...settings,
    taxSign: "same",
    documentNumber: "text",
    textLength: 20,
    dateForm: "DD.MM.YYYY",
    bookedOn: "document",
  });

  t.is(
    linesOf(file?.bytes)[1],
    "0;200002;4000;15.11.2026;15.11.2026;GS-2026-0009;GS-2026-0009;-456,00;-76,00;Gutschrift zu AR-202;GS;1;20;1;EUR;11;E;A;;SUP;;AR-2026-0312.pdf",
  );
  t.deepEqual(checkBmd(file?.bytes ?? new Uint8Array()), []);
});

test("a tax key without code is refused", (t) => {
  const refusal = t.throws(() => buildBmd([invoice], { ...settings, taxCodes: {} }), { instanceOf: Refusal });

  t.is(refusal.code, "bmd.taxCode");
});

test("random documents become files without breach that say the same again, in every profile", (t) => {
  const keys = [
    ["AT20", 20],
    ["AT10", 10],
    ["AT13", 13],
    ["EXPORT", 0],
  ] as const;
  for (let seed = 0; seed < 150; seed += 1) {
    const vouchers = randomVouchers(randomOf(seed), keys);
    const profile = {
      taxSign: seed % 2 ? "same" : "opposite",
      dateForm: seed % 3 ? "YYYYMMDD" : "DD.MM.YYYY",
    } as const;
    const files = buildBmd(vouchers, { ...settings, ...profile });
    const rows = files.flatMap(({ bytes }) => parseBmd(bytes));
    const sum = vouchers
      .flatMap(({ kind, postings }) => postings.map((posting) => (kind === "credit" ? -1 : 1) * grossOf(posting)))
      .reduce((all, cents) => all + cents, 0);

    const told = files.flatMap(({ bytes }) => checkBmd(bytes)).filter(({ rule }) => rule !== "bmd.rows");
    // a discount larger than what it is for makes a credit note's row positive: rightly told
    t.deepEqual(
      told.filter(({ rule }) => rule !== "bmd.credit"),
      [],
      `seed ${seed}`,
    );
    t.is(
      rows.reduce((all, { cents }) => all + cents, 0),
      sum,
      `seed ${seed}`,
    );
  }
});

test("the worked sample is accepted", (t) => {
  t.deepEqual(checkBmd(sample), []);
});

const text = fromCp1252(sample);
const edit = (from: string | RegExp, to: string): Uint8Array => toCp1252(text.replace(from, to));

/** Each is the sample with one thing spoiled, the rule that has to be told, and its line. */
const spoiled: readonly (readonly [name: string, bytes: Uint8Array, rule: string, line?: number])[] = [
  ["UTF-8 instead of Windows-1252", new TextEncoder().encode(text), "bmd.utf8"],
  ["LF instead of CRLF", edit(/\r\n/g, "\n"), "bmd.lineEnd", 1],
  ["no column names", toCp1252(text.split("\r\n").slice(1).join("\r\n")), "bmd.column", 1],
  ["a missing column", edit("betrag;", ""), "bmd.column", 1],
  ["a column twice", edit("kost;uidnr", "kost;kost"), "bmd.column", 1],
  ["a cell too few", edit("0;200001;4000;", "0;200001;"), "bmd.columns", 2],
  ["an open quote", edit("Alpen-IT GmbH Wartung", '"Alpen-IT GmbH Wartung'), "bmd.quotes", 2],
  ["no rows", toCp1252(`${text.split("\r\n")[0]}\r\n`), "bmd.rows"],
  ["a decimal point", edit("1200,00", "1200.00"), "bmd.betrag", 2],
  ["thousands separators", edit("1200,00", "1.200,00"), "bmd.betrag", 2],
  ["nothing", edit("1200,00;-200,00", "0,00;0,00"), "bmd.betrag", 2],
  ["a tax of the wrong size", edit("-200,00", "-240,00"), "bmd.steuer", 2],
  ["one tax with another sign", edit(";-76,00", ";76,00"), "bmd.taxSign", 3],
  ["a positive credit note", edit("-120,00;20,00", "120,00;-20,00"), "bmd.credit", 6],
  ["a day that does not exist", edit("20261130;20261130", "20261131;20261130"), "bmd.buchdatum", 2],
  ["a date in a third form", edit("20261130;20261130", "2026-11-30;20261130"), "bmd.buchdatum", 2],
  ["two forms of dates", edit("20261130;20261130", "30.11.2026;30.11.2026"), "bmd.dateForm"],
  ["an account of letters", edit("200001", "K20001"), "bmd.konto", 2],
  ["a side that is none", edit(";AR;1;20", ";AR;3;20"), "bmd.buchcode", 2],
  ["another month", edit(";EUR;11;", ";EUR;10;"), "bmd.periode", 2],
  ["a thirteenth month", edit(";EUR;11;", ";EUR;13;"), "bmd.periode", 2],
  ["no tax code", edit(";20;1;EUR", ";20;;EUR"), "bmd.required", 2],
  ["a VAT id of digits", edit("ATU12345678", "12345678"), "bmd.uidnr", 2],
  ["the same row twice", edit(/(0;200001;4000;20261130.*\r\n)/, "$1$1"), "bmd.repeated", 3],
  ["a text of 256", edit("Alpen-IT GmbH Wartung 11/2026", "x".repeat(256)), "bmd.text", 2],
];

for (const [name, bytes, rule, line] of spoiled) {
  test(`spoiled: ${name}`, (t) => {
    const found = checkBmd(bytes).filter(({ severity }) => severity === "error");

    const match = found.find((each) => each.rule === rule);
    t.truthy(match, JSON.stringify(found.map((each) => [each.rule, each.place])));
    if (line !== undefined) t.is(match?.place.line, line);
  });
}
