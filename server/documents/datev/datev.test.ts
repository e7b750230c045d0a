import { readFile } from "node:fs/promises";
import path from "node:path";
import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { invoice, randomVouchers } from "../../test/documents/vouchers.ts";
import { randomOf } from "../../test/random.ts";
import { fromCp1252, toCp1252 } from "../csv/cp1252.ts";
import { grossOf } from "../ledger/voucher.ts";
import type { Voucher } from "../ledger/voucher.ts";
import { buildDatev } from "./build.ts";
import { checkDatev } from "./check.ts";
import { parseDatev } from "./parse.ts";
import { datevSettings, proposedAccounts } from "./settings.ts";

const now = new Date("2026-12-01T08:30:00Z");
const settings = datevSettings.parse({
  consultant: 29_098,
  client: 55_003,
  chart: "03",
  accounts: {
    ...proposedAccounts("03"),
    DE7: { account: "8300", isAutomatic: true, groups: { licence: "8301" } },
    OTHER: { account: "8200", isAutomatic: false, taxCode: "3" },
  },
});
const sample = await readFile(
  path.join(import.meta.dirname, "../../test/documents/samples/EXTF_Buchungsstapel_2026-11.csv"),
);

test("an invoice of two rates is two rows on the debtor's debit side, without tax code on automatic accounts", (t) => {
  const [file] = buildDatev([invoice], settings, now);
  const { header, bookings } = parseDatev(file?.bytes ?? new Uint8Array());

  t.like(file, { name: "EXTF_Buchungsstapel_2026-11.csv", rows: 2, debitCents: 120_070, creditCents: 0 });
  t.like(header, {
    consultant: 29_098,
    client: 55_003,
    fiscalYearStart: "2026-01-01",
    from: "2026-11-01",
    to: "2026-11-30",
  });
  t.like(bookings[0], {
    side: "S",
    cents: 119_000,
    account: "10001",
    contraAccount: "8400",
    taxCode: "",
    date: "2026-11-30",
    document1: "RE-2026-00117",
    text: "Bäcker Müller KG Wartung",
    costCentre: "MS",
    dueOn: "2026-12-14",
  });
  t.like(bookings[1], { cents: 1070, contraAccount: "8301" });
  t.deepEqual(checkDatev(file?.bytes ?? new Uint8Array()), []);
});

test("in a closed period the Belegdatum is the day of booking, and the document's own days are told beside it", (t) => {
  const [file] = buildDatev([{ ...invoice, bookedOn: "2027-01-04" }], settings, now);
  const { header, bookings } = parseDatev(file?.bytes ?? new Uint8Array());

  t.like(header, { fiscalYearStart: "2027-01-01", from: "2027-01-01", to: "2027-01-31" });
  t.like(bookings[0], { date: "2027-01-04", dueOn: "2027-01-04", document1: "RE-2026-00117" });
  t.is(bookings[0]?.text, "Beleg v. 30.11.2026 Bäcker Müller KG Wartung");
  t.regex(fromCp1252(file?.bytes ?? new Uint8Array()), /;"Belegdatum";"30\.11\.2026";"Fälligkeit";"14\.12\.2026";/);
  t.regex(
    fromCp1252(file?.bytes ?? new Uint8Array()),
    /;30112026;30112026;04012027;/,
    "day of the supply, then what is due",
  );
  t.deepEqual(checkDatev(file?.bytes ?? new Uint8Array()), []);
});

test("a due date that is still ahead of the booking stays as the document says it", (t) => {
  const [file] = buildDatev([{ ...invoice, bookedOn: "2026-12-01" }], settings, now);
  const [booking] = parseDatev(file?.bytes ?? new Uint8Array()).bookings;

  t.like(booking, { date: "2026-12-01", dueOn: "2026-12-14" });
  t.notRegex(fromCp1252(file?.bytes ?? new Uint8Array()), /"Fälligkeit";/);
});

test("what would be due before its Belegdatum is refused", (t) => {
  const [file] = buildDatev([invoice], settings, now);
  const early = fromCp1252(file?.bytes ?? new Uint8Array()).replace("14122026", "29112026");

  t.like(checkDatev(toCp1252(early))[0], { rule: "datev.dueDate", value: "29112026" });
});

test("a credit note stands on the credit side under the number of its invoice", (t) => {
  const credit = { ...invoice, kind: "credit", number: "GS-2026-0004", originalNumber: invoice.number } as const;
  const [file] = buildDatev([credit], settings, now);
  const [booking] = parseDatev(file?.bytes ?? new Uint8Array()).bookings;

  t.like(booking, { side: "H", cents: 119_000, document1: invoice.number, document2: "GS-2026-0004", dueOn: null });
  t.is(booking?.text, `Gutschrift GS-2026-0004 zu ${invoice.number}`);
  t.like(file, { debitCents: 0, creditCents: 120_070 });
});

test("months are files of their own, and a fiscal year may begin in any month", (t) => {
  const later = { ...invoice, number: "RE-2027-00001", issuedOn: "2027-01-31" };
  const files = buildDatev([later, invoice], { ...settings, fiscalYearStart: "07-01" }, now);

  t.deepEqual(
    files.map(({ name }) => name),
    ["EXTF_Buchungsstapel_2026-11.csv", "EXTF_Buchungsstapel_2027-01.csv"],
  );
  t.deepEqual(
    files.map(({ bytes }) => parseDatev(bytes).header.fiscalYearStart),
    ["2026-07-01", "2026-07-01"],
  );
});

test("more than 99,999 records become several files, and a document stays in one", (t) => {
  const vouchers = Array.from({ length: 50_000 }, (_, index) => ({ ...invoice, number: `RE-${index}` }));
  const files = buildDatev(vouchers, settings, now);

  t.deepEqual(
    files.map(({ rows, name }) => [rows, name]),
    [
      [99_998, "EXTF_Buchungsstapel_2026-11_1.csv"],
      [2, "EXTF_Buchungsstapel_2026-11_2.csv"],
    ],
  );
});

const unfit: readonly (readonly [string, Partial<Voucher>])[] = [
  ["datev.number", { number: "RE 2026/1.a" }],
  ["datev.original", { kind: "credit" }],
  ["datev.debtor", { debtor: { account: "8400", name: "", vatId: null } }],
  ["datev.currency", { currency: "CHF" }],
  ["datev.account", { postings: [{ ...invoice.postings[0], taxKey: "AT20" } as Voucher["postings"][number]] }],
];

for (const [code, change] of unfit) {
  test(`what DATEV cannot take is refused before a file is written: ${code}`, (t) => {
    const refusal = t.throws(() => buildDatev([{ ...invoice, ...change }], settings, now), { instanceOf: Refusal });

    t.is(refusal.code, code);
  });
}

test("random documents become files without breach that say the same again", (t) => {
  const keys = [
    ["DE19", 19],
    ["DE7", 7],
    ["EU_RC_SERVICE", 0],
    ["OTHER", 19],
  ] as const;
  for (let seed = 0; seed < 150; seed += 1) {
    const vouchers = randomVouchers(randomOf(seed), keys);
    const files = buildDatev(vouchers, settings, now);
    const rows = files.flatMap(({ bytes }) => parseDatev(bytes).bookings);
    const sum = vouchers
      .flatMap(({ kind, postings }) => postings.map((posting) => (kind === "credit" ? -1 : 1) * grossOf(posting)))
      .reduce((all, cents) => all + cents, 0);

    t.deepEqual(
      files
        .flatMap(({ bytes }) => (bytes.length > 0 ? checkDatev(bytes) : []))
        .filter(({ rule }) => rule !== "datev.records"),
      [],
      `seed ${seed}`,
    );
    t.is(
      rows.reduce((all, { side, cents }) => all + (side === "S" ? cents : -cents), 0),
      sum,
      `seed ${seed}`,
    );
    t.is(
      files.reduce((all, { debitCents, creditCents }) => all + debitCents - creditCents, 0),
      sum,
      `seed ${seed}`,
    );
  }
});

test("the worked sample is accepted", (t) => {
  t.deepEqual(checkDatev(sample), []);
});

const text = fromCp1252(sample);
const edit = (from: string | RegExp, to: string): Uint8Array => toCp1252(text.replace(from, to));
/** The sample with one field of its first record replaced by what is written there. */
const field = (no: number, written: string): Uint8Array => {
  const lines = text.split("\r\n");
  const cells = (lines[2] ?? "").split(";");
  cells[no - 1] = written;
  lines[2] = cells.join(";");
  return toCp1252(lines.join("\r\n"));
};
const headerField = (no: number, written: string): Uint8Array => {
  const [first = "", ...rest] = text.split("\r\n");
  const cells = first.split(";");
  cells[no - 1] = written;
  return toCp1252([cells.join(";"), ...rest].join("\r\n"));
};

/** Each is the sample with one thing spoiled, the rule that has to be told, and its line and column. */
const spoiled: readonly (readonly [name: string, bytes: Uint8Array, rule: string, line?: number, column?: number])[] = [
  ["UTF-8 instead of Windows-1252", new TextEncoder().encode(text), "datev.utf8"],
  ["a mark in front", new TextEncoder().encode(`\uFEFF${text}`), "datev.utf8"],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x22, 0]), "datev.encoding"],
  ["a byte that means nothing", toCp1252(text).map((byte) => (byte === 0xe4 ? 0x81 : byte)), "datev.encoding"],
  ["LF instead of CRLF", edit(/\r\n/g, "\n"), "datev.lineEnd", 1],
  ["an open quote", field(14, '"Muster GmbH'), "datev.quotes", 3, 14],
  ["a quote within bare text", field(11, 'RE"1'), "datev.quotes", 3, 11],
  ["no header", toCp1252(text.split("\r\n").slice(1).join("\r\n")), "datev.headerFields", 1],
  ["nothing at all", new Uint8Array(), "datev.header"],
  ["an older format version", headerField(5, "9"), "datev.header", 1, 5],
  ["another category", headerField(3, "16"), "datev.header", 1, 3],
  ["another version of EXTF", headerField(2, "510"), "datev.header", 1, 2],
  ["a header without quotes", headerField(1, "EXTF"), "datev.headerQuotes", 1, 1],
  ["a consultant too small", headerField(11, "1000"), "datev.header", 1, 11],
  ["a client of six digits", headerField(12, "100000"), "datev.header", 1, 12],
  ["accounts of nine digits", headerField(14, "9"), "datev.header", 1, 14],
  ["a month 13", headerField(15, "20261301"), "datev.header", 1, 15],
  ["a 31st of November", headerField(16, "20261131"), "datev.range", 1, 16],
  ["an end before the beginning", headerField(16, "20261001"), "datev.range", 1, 16],
  ["a range in the next fiscal year", headerField(16, "20270131"), "datev.range", 1, 16],
  ["a range before the fiscal year", headerField(13, "20261115"), "datev.range", 1, 15],
  ["a name of 31 characters", headerField(17, `"${"x".repeat(31)}"`), "datev.header", 1, 17],
  ["a header that fixes", headerField(21, "1"), "datev.header", 1, 21],
  ["no currency", headerField(22, '""'), "datev.header", 1, 22],
  ["thirty header fields", toCp1252(text.replace(/;"MSP-Demo"/, "")), "datev.headerFields", 1],
  ["no column names", toCp1252(text.split("\r\n").toSpliced(1, 1).join("\r\n")), "datev.columns", 2],
  ["moved columns", edit("Belegfeld 1;Belegfeld 2", "Belegfeld 2;Belegfeld 1"), "datev.columnName", 2, 11],
  ["a missing column name", edit("Skonto;", ""), "datev.columns", 2],
  ["a missing column", edit('"S";"EUR"', '"EUR"'), "datev.columns", 3],
  ["a column too many", edit("1190,00;", "1190,00;;"), "datev.columns", 3],
  ["an empty line", edit(/\r\n476/, "\r\n\r\n476"), "datev.columns", 4],
  ["no records", toCp1252(`${text.split("\r\n").slice(0, 2).join("\r\n")}\r\n`), "datev.records"],
  ["a decimal point", field(1, "1190.00"), "datev.amount", 3, 1],
  ["thousands separators", field(1, "1.190,00"), "datev.amount", 3, 1],
  ["no decimals", field(1, "1190"), "datev.amount", 3, 1],
  ["three decimals", field(1, "1190,000"), "datev.amount", 3, 1],
  ["a negative amount", field(1, "-1190,00"), "datev.amount", 3, 1],
  ["nothing", field(1, "0,00"), "datev.amount", 3, 1],
  ["no amount", field(1, ""), "datev.required", 3, 1],
  ["an amount in quotes", field(1, '"1190,00"'), "datev.fieldQuotes", 3, 1],
  ["a side that is none", field(2, '"D"'), "datev.side", 3, 2],
  ["a bare side", field(2, "S"), "datev.fieldQuotes", 3, 2],
  ["empty text without quotes", field(9, ""), "datev.fieldQuotes", 3, 9],
  ["a foreign currency without rate", field(3, '"CHF"'), "datev.rate", 3, 4],
  ["a rate for the own currency", field(4, "1,123456"), "datev.rate", 3, 4],
  ["an account of letters", field(7, "D1001"), "datev.account", 3, 7],
  ["no account", field(7, ""), "datev.required", 3, 7],
  ["an account too long", field(7, "100011"), "datev.accountLength", 3, 7],
  ["a revenue account too short", field(8, "840"), "datev.accountLength", 3, 8],
  ["the account against itself", field(8, "10001"), "datev.account", 3, 8],
  ["a tax code on an automatic account", field(9, '"3"'), "datev.automatic", 3, 9],
  ["a tax code of letters", field(9, '"A3"'), "datev.taxCode", 3, 9],
  ["a date outside the range", field(10, "0112"), "datev.dateRange", 3, 10],
  ["a day that does not exist", field(10, "3111"), "datev.dateRange", 3, 10],
  ["a date with year", field(10, "30112026"), "datev.date", 3, 10],
  ["a day without its zero", field(10, "111"), "datev.date", 3, 10],
  ["a dot in the document's number", field(11, '"RE.2026.0117"'), "datev.document", 3, 11],
  ["a space in it", field(11, '"RE 2026 0117"'), "datev.document", 3, 11],
  ["an umlaut in it", field(11, '"RÄ-0117"'), "datev.document", 3, 11],
  ["37 characters of it", field(11, `"${"1".repeat(37)}"`), "datev.document", 3, 11],
  ["13 characters of the other", field(12, '"GS-2026-00004"'), "datev.document", 3, 12],
  ["a booking text of 61", field(14, `"${"x".repeat(61)}"`), "datev.textLength", 3, 14],
  ["a control character", field(14, '"a\u0007b"'), "datev.control", 3, 14],
  ["a link of no kind", field(20, '"https://example.org"'), "datev.link", 3, 20],
  ["a link without a GUID", field(20, '"BEDI ""1234"""'), "datev.link", 3, 20],
  ["a cost centre with a dash", field(37, '"M-S"'), "datev.field", 3, 37],
  ["a VAT id of digits", field(40, '"12345678"'), "datev.euVatId", 3, 40],
  ["a stage of no kind", field(96, '"XX"'), "datev.stage", 3, 96],
  ["a fixed booking", field(114, "1"), "datev.fixed", 3, 114],
  ["a booking that would be fixed", field(114, ""), "datev.fixed", 3, 114],
  ["a service date without year", field(115, "3011"), "datev.date", 3, 115],
  ["a service date that does not exist", field(115, "31112026"), "datev.date", 3, 115],
  ["a due date in another form", field(117, "20261214"), "datev.date", 3, 117],
  ["a due date without debtor", field(7, "1200"), "datev.dueDate", 3, 117],
];

for (const [name, bytes, rule, line, column] of spoiled) {
  test(`spoiled: ${name}`, (t) => {
    const found = checkDatev(bytes).filter(({ severity }) => severity === "error");

    const match = found.find((each) => each.rule === rule && (column === undefined || each.place.column === column));
    t.truthy(match, JSON.stringify(found.map((each) => [each.rule, each.place])));
    if (line !== undefined) t.is(match?.place.line, line);
  });
}

test("a range of several months and a reversal are warnings", (t) => {
  t.like(checkDatev(headerField(15, "20261001")), { length: 1, 0: { severity: "warning", rule: "datev.range" } });
  t.like(checkDatev(field(118, '"1"')), { length: 1, 0: { severity: "warning", rule: "datev.reversal" } });
  t.like(checkDatev(field(9, '"0040"')), { length: 0 });
});
