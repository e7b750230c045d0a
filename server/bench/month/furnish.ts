import { readFile } from "node:fs/promises";
import { newId } from "../../base/id.ts";
import type { CompiledRuleSet } from "../../decisions/compile.ts";
import { compileRuleSet } from "../../decisions/compile.ts";
import { decide } from "../../decisions/decide.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import type { Json, JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { bmdSettings, proposedTaxCodes } from "../../documents/bmd/settings.ts";
import { datevSettings, proposedAccounts } from "../../documents/datev/settings.ts";
import { setLedgerTarget } from "../../desk/ledger/targets.ts";
import { collectTime } from "../../desk/billing/collect.ts";
import { draftProposal } from "../../desk/billing/draft.ts";
import { createContract, createProduct } from "../../desk/records/agreements.ts";
import { createPriceList } from "../../desk/records/priceLists.ts";
import { createCalendar, setSeller } from "../../desk/records/house.ts";
import { createCustomer } from "../../desk/records/parties.ts";
import { createTechnician } from "../../desk/records/staff.ts";
import { serviceCalendar } from "../../calendar/calendar.ts";

/** How much a month has. */
export interface Size {
  readonly customers: number;
  readonly tickets: number;
  readonly entriesPerTicket: number;
}

/** The month that is billed. */
export const month = { from: "2026-10-01", to: "2026-10-31", after: new Date("2026-11-02T07:00:00Z") };

const calendar = { timeZone: "Europe/Berlin", country: "DE", region: "BY", hours: { all: ["00:00-24:00"] } };

/** A house with its ledgers, customers of three kinds, their contracts, and what was done for them in the month. */
export async function furnish(tx: Tx, size: Size): Promise<void> {
  const now = month.after;
  const street = { street: "Größenweg 1", zip: "80331", city: "München" };
  await setSeller(tx, { name: "Systemhaus Müller & Söhne", country: "DE", vatId: "DE123456789", iban: "DE02120300000000202051",
    contactName: "Änne Öz", phone: "+49891234567", email: "rechnung@systemhaus.example", ...street }); // prettier-ignore
  await createCalendar(tx, { key: "any-time", name: "Immer", definition: calendar });
  await setLedgerTarget(tx, { key: "datev", name: "DATEV", format: "datev",
    settings: datevSettings.parse({ consultant: 29098, client: 55003, chart: "04", accounts: proposedAccounts("04") }) }); // prettier-ignore
  await setLedgerTarget(tx, { key: "bmd", name: "BMD", format: "bmd",
    settings: bmdSettings.parse({ taxCodes: { ...proposedTaxCodes(), DE19: { account: "4400", code: "3" } } }) }); // prettier-ignore
  for (const level of [1, 2, 3])
    await createTechnician(tx, {
      login: `tech${level}`,
      name: `Technik ${level}`,
      level,
      calendarKey: "any-time",
      maxOpen: 500,
    });
  await fill(tx, size, await prices(tx, now));
}

async function prices(tx: Tx, now: Date): Promise<{ readonly listId: string; readonly flatId: string }> {
  const items = await Promise.all(
    [9_500, 12_000, 15_500].map(async (unitPriceCents, index) => {
      const supportLevel = index + 1;
      const product = {
        sku: `L${supportLevel}`,
        name: `Support Level ${supportLevel}`,
        unit: "HUR",
        supportLevel,
      } as const;
      return { productId: await createProduct(tx, { ...product, kind: "service_time" }, now), unitPriceCents };
    }),
  );
  const flat = { sku: "FLAT", name: "Rundum-sorglos für Größe L", kind: "service_flat", unit: "C62" } as const;
  const flatId = await createProduct(tx, flat, now);
  return { listId: await createPriceList(tx, { name: "2026", validFrom: "2026-01-01", items }, now), flatId };
}

/** Three of five customers are billed by time at home, one abroad, and one pays a flat fee. */
async function fill(
  tx: Tx,
  size: Size,
  { listId, flatId }: { readonly listId: string; readonly flatId: string },
): Promise<void> {
  const now = month.after;
  const customers: { readonly id: string; readonly contractId: string }[] = [];
  for (let index = 0; index < size.customers; index += 1) {
    const isAbroad = index % 5 === 3;
    const isFlat = index % 5 === 4;
    const place = isAbroad
      ? { country: "AT", vatId: "ATU12345678", city: "Wien", zip: "1010" }
      : { country: "DE", vatId: "DE987654321", city: "Köln", zip: "50667" };
    const named = {
      name: `Kunde ${index} Bäcker & Töchter`,
      debtorAccount: String(10_001 + index),
      invoiceEmail: `k${index}@kunde.example`,
      street: "Straße 1",
    };
    const id = await createCustomer(tx, { ...named, ...place, vatValid: true }, now);
    const line = {
      productId: flatId,
      quantity: 10,
      unitPriceCents: 4_501,
      covers: ["incident"],
      validFrom: month.from,
    };
    const kind = isFlat ? { kind: "flat" as const, lines: [line] } : { kind: "time_and_material" as const };
    const contractId = await createContract(
      tx,
      { number: `V-${index}`, customerId: id, priceListId: listId, starts: month.from, ...kind },
      now,
    );
    customers.push({ id, contractId });
  }
  await addCategory(tx);
  await insertTickets(tx, size, customers);
}

async function addCategory(tx: Tx): Promise<void> {
  await tx.query(
    "insert into categories (tenant_id, key, label_de, label_en) values ($1, 'incident', 'Störung', 'Incident') on conflict do nothing",
    [tx.tenantId],
  );
}

/** Written straight into the tables: how a month came about is not what is measured. */
async function insertTickets(
  tx: Tx,
  size: Size,
  customers: readonly { readonly id: string; readonly contractId: string }[],
): Promise<void> {
  const tickets = Array.from({ length: size.tickets }, (_, no) => ({
    id: newId(month.after),
    no,
    ...pick(customers, no),
  }));
  await tx.query(
    `insert into tickets (tenant_id, id, number, title, channel, customer_id, contract_id, category, status, created_at, resolved_at)
     select $1, id, 'T-2026-' || lpad(no::text, 5, '0'), 'Störung ' || no, 'mail', customer, contract, 'incident', 'closed_to_invoice', $2, $2
     from jsonb_to_recordset($3) as t(id uuid, no int, customer uuid, contract uuid)`,
    [tx.tenantId, `${month.from}T08:00:00Z`, JSON.stringify(tickets)],
  );
  const entries = tickets.flatMap(({ id, no }) =>
    Array.from({ length: size.entriesPerTicket }, (_, index) => {
      const day = 1 + ((no + (index >> 1)) % 28);
      const at = `2026-10-${String(day).padStart(2, "0")}T${String(8 + index).padStart(2, "0")}:00:00Z`;
      return {
        id: newId(month.after),
        ticket: id,
        technician: `tech${1 + ((no + index) % 3)}`,
        at,
        minutes: 7 + ((no * 13 + index * 29) % 95),
      };
    }),
  );
  await tx.query(
    `insert into time_entries (tenant_id, id, ticket_id, technician, started_at, minutes, work_type, time_class, cause, note)
     select $1, id, ticket, technician, at, minutes, 'remote', 'BT', 'customer', 'Geprüft' from jsonb_to_recordset($2)
       as e(id uuid, ticket uuid, technician text, at timestamptz, minutes int)`,
    [tx.tenantId, JSON.stringify(entries)],
  );
}

function pick(customers: readonly { readonly id: string; readonly contractId: string }[], no: number) {
  const { id, contractId } = customers[no % customers.length] ?? { id: "", contractId: "" };
  return { customer: id, contract: contractId };
}

type Collected = { readonly billing: { readonly customer: JsonObject; readonly lines: readonly JsonObject[] } };

/** The proposal of a ticket, as `billing-proposal` makes it: the four real rules for each entry. */
export async function propose(tx: Tx, ticketId: string): Promise<void> {
  const context = {
    tx,
    now: month.after,
    instanceId: ticketId,
    waitId: "w",
    calendarOf: () => Promise.resolve(serviceCalendar(calendar)),
    ruleSetOf: (key: string) => Promise.resolve(compiledOf(key).ruleSet),
  };
  const { variables } = await collectTime(context, { ticket: { id: ticketId } });
  const { billing } = variables as unknown as Collected; // by contract
  const verdicts = await Promise.all(billing.lines.map((line) => verdictOf(line, billing.customer)));
  await draftProposal(context, { billing, verdicts });
}

async function verdictOf(line: JsonObject, customer: JsonObject): Promise<JsonObject> {
  const has = (name: string) => line[`${name}Cents`] !== null;
  const facts = {
    contractLinePrice: has("contractLinePrice"),
    customerPrice: has("customerPrice"),
    tierPrice: has("tierPrice"),
    listPrice: has("listPrice"),
  };
  return {
    lineId: line["id"] ?? null,
    billability: await ruled("billability", line),
    rounding: await ruled("time_rounding", line),
    price: await ruled("price_source", facts),
    tax: await ruled("tax_key", { ...customer, taxClass: line["taxClass"] ?? null, supply: line["supply"] ?? null }),
  };
}

const rules = new Map(
  await Promise.all(
    ["billability", "time_rounding", "price_source", "tax_key"].map(async (key) => {
      const file = new URL(`../../../rules/${key}.json`, import.meta.url);
      return [key, compileRuleSet(parseRuleSet(JSON.parse(await readFile(file, "utf8"))))] as const;
    }),
  ),
);

async function ruled(key: string, facts: JsonObject): Promise<Json> {
  return (await decide(compiledOf(key), facts)).verdict;
}

function compiledOf(key: string): CompiledRuleSet {
  const compiled = rules.get(key);
  if (compiled === undefined) throw new Error(`Expected the rule set ${key}`);
  return compiled;
}
