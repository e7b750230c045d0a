import { readFile } from "node:fs/promises";
import type { JsonObject } from "../base/json.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import type { RuleSet } from "../decisions/ruleSet.ts";
import { connect } from "../db/connect.ts";
import { transact } from "../db/transact.ts";
import type { Tx } from "../db/transact.ts";
import { Calendars } from "../desk/calendars.ts";
import type { DeskEffect } from "../desk/operation.ts";
import { operations } from "../desk/operations.ts";
import { createContract, createProduct } from "../desk/records/agreements.ts";
import { createPriceList } from "../desk/records/priceLists.ts";
import { createCalendar, createCategory, createSkill, linkExternal, setSeller } from "../desk/records/house.ts";
import { createAsset, createContact, createCustomer } from "../desk/records/parties.ts";
import { createTechnician } from "../desk/records/staff.ts";
import { newId } from "../base/id.ts";
import { createTenant } from "../identity/users.ts";
import { testDatabase } from "./database.ts";

/** A desk on a fresh database: a tenant with staff, two customers, contracts and prices, and a clock the test moves. */
export interface Office {
  readonly clock: { now: Date };
  readonly calendars: Calendars;
  readonly ids: {
    readonly muster: string;
    readonly erika: string;
    readonly server: string;
    readonly alpen: string;
    readonly line: string;
  };
  /** Does one operation in a transaction of its own and gives its variables. */
  readonly run: (type: string, input: JsonObject, instanceId?: string) => Promise<JsonObject>;
  /** The effects of the operation that ran last. */
  readonly effects: () => readonly DeskEffect[];
  readonly within: <T>(work: (tx: Tx) => Promise<T>, tenantId?: string) => Promise<T>;
  readonly rows: (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

/** The tenant of the office. */
export const officeTenant = "t1";

/** Monday, 23 November 2026, 10:00 in Vienna and Munich. */
export const mondayAtTen = new Date("2026-11-23T09:00:00Z");

/** Opens an office. */
export async function openOffice(): Promise<Office> {
  const test = await testDatabase();
  const database = connect(test.url);
  const clock = { now: mondayAtTen };
  const calendars = new Calendars();
  let effects: readonly DeskEffect[] = [];
  const within: Office["within"] = (work, tenantId = officeTenant) => transact(database, tenantId, work);
  const ids = await within(async (tx) => {
    await createTenant(tx, officeTenant, "Systemhaus", clock.now);
    await furnish(tx);
    await employ(tx);
    return acquire(tx, clock.now);
  });
  return {
    clock,
    calendars,
    ids,
    within,
    effects: () => effects,
    run: (type, input, instanceId = newId(clock.now)) =>
      within(async (tx) => {
        const operation = operations.get(type);
        if (operation === undefined) throw new Error(`Expected a known operation, but ${type} is none`);
        const context = {
          tx,
          now: clock.now,
          instanceId,
          waitId: "w1",
          calendarOf: (key?: string | null) => calendars.of(tx, key),
          ruleSetOf: standardRuleSet,
        };
        const result = await operation(context, input);
        effects = result.effects ?? [];
        // What crosses a job boundary is JSON; anything else would be lost here as it would be there.
        return JSON.parse(JSON.stringify(result.variables)) as JsonObject; // JSON of an object is an object
      }),
    rows: (text, values = []) => within((tx) => tx.query(text, values)),
    close: async () => {
      await database.destroy();
      await test.drop();
    },
  };
}

async function standardRuleSet(key: string): Promise<RuleSet> {
  return parseRuleSet(JSON.parse(await readFile(new URL(`../../rules/${key}.json`, import.meta.url), "utf8")));
}

const office = ["08:00-17:00"];

async function furnish(tx: Tx): Promise<void> {
  await setSeller(tx, { name: "Systemhaus Muster", country: "DE", vatId: "DE100000000" });
  const hours = { mon: office, tue: office, wed: office, thu: office, fri: office };
  await createCalendar(tx, {
    key: "munich",
    name: "Mo-Fr",
    isDefault: true,
    definition: { timeZone: "Europe/Berlin", country: "DE", region: "BY", hours },
  });
  await createCalendar(tx, {
    key: "24x7",
    name: "24x7",
    definition: { timeZone: "Europe/Berlin", hours: { all: ["00:00-24:00"] } },
  });
  await createSkill(tx, { key: "windows", labelDe: "Windows", labelEn: "Windows" });
  await createCategory(tx, { key: "incident", labelDe: "Störung", labelEn: "Incident" });
  await createCategory(tx, { key: "request", labelDe: "Anfrage", labelEn: "Request" });
  await createCategory(tx, {
    key: "incident:server",
    labelDe: "Server",
    labelEn: "Server",
    parent: "incident",
    defaultSkill: "windows",
    skillLevel: 3,
    alertDomains: ["capacity"],
    assetKinds: ["server"],
  });
  await createCategory(tx, {
    key: "capacity",
    labelDe: "Kapazität",
    labelEn: "Capacity",
    parent: "incident",
    alertDomains: ["capacity"],
  });
}

async function employ(tx: Tx): Promise<void> {
  const calendarKey = "munich";
  await createTechnician(tx, { login: "ana", name: "Ana", level: 1, calendarKey, maxOpen: 10 });
  await createTechnician(tx, {
    login: "bo",
    name: "Bo",
    level: 2,
    calendarKey,
    maxOpen: 10,
    isOnCall: true,
    skills: [{ skill: "windows", level: 4 }],
  });
  await createTechnician(tx, {
    login: "cleo",
    name: "Cleo",
    level: 3,
    calendarKey,
    maxOpen: 10,
    skills: [{ skill: "windows", level: 5, certifiedUntil: "2027-01-01" }],
  });
  await createTechnician(tx, { login: "dora", name: "Dora", level: 1, calendarKey, maxOpen: 0, roles: ["dispatcher"] });
}

async function acquire(tx: Tx, now: Date): Promise<Office["ids"]> {
  const level2 = await createProduct(
    tx,
    { sku: "SUP-L2", name: "Support Level 2", kind: "service_time", unit: "HUR", supportLevel: 2 },
    now,
  );
  const travel = await createProduct(
    tx,
    { sku: "TRAVEL", name: "Fahrzeit", kind: "service_time", unit: "HUR", isTravel: true },
    now,
  );
  const items = [
    { productId: level2, unitPriceCents: 12000 },
    { productId: travel, unitPriceCents: 7500 },
  ];
  await createPriceList(tx, { name: "Standard", validFrom: "2026-01-01", items }, now);
  const muster = await createCustomer(
    tx,
    { name: "Muster GmbH", country: "DE", vatId: "DE987654321", emailDomains: ["muster.example"] },
    now,
  );
  const erika = await createContact(
    tx,
    { customerId: muster, name: "Erika Muster", email: "erika@muster.example", phone: "+498211234501", isVip: true },
    now,
  );
  const server = await createAsset(
    tx,
    { customerId: muster, kind: "server", name: "SERVER-01", purchasedOn: "2021-06-15", warrantyUntil: "2027-06-14" },
    now,
  );
  const line = { productId: level2, includedMinutes: 60, covers: ["incident"], validFrom: "2025-01-01" };
  await createContract(
    tx,
    { number: "V-1", customerId: muster, kind: "bucket", slaClass: "gold", starts: "2025-01-01", lines: [line] },
    now,
  );
  const alpen = await createCustomer(tx, { name: "Alpen GmbH", country: "DE", kind: "b2b" }, now);
  await createContract(
    tx,
    { number: "V-2", customerId: alpen, kind: "time_and_material", slaClass: "standard", starts: "2025-01-01" },
    now,
  );
  await linkExternal(tx, { entity: "customer", system: "ninjaone", externalId: "500", entityId: muster });
  const [row] = await tx.query<{ id: string }>("select id from contract_lines where tenant_id = $1 limit 1", [
    tx.tenantId,
  ]);
  return { muster, erika, server, alpen, line: row?.id ?? "" };
}
