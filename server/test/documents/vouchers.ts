import { addDays, addMonths } from "../../documents/day.ts";
import { postingsOf } from "../../documents/ledger/postings.ts";
import type { LedgerLine } from "../../documents/ledger/postings.ts";
import type { Voucher } from "../../documents/ledger/voucher.ts";
import { oneOf } from "../random.ts";

const names = [
  "Muster GmbH",
  "Bäcker Müller KG",
  "Gasthof Grüner Baum",
  'Röhm "Die Antenne" & Söhne; München',
  "Kowalczyk i Dvořák Łódź",
  "=HYPERLINK(1)",
  "Zeile\nUmbruch GmbH",
];

/** A document of two rates. */
export const invoice: Voucher = {
  kind: "invoice",
  number: "RE-2026-00117",
  originalNumber: null,
  issuedOn: "2026-11-30",
  bookedOn: null,
  serviceTo: "2026-11-30",
  dueOn: "2026-12-14",
  currency: "EUR",
  debtor: { account: "10001", name: "Bäcker Müller KG", vatId: null },
  order: null,
  contractNumber: null,
  documentId: null,
  fileName: null,
  postings: [
    {
      taxKey: "DE19",
      percent: 19,
      revenueGroup: null,
      costCentre: "MS",
      netCents: 100_000,
      vatCents: 19_000,
      text: "Wartung",
    },
    {
      taxKey: "DE7",
      percent: 7,
      revenueGroup: "licence",
      costCentre: null,
      netCents: 1000,
      vatCents: 70,
      text: "Buch",
    },
  ],
};

/** Documents as they happen: several rates, credit notes, discounts, projects, names that no ASCII has. */
export function randomVouchers(random: () => number, taxKeys: readonly (readonly [string, number])[]): Voucher[] {
  return Array.from({ length: 1 + Math.floor(random() * 6) }, (_, index) => voucher(random, index, taxKeys));
}

function voucher(random: () => number, index: number, taxKeys: readonly (readonly [string, number])[]): Voucher {
  const kind = random() < 0.3 ? "credit" : "invoice";
  const issuedOn = addDays(addMonths("2026-01-01", Math.floor(random() * 3)), Math.floor(random() * 28));
  const lines = Array.from({ length: 1 + Math.floor(random() * 5) }, (): LedgerLine => {
    const [taxKey, percent] = oneOf(random, taxKeys);
    return {
      taxKey,
      percent,
      revenueGroup: oneOf(random, [null, "licence"]),
      costCentre: oneOf(random, [null, "MS", "SUP"]),
      netCents: Math.floor(random() * 100_000) - (random() < 0.1 ? 100_000 : 0),
      text: oneOf(random, ["Managed Service", "Lizenzen für Büro", "Gerät"]),
    };
  });
  return {
    kind,
    number: `${kind === "credit" ? "GS" : "RE"}-2026-${String(index + 1).padStart(5, "0")}`,
    originalNumber: kind === "credit" ? "RE-2025-00099" : null,
    issuedOn,
    bookedOn: null,
    serviceTo: issuedOn,
    dueOn: random() < 0.8 ? addDays(issuedOn, 14) : null,
    currency: "EUR",
    debtor: {
      account: String(10_001 + Math.floor(random() * 500)),
      name: oneOf(random, names),
      vatId: oneOf(random, [null, "ATU12345678"]),
    },
    order: random() < 0.2 ? { number: "P-2026-004", stage: oneOf(random, ["AA", "SR"]) } : null,
    contractNumber: oneOf(random, [null, "V-2025-014"]),
    documentId: oneOf(random, [null, "6f2b1c6e-4b0e-4c60-9f43-5b0c2b6e7d11"]),
    fileName: null,
    postings: postingsOf(lines),
  };
}
