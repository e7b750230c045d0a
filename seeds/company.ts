import type { Tx } from "../server/db/transact.ts";
import { createProduct } from "../server/desk/records/agreements.ts";
import { createPriceList } from "../server/desk/records/priceLists.ts";
import { createCalendar, createNumberRange, setSeller } from "../server/desk/records/house.ts";
import { furnish } from "../server/desk/records/standard.ts";
import { setUpLedger } from "./ledger.ts";
import { recordAbsence } from "../server/desk/records/absences.ts";
import { createTechnician } from "../server/desk/records/staff.ts";

/** What customers' records refer to. */
export interface Company {
  readonly priceListId: string;
  /** Product ids by SKU. */
  readonly products: Readonly<Record<string, string>>;
}

const weekdays = { mon: ["08:00-17:00"], tue: ["08:00-17:00"], wed: ["08:00-17:00"], thu: ["08:00-17:00"] };

const seller = {
  name: "Systemhaus Muster GmbH",
  country: "DE",
  vatId: "DE123456789",
  street: "Industriestraße 5",
  zip: "86153",
  city: "Augsburg",
  email: "buchhaltung@systemhaus.example",
  phone: "+49821555010",
  contactName: "Greta Pohl",
  iban: "DE02120300000000202051",
  bic: "BYLADEM1001",
  bankName: "Musterbank",
  registerText: "Amtsgericht Augsburg HRB 12345, Geschäftsführer: Hans Kern",
};

const products = [
  {
    sku: "MW-SILVER",
    name: "Managed Workplace Silver",
    costCents: 2200,
    kind: "service_flat",
    unit: "C62",
    price: 4500,
  },
  { sku: "MSRV", name: "Managed Server", costCents: 9000, kind: "service_flat", unit: "C62", price: 19500 },
  {
    sku: "SUP-L1",
    name: "Support Level 1",
    costCents: 5200,
    kind: "service_time",
    unit: "HUR",
    supportLevel: 1,
    price: 9500,
  },
  {
    sku: "SUP-L2",
    name: "Support Level 2",
    costCents: 6400,
    kind: "service_time",
    unit: "HUR",
    supportLevel: 2,
    price: 12000,
  },
  {
    sku: "SUP-L3",
    name: "Support Level 3",
    costCents: 7900,
    kind: "service_time",
    unit: "HUR",
    supportLevel: 3,
    price: 15500,
  },
  {
    sku: "TRAVEL",
    name: "Fahrzeit",
    nameEn: "Travel time",
    costCents: 4100,
    kind: "service_time",
    unit: "HUR",
    isTravel: true,
    price: 7500,
  },
  {
    sku: "M365-BP",
    name: "Microsoft 365 Business Premium",
    costCents: 1870,
    kind: "license",
    unit: "C62",
    price: 2290,
  },
  {
    sku: "NB-14",
    name: "Notebook 14 Zoll",
    nameEn: "Notebook 14 inch",
    costCents: 104000,
    kind: "hardware",
    unit: "C62",
    price: 129000,
  },
] as const;

const technicians = [
  {
    login: "ahuber",
    name: "Anna Huber",
    level: 1,
    maxOpen: 15,
    skills: [
      { skill: "m365", level: 3 },
      { skill: "hardware", level: 3 },
    ],
  },
  {
    login: "blang",
    name: "Bernd Lang",
    level: 2,
    maxOpen: 12,
    isOnCall: true,
    skills: [
      { skill: "windows", level: 4 },
      { skill: "backup", level: 5, certifiedUntil: "2027-06-30" },
      { skill: "network", level: 3 },
      { skill: "hardware", level: 3 },
    ],
  },
  {
    login: "cweiss",
    name: "Clara Weiß",
    level: 3,
    maxOpen: 8,
    isOnCall: true,
    roles: ["technician", "security"],
    skills: [
      { skill: "security", level: 5, certifiedUntil: "2027-03-31" },
      { skill: "network", level: 5 },
      { skill: "m365", level: 4 },
      { skill: "windows", level: 3 },
    ],
  },
  {
    login: "dgruber",
    name: "David Gruber",
    level: 2,
    maxOpen: 12,
    calendarKey: "vienna",
    roles: ["technician", "project-lead"],
    skills: [
      { skill: "windows", level: 4 },
      { skill: "m365", level: 4 },
      { skill: "telephony", level: 3 },
      { skill: "hardware", level: 2 },
      { skill: "backup", level: 3 },
    ],
  },
  { login: "esommer", name: "Eva Sommer", level: 1, maxOpen: 0, roles: ["dispatcher"] },
  { login: "imayer", name: "Ines Mayer", level: 3, maxOpen: 0, roles: ["service-manager"] },
  { login: "fbeck", name: "Franz Beck", level: 3, maxOpen: 0, roles: ["account-manager", "vcio"] },
  { login: "jvogt", name: "Julia Vogt", level: 3, maxOpen: 0, roles: ["sales-lead"] },
  { login: "gpohl", name: "Greta Pohl", level: 1, maxOpen: 0, roles: ["billing-manager"] },
] as const;

/** Sets up the demo's own company: calendars, the standard's skills and categories, price list, people. A vacation begins soon after `end`. */
export async function setUpCompany(tx: Tx, now: Date, end: Date): Promise<Company> {
  const year = now.getUTCFullYear();
  await setSeller(tx, seller);
  await setUpLedger(tx);
  await setUpCalendars(tx, year);
  await createNumberRange(tx, { key: "T", year, prefix: `T-${year}-` });
  await createNumberRange(tx, { key: "RE", year, prefix: `RE-${year}-`, nextNumber: 117, width: 4 });
  await furnish(tx);
  for (const each of technicians)
    await createTechnician(tx, copy({ calendarKey: "munich", email: `${each.login}@systemhaus.example`, ...each }));
  const today = Temporal.Instant.fromEpochMilliseconds(end.getTime()).toZonedDateTimeISO("Europe/Berlin").startOfDay();
  const midnightIn = (days: number) => today.add({ days }).toInstant().toString();
  const vacation = { login: "ahuber", kind: "vacation", substitute: "dgruber" } as const;
  await recordAbsence(
    tx,
    {
      ...vacation,
      fromAt: midnightIn(2),
      toAt: midnightIn(9),
    },
    now,
  );
  return setUpPrices(tx, now);
}

async function setUpCalendars(tx: Tx, year: number): Promise<void> {
  const closedDays = [`${year}-12-24`, `${year}-12-31`];
  const hours = { ...weekdays, fri: ["08:00-17:00"] };
  await createCalendar(tx, {
    key: "munich",
    name: "Servicezeit München Mo–Fr 8–17",
    isDefault: true,
    definition: { timeZone: "Europe/Berlin", country: "DE", region: "BY", hours, closedDays },
  });
  await createCalendar(tx, {
    key: "vienna",
    name: "Servicezeit Wien Mo–Do 8–17, Fr 8–14",
    definition: {
      timeZone: "Europe/Vienna",
      country: "AT",
      region: "9",
      hours: { ...weekdays, fri: ["08:00-14:00"] },
      closedDays,
    },
  });
  await createCalendar(tx, {
    key: "24x7",
    name: "Rund um die Uhr",
    definition: { timeZone: "Europe/Berlin", hours: { all: ["00:00-24:00"] } },
  });
}

async function setUpPrices(tx: Tx, now: Date): Promise<Company> {
  const ids: Record<string, string> = {};
  for (const { price: _, ...product } of products) ids[product.sku] = await createProduct(tx, product, now);
  const items = products.map(({ sku, price }) => ({ productId: ids[sku]!, unitPriceCents: price })); // each sku was just created
  const year = now.getUTCFullYear();
  const priceListId = await createPriceList(tx, { name: `Standard ${year}`, validFrom: `${year}-01-01`, items }, now);
  return { priceListId, products: ids };
}

/** Data written as constants is readonly; the commands take ordinary objects. */
function copy<T>(value: T): Mutable<T> {
  return structuredClone(value) as Mutable<T>; // a clone shares nothing with the constant
}

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;
