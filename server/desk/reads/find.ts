import { anywhere, literally } from "../../db/pattern.ts";
import type { Tx } from "../../db/transact.ts";

/** A record that was found, of whatever kind. */
export interface FoundRecord {
  /** The kind, as the desk's registers call it: `customers`, `invoices`. */
  readonly register: string;
  /** What names it in addresses. */
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly customer: string | null;
}

/** Where records of a kind are and what they are known by; SQL with `r` for the record and `c` for its customer. */
interface Kind {
  readonly id?: string;
  readonly number?: string;
  readonly name: string;
  readonly customer?: string;
  readonly from: string;
  readonly where?: string;
  /** What else a text is looked for in. */
  readonly also?: readonly string[];
}

const ofCustomer = (id = "r.customer_id"): string =>
  `left join customers c on c.tenant_id = r.tenant_id and c.id = ${id}`;
const ofTicket = "left join tickets t on t.tenant_id = r.tenant_id and t.id = r.ticket_id";
const numbered = { id: "r.number", number: "r.number" };

/** In the order in which those that fit equally well are told. */
const kinds: Readonly<Record<string, Kind>> = {
  tickets: { ...numbered, name: "r.title", from: `tickets r ${ofCustomer()}` },
  customers: { name: "r.name", customer: "null", from: "customers r", also: ["r.debtor_account", "r.vat_id"] },
  contacts: {
    name: "r.name",
    from: `contacts r ${ofCustomer()}`,
    where: "r.erased_at is null",
    also: ["r.email", "r.phone"],
  },
  assets: { number: "r.number", name: "r.name", from: `assets r ${ofCustomer()}`, also: ["r.serial"] },
  sites: { name: "r.name", from: `sites r ${ofCustomer()}`, also: ["r.city", "r.street"] },
  contracts: { number: "r.number", name: "null", from: `contracts r ${ofCustomer()}` },
  projects: { ...numbered, name: "r.name", from: `projects r ${ofCustomer()}` },
  opportunities: { ...numbered, name: "r.title", customer: "r.company", from: "opportunities r", also: ["r.company"] },
  quotes: {
    ...numbered,
    name: "o.title",
    customer: "o.company",
    from: "quotes r join opportunities o on o.tenant_id = r.tenant_id and o.id = r.opportunity_id",
    also: ["o.company"],
  },
  orders: { ...numbered, name: "null", from: `orders r ${ofCustomer()}`, also: ["r.customer_reference"] },
  invoices: {
    ...numbered,
    name: "null",
    customer: "r.buyer->>'name'",
    from: "invoices r",
    where: "r.number is not null",
  },
  "billing-runs": { ...numbered, name: "null", customer: "null", from: "billing_runs r" },
  "export-batches": { ...numbered, name: "r.file_name", customer: "null", from: "export_batches r" },
  "billing-proposals": {
    number: "t.number",
    name: "c.name",
    customer: "null",
    from: `billing_proposals r ${ofCustomer()}
      left join tickets t on r.origin = 'ticket' and t.tenant_id = r.tenant_id and t.id = r.origin_id`,
  },
  "purchase-orders": {
    ...numbered,
    name: "r.text",
    from: `purchase_orders r ${ofTicket} left join projects j on j.tenant_id = r.tenant_id and j.id = r.project_id
      ${ofCustomer("coalesce(t.customer_id, j.customer_id)")}`,
    also: ["r.supplier", "r.details->>'reference'"],
  },
  rmas: { ...numbered, name: "t.title", from: `rmas r ${ofTicket} ${ofCustomer("t.customer_id")}` },
  "security-incidents": { ...numbered, name: "r.title", from: `security_incidents r ${ofCustomer()}` },
  reviews: { ...numbered, name: "null", from: `reviews r ${ofCustomer()}` },
  "roadmap-items": { name: "r.title", from: `roadmap_items r ${ofCustomer()}` },
  maintenance: { name: "r.reason", from: `maintenance_windows r ${ofCustomer()}` },
  licenses: { name: "r.name", from: `license_subscriptions r ${ofCustomer()}`, also: ["r.external_id"] },
  products: { id: "r.sku", number: "r.sku", name: "r.name", customer: "null", from: "products r", also: ["r.name_en"] },
  "price-lists": { name: "r.name", customer: "null", from: "price_lists r" },
  staff: { id: "r.login", name: "r.name", customer: "null", from: "technicians r", also: ["r.login", "r.email"] },
  material: {
    name: "r.text",
    from: `material_entries r ${ofTicket} ${ofCustomer("t.customer_id")}`,
    also: ["r.serial"],
  },
};

/** So many of each kind, so that no kind hides the others. */
const ofEach = 3;

const all = Object.entries(kinds).map(([register, kind], at) => sought(register, kind, at));

/** Records of all kinds by number, name, and by what else they are known; whose number it is first, then what begins with the text. */
export function findRecords(tx: Tx, text: string, limit: number): Promise<FoundRecord[]> {
  return tx.query<FoundRecord>(
    `select register, id, number, name, customer from (${all.join(" union all ")}) as found
     order by place, at, name, id limit $5`,
    [tx.tenantId, anywhere(text), literally(text), `${literally(text)}%`, limit],
  );
}

function sought(register: string, kind: Kind, at: number): string {
  const { id = "r.id::text", number = "null", name, customer = "c.name", from, where = "true", also = [] } = kind;
  const texts = [number, name, ...also].filter((each) => each !== "null");
  const place = `case when ${number} ilike $3 or ${name} ilike $3 then 0 when ${number} ilike $4 or ${name} ilike $4 then 1 else 2 end`;
  return `(select '${register}' as register, ${id} as id, ${number}::text as number, ${name}::text as name, ${customer}::text as customer,
    ${place} as place, ${at} as at from ${from} where r.tenant_id = $1 and ${where} and concat_ws(' ', ${texts.join(", ")}) ilike $2
    order by place, ${id} desc limit ${ofEach})`;
}
