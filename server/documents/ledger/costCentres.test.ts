import test from "ava";
import { invoice } from "../../test/documents/vouchers.ts";
import { buildDatev } from "../datev/build.ts";
import { checkDatev } from "../datev/check.ts";
import { parseDatev } from "../datev/parse.ts";
import { datevSettings, proposedAccounts } from "../datev/settings.ts";
import { bookedCostCentre, costCentreBreaches, costCentreForms, fitCostCentre } from "./costCentres.ts";
import type { Voucher } from "./voucher.ts";

const { datev, bmd } = costCentreForms;

for (const [ours, inDatev, inBmd] of [
  ["MS", "MS", "MS"],
  ["Büro Süd", "Buero Sued", "Buero Sued"],
  ["KST/1", "KST_1", "KST_1"],
  ["Büro-Süd 1.2", "Buero_Sued 1_2", "Buero-Sued 1.2"],
  ["Łódź, Straße", "Lodz_ Strasse", "Lodz_ Strasse"],
  ["Vertrieb und Beratung Norddeutschland", "Vertrieb und Beratung Norddeutschlan", "Vertrieb und Beratun"],
  ["東京", "", ""],
] as const)
  test(`"${ours}" is booked as "${inDatev}" with DATEV and as "${inBmd}" with BMD`, (t) => {
    t.deepEqual([fitCostCentre(ours, datev), fitCostCentre(ours, bmd)], [inDatev, inBmd]);
    t.regex(fitCostCentre(ours, datev), datev.pattern);
    t.regex(fitCostCentre(ours, bmd), bmd.pattern);
  });

test("the ledger's table comes first, and nothing in it is no cost centre", (t) => {
  const table = { "Büro Süd": "4711", Intern: "" };

  t.is(bookedCostCentre("Büro Süd", table, datev), "4711");
  t.is(bookedCostCentre("Intern", table, datev), null);
  t.is(bookedCostCentre("toString", table, datev), "toString");
  t.is(bookedCostCentre(null, table, datev), null);
});

test("a cost centre is booked as the adviser calls it, or as the format takes it", (t) => {
  const [one, other] = invoice.postings as [Voucher["postings"][number], Voucher["postings"][number]]; // two
  const settings = datevSettings.parse({
    consultant: 1001,
    client: 1,
    chart: "03",
    accounts: proposedAccounts("03"),
    costCentres: { "Lager/Nord": "4711" },
  });
  const postings = [
    { ...one, costCentre: "Büro Süd" },
    { ...other, costCentre: "Lager/Nord" },
  ];
  const [file] = buildDatev([{ ...invoice, postings }], settings, new Date("2026-12-01T08:30:00Z"));

  t.deepEqual(
    parseDatev(file?.bytes ?? new Uint8Array()).bookings.map(({ costCentre }) => costCentre),
    ["Buero Sued", "4711"],
  );
  t.deepEqual(checkDatev(file?.bytes ?? new Uint8Array()), []);
  const [told, ...others] = costCentreBreaches([{ ...invoice, postings }], settings.costCentres, datev);
  t.like(told, { severity: "warning", rule: "ledger.costCentre", value: "Büro Süd" });
  t.regex(told?.expected.en ?? "", /booked as "Buero Sued"/);
  t.deepEqual(others, []);
});
