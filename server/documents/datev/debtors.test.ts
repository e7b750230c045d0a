import test from "ava";
import { Refusal } from "../../base/refusal.ts";
import { checkFile } from "../checkFile.ts";
import { fromCp1252, toCp1252 } from "../csv/cp1252.ts";
import { readLines } from "../csv/lines.ts";
import { checkDatev } from "./check.ts";
import { buildDebtors } from "./debtors.ts";
import type { DebtorMaster } from "./debtors.ts";
import { datevSettings, proposedAccounts } from "./settings.ts";

const now = new Date("2026-12-01T08:30:00Z");
const settings = datevSettings.parse({
  consultant: 29_098,
  client: 55_003,
  chart: "03",
  accounts: proposedAccounts("03"),
});

const debtor: DebtorMaster = {
  account: "10001", name: "Bäcker Müller „Süd“ KG & Co. mit einem sehr langen Namen darin", kind: "b2b", vatId: "DE 811 907 980", street: "Königstraße 5",
  zip: "90402", city: "Nürnberg", country: "DE", email: "rechnung@mueller.example", paymentDays: 14,
}; // prettier-ignore
const inYear = { from: "2026-11-01", now } as const;
const cellsOf = (bytes: Uint8Array, line: number) => readLines(bytes, "datev").lines[line - 1]?.cells.map((cell) => cell.text) ?? []; // prettier-ignore

test("debtors are a file of category 16 with 254 columns that the check accepts, umlauts, long names and all", (t) => {
  const others: DebtorMaster[] = [
    {
      ...debtor,
      account: "10002",
      name: "Alpen-IT GmbH",
      vatId: "ATU12345678",
      country: "AT",
      zip: "1010",
      city: "Wien",
    },
    { ...debtor, account: "10003", name: "Eva Vogt", kind: "b2c", vatId: null, street: null, zip: null, city: null },
    { ...debtor, account: "10004", name: "Zürcher AG", vatId: "CHE-123.456.789", country: "CH" },
  ];

  const bytes = buildDebtors([debtor, ...others], settings, inYear);

  t.deepEqual(checkDatev(bytes), []);
  t.deepEqual(checkFile(bytes, "EXTF_Debitoren.csv"), { kind: "datev", breaches: [] });
  const of = (line: number, ...columns: number[]) => columns.map((no) => cellsOf(bytes, line)[no - 1]);
  t.deepEqual(of(1, 1, 2, 3, 4, 5), ["EXTF", "700", "16", "Debitoren/Kreditoren", "5"]);
  t.deepEqual(of(1, 11, 12, 13, 14, 15, 16), ["29098", "55003", "20260101", "4", "", ""]);
  t.is(cellsOf(bytes, 2).length, 254);
  t.deepEqual(of(2, 1, 110, 254), ["Konto", "Fälligkeit in Tagen (Debitor)", "Letzte Frist"]);
  t.deepEqual(of(3, 2, 7, 8), ["Bäcker Müller „Süd“ KG & Co. mit einem sehr langen", "2", "Bäcker Müller „"]);
  t.deepEqual(of(3, 9, 10, 33, 110), ["DE", "811907980", "rechnung@mueller.example", "14"]);
  t.deepEqual(of(3, 15, 16, 17, 18, 19, 20), ["STR", "Königstraße 5", "", "90402", "Nürnberg", "DE"]);
  t.deepEqual(of(4, 9, 10), ["AT", "U12345678"]);
  t.deepEqual(of(5, 2, 6, 7, 15), ["", "Eva Vogt", "0", ""]);
  t.deepEqual(of(6, 9, 10), ["", ""]); // Switzerland is no member
  t.true(Buffer.from(bytes).includes(Buffer.from([0x42, 0xe4, 0x63, 0x6b, 0x65, 0x72]))); // Windows-1252
});

test("what would spoil the accountant's master data is told with line, column and value", (t) => {
  const bytes = Buffer.from(buildDebtors([debtor, { ...debtor, account: "10002" }], settings, inYear));
  const spoilt = (from: string, to: string) => {
    const changed = toCp1252(fromCp1252(bytes).replace(from, to));
    return checkDatev(changed).map(({ rule, place }) => `${rule} ${place.line}/${place.column}`);
  };

  t.deepEqual(spoilt("\r\n10002;", "\r\n10001;"), ["datev.debtorTwice 4/1"]);
  t.deepEqual(spoilt("\r\n10001;", "\r\n1001;"), ["datev.accountLength 3/1"]);
  t.deepEqual(spoilt("\r\n10001;", "\r\n;"), ["datev.required 3/1"]);
  t.deepEqual(spoilt('"2";"Bäcker', '"0";"Bäcker'), ["datev.debtorName 3/6", "datev.debtorName 3/2"]);
  t.deepEqual(spoilt('"DE";"811907980"', '"";"811907980"'), ["datev.vatId 3/9"]);
  t.deepEqual(spoilt('"DE";"811907980"', '"DE";"DE 811 907 980"'), ["datev.field 3/10"]);
  t.deepEqual(spoilt('"STR"', '"PF"'), ["datev.address 3/15"]);
  t.true(spoilt('"Debitoren/Kreditoren";5;', '"Debitoren/Kreditoren";4;').includes("datev.header 1/5"));
  t.true(spoilt("Kurzbezeichnung;EU-Land", "EU-Land;Kurzbezeichnung").includes("datev.columnName 2/8"));
});

test("a debtor outside of the client's range is refused, and what a client does not want is not told", (t) => {
  t.is(t.throws(() => buildDebtors([{ ...debtor, account: "70001" }], settings, inYear), { instanceOf: Refusal })?.code, "datev.debtor"); // prettier-ignore
  const quiet = datevSettings.parse({ ...settings, master: { withEmail: false, withPaymentDays: false } });

  const cells = cellsOf(buildDebtors([debtor], quiet, inYear), 3);

  t.deepEqual([cells[32], cells[109]], ["", ""]);
});
