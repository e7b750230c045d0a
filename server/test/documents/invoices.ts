import { addDays } from "../../documents/day.ts";
import type { Draft, DraftLine, Tax } from "../../documents/einvoice/compose.ts";
import type { Party } from "../../documents/einvoice/model.ts";
import { oneOf } from "../random.ts";

/** Who sends invoices in tests. */
export const seller: Party = {
  name: "Demo Systemhaus GmbH",
  tradeName: "Demo Systemhaus",
  legalId: "HRB 123456",
  vatId: "DE123456789",
  taxNumber: "143/123/12345",
  endpoint: "rechnung@demo-systemhaus.example",
  endpointScheme: "EM",
  address: { line1: "Hauptstraße 1", zip: "80331", city: "München", country: "DE" },
  contact: { name: "Buchhaltung", phone: "+49 89 1234560", email: "rechnung@demo-systemhaus.example" },
};

const buyers: readonly Party[] = [
  {
    name: "Muster GmbH & Co. KG",
    ids: [{ id: "10001" }],
    vatId: "ATU87654321",
    endpoint: "eingang@muster.example",
    endpointScheme: "EM",
    address: { line1: "Musterweg 5", line2: "Hof <3>", zip: "1010", city: "Wien", country: "AT" },
  },
  {
    name: 'Bäckerei „Süße Ecke“ "Łódź"',
    vatId: "DE987654321",
    ids: [{ id: "4000001123452", scheme: "0088" }],
    endpoint: "4000001123452",
    endpointScheme: "0088",
    address: { line1: "Gässchen 7", zip: "86150", city: "Augsburg", country: "DE", region: "Bayern" },
    contact: { name: "Jörg Weiß" },
  },
];

const taxes: readonly (readonly Tax[])[] = [
  [{ category: "S", percent: 19 }],
  [
    { category: "S", percent: 19 },
    { category: "S", percent: 7 },
  ],
  [
    { category: "S", percent: 20 },
    { category: "S", percent: 10 },
    { category: "S", percent: 13 },
  ],
  [{ category: "AE", percent: 0 }],
  [{ category: "K", percent: 0 }],
  [{ category: "G", percent: 0 }],
  [{ category: "O", percent: 0 }],
  [{ category: "E", percent: 0 }],
  [
    { category: "Z", percent: 0 },
    { category: "S", percent: 8.1 },
  ],
  [
    { category: "AE", percent: 0 },
    { category: "S", percent: 19 },
  ],
];

/** Documents as they happen: rates, credit notes, discounts, reverse charge, rounding traps, umlauts. */
export function randomDraft(random: () => number): Draft {
  const mix = oneOf(random, taxes);
  const kind = oneOf(random, ["invoice", "invoice", "credit", "partial", "correction"] as const);
  const issuedOn = addDays("2026-01-01", Math.floor(random() * 700));
  return {
    kind,
    number: `RE-2026-${String(Math.floor(random() * 100_000)).padStart(5, "0")}`,
    issuedOn,
    dueOn: addDays(issuedOn, 14),
    currency: oneOf(random, ["EUR", "EUR", "CHF"]),
    seller,
    buyer: oneOf(random, buyers),
    buyerReference: "04011000-1234512345-06",
    ...(random() < 0.5 ? { order: "4500012345", contract: "V-2025-014", project: "P-7" } : {}),
    period: { from: addDays(issuedOn, -30), to: issuedOn },
    notes: random() < 0.5 ? ["Vielen Dank für Ihren Auftrag & bis bald", "Zweite Notiz"] : [],
    terms: "Zahlbar innerhalb von 14 Tagen netto",
    ...(kind === "credit" || kind === "correction"
      ? { preceding: { number: "RE-2025-00001", issuedOn: "2025-12-01" } }
      : {}),
    account: { iban: "DE02 1203 0000 0000 2020 51", name: "Demo Systemhaus GmbH", bic: "BYLADEM1001" },
    ...(random() < 0.2 ? { paidCents: 1000 } : {}),
    lines: Array.from({ length: 1 + Math.floor(random() * 6) }, (_, index) =>
      randomLine(random, mix[index % mix.length] ?? oneOf(random, mix)),
    ),
    adjustments:
      random() < 0.3
        ? [
            { isCharge: false, cents: 123, reason: "Treuerabatt", tax: oneOf(random, mix.slice(0, 1)) },
            { isCharge: true, cents: 590, reason: "Versand", tax: oneOf(random, mix.slice(0, 1)) },
          ]
        : [],
  };
}

function randomLine(random: () => number, tax: Tax): DraftLine {
  const quantity = 1 + Math.floor(random() * 300);
  const priceCents = 1 + Math.floor(random() * 20_000);
  const inHours = random() < 0.3;
  const off = random() < 0.2 ? 1 : 0;
  const gross = inHours ? Math.round((quantity * priceCents) / 60) : quantity * priceCents;
  return {
    name: oneOf(random, ["Managed Workplace", "Wartung für Büro & Lager", "Lizenz <E3>", 'Gerät 24"']),
    ...(random() < 0.5 ? { description: "Ticket T-2026-004711\nzweite Zeile" } : {}),
    quantity: String(quantity),
    unit: inHours ? "MIN" : oneOf(random, ["C62", "MON", "H87"]),
    price: (priceCents / 100).toFixed(2),
    ...(inHours ? { baseQuantity: "60" } : {}),
    netCents: gross - off,
    tax,
    ...(off > 0 ? { discount: { cents: off, reason: "Rundung" } } : {}),
    ...(random() < 0.2 ? { accounting: "KST-4711", orderLine: "10", sellerItem: "MW-SILVER" } : {}),
  };
}
