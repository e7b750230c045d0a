import type { Tx } from "../server/db/transact.ts";
import { createContract } from "../server/desk/records/agreements.ts";
import { linkExternal } from "../server/desk/records/house.ts";
import { createAsset, createContact, createCustomer, createSite } from "../server/desk/records/parties.ts";
import type { Company } from "./company.ts";

type Input<Create> = Create extends (tx: Tx, input: infer In, now: Date) => unknown ? In : never;
type Without<T, Keys extends PropertyKey> = Omit<T, Keys>;

interface CustomerSeed {
  readonly customer: Input<typeof createCustomer>;
  readonly site: Without<Input<typeof createSite>, "customerId">;
  readonly contacts: readonly Without<Input<typeof createContact>, "customerId">[];
  readonly assets: readonly (Without<Input<typeof createAsset>, "customerId"> & { readonly ninja?: string })[];
  /** How NinjaOne knows the customer. */
  readonly ninja: string;
  readonly contract: (company: Company) => Without<Input<typeof createContract>, "customerId">;
}

const starts = "2026-01-01";

const customers: readonly CustomerSeed[] = [
  {
    customer: {
      name: "Muster GmbH",
      country: "DE",
      vatId: "DE987654321",
      vatValid: true,
      debtorAccount: "10001",
      street: "Werkstraße 12",
      zip: "86150",
      city: "Augsburg",
      invoiceEmail: "eingang@muster.example",
      emailDomains: ["muster.example"],
      nis2Scope: "important",
    },
    site: { name: "Zentrale", city: "Augsburg", country: "DE", region: "BY", travelMinutes: 45 },
    contacts: [
      { name: "Erika Muster", email: "erika@muster.example", phone: "+498211234501", role: "management", isVip: true },
      { name: "Max Mustermann", email: "max@muster.example", phone: "+498211234502" },
    ],
    assets: [
      {
        kind: "server",
        name: "SERVER-01",
        serial: "CZJ1234ABC",
        manufacturer: "HPE",
        model: "DL360 Gen10",
        purchasedOn: "2021-06-15",
        warrantyUntil: "2027-06-14",
        os: "Windows Server 2016",
        osEolOn: "2027-01-12",
        ninja: "77",
      },
      {
        kind: "notebook",
        name: "WS-MUELLER",
        serial: "5CG0001",
        manufacturer: "HP",
        model: "EliteBook 840 G7",
        purchasedOn: "2020-11-01",
        warrantyUntil: "2023-10-31",
        os: "Windows 10 22H2",
        osEolOn: "2025-10-14",
        ninja: "78",
      },
      {
        kind: "firewall",
        name: "FW-01",
        serial: "SN-FW-1",
        manufacturer: "Sophos",
        model: "XGS 116",
        purchasedOn: "2023-03-01",
        warrantyUntil: "2026-12-20",
      },
    ],
    ninja: "500",
    contract: ({ priceListId, products }) => ({
      number: "V-2025-014",
      kind: "flat",
      slaClass: "gold",
      calendarKey: "munich",
      priceListId,
      starts,
      lines: [
        {
          productId: products["MW-SILVER"]!,
          unitPriceCents: 4000,
          covers: ["incident:m365", "incident:endpoint"],
          validFrom: starts,
        },
        {
          productId: products["MSRV"]!,
          unitPriceCents: 19500,
          covers: ["incident:server", "backup"],
          validFrom: starts,
        },
      ],
    }),
  },
  {
    customer: {
      name: "Bäcker Müller KG",
      country: "DE",
      vatId: "DE111222333",
      vatValid: true,
      debtorAccount: "10002",
      street: "Bäckergasse 3",
      zip: "80331",
      city: "München",
      invoiceEmail: "buero@baecker-mueller.example",
      emailDomains: ["baecker-mueller.example"],
    },
    site: { name: "Backstube", city: "München", country: "DE", region: "BY", travelMinutes: 20 },
    contacts: [
      { name: "Resi Müller", email: "resi@baecker-mueller.example", phone: "+498912345678", role: "approver" },
    ],
    assets: [
      {
        kind: "notebook",
        name: "KASSE-1",
        serial: "PF2ABC",
        manufacturer: "Lenovo",
        model: "ThinkPad L14",
        purchasedOn: "2024-05-05",
        warrantyUntil: "2027-05-04",
        os: "Windows 11 24H2",
        osEolOn: "2026-10-13",
        ninja: "81",
      },
    ],
    ninja: "501",
    contract: ({ priceListId, products }) => ({
      number: "V-2025-021",
      kind: "bucket",
      slaClass: "standard",
      calendarKey: "munich",
      priceListId,
      starts,
      lines: [
        {
          productId: products["SUP-L2"]!,
          unitPriceCents: 95000,
          includedMinutes: 600,
          covers: ["incident", "request"],
          validFrom: starts,
        },
      ],
    }),
  },
  {
    customer: {
      name: "Alpen-IT Kunde GmbH",
      country: "AT",
      vatId: "ATU12345678",
      vatValid: true,
      debtorAccount: "10003",
      street: "Ringstraße 8",
      zip: "1010",
      city: "Wien",
      invoiceEmail: "rechnung@alpenkunde.example",
      invoiceFormat: "pdf",
      emailDomains: ["alpenkunde.example"],
      calendarKey: "vienna",
      nis2Scope: "unknown",
    },
    site: { name: "Büro", city: "Wien", country: "AT", region: "9" },
    contacts: [{ name: "Toni Berger", email: "toni@alpenkunde.example", phone: "+4311234567", role: "it" }],
    assets: [
      {
        kind: "server",
        name: "ALP-SRV",
        serial: "AT-1",
        manufacturer: "Dell",
        model: "T350",
        purchasedOn: "2022-09-01",
        warrantyUntil: "2027-08-31",
        os: "Windows Server 2022",
        osEolOn: "2031-10-14",
        ninja: "91",
      },
    ],
    ninja: "502",
    contract: ({ priceListId }) => ({
      number: "V-2026-003",
      kind: "time_and_material",
      slaClass: "standard",
      calendarKey: "vienna",
      priceListId,
      starts,
    }),
  },
  {
    customer: {
      name: "Stadtwerke Musterstadt",
      country: "DE",
      vatId: "DE444555666",
      vatValid: true,
      kind: "b2g",
      debtorAccount: "10004",
      street: "Am Kraftwerk 1",
      zip: "84028",
      city: "Musterstadt",
      invoiceEmail: "rechnung@stadtwerke.example",
      invoiceFormat: "xrechnung",
      emailDomains: ["stadtwerke.example"],
      nis2Scope: "essential",
    },
    site: { name: "Leitwarte", city: "Musterstadt", country: "DE", region: "BY", travelMinutes: 70 },
    contacts: [{ name: "Ulf Kraft", email: "ulf@stadtwerke.example", phone: "+498999990001", role: "security" }],
    assets: [
      {
        kind: "server",
        name: "LEIT-01",
        serial: "DE99",
        manufacturer: "Dell",
        model: "R750",
        purchasedOn: "2023-01-20",
        warrantyUntil: "2028-01-19",
        os: "Windows Server 2022",
        osEolOn: "2031-10-14",
        ninja: "95",
      },
    ],
    ninja: "503",
    contract: ({ priceListId, products }) => ({
      number: "V-2024-002",
      kind: "flat",
      slaClass: "gold",
      calendarKey: "munich",
      priceListId,
      starts,
      lines: [{ productId: products["MSRV"]!, unitPriceCents: 18500, covers: ["incident:server"], validFrom: starts }],
    }),
  },
];

/** Creates the demo's customers with sites, contacts, assets, contracts and their ids at the RMM. */
export async function createCustomers(tx: Tx, company: Company, now: Date): Promise<void> {
  for (const seed of customers) {
    const customerId = await createCustomer(tx, seed.customer, now);
    const siteId = await createSite(tx, { ...seed.site, customerId }, now);
    await linkExternal(tx, { entity: "customer", system: "ninjaone", externalId: seed.ninja, entityId: customerId });
    for (const contact of seed.contacts) await createContact(tx, { ...contact, customerId, siteId }, now);
    for (const { ninja, ...asset } of seed.assets) {
      const entityId = await createAsset(tx, { ...asset, customerId, siteId }, now);
      if (ninja !== undefined)
        await linkExternal(tx, { entity: "asset", system: "ninjaone", externalId: ninja, entityId });
    }
    const contract = seed.contract(company);
    await createContract(tx, { ...contract, billedUntil: lastBilled(now), customerId }, now);
  }
}

/** Everything up to the month before the last one was billed elsewhere, so that a first run has one month to bill. */
function lastBilled(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 0)).toISOString().slice(0, 10);
}
