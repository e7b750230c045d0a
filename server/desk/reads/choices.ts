import { anywhere } from "../../db/pattern.ts";
import type { Tx } from "../../db/transact.ts";

/** What a person can choose a record from. */
export const choiceSources = [
  "customers",
  "contacts",
  "sites",
  "assets",
  "contracts",
  "tickets",
  "projects",
  "projectTemplates",
  "categories",
  "licenceLines",
] as const;
export type ChoiceSource = (typeof choiceSources)[number];

/** A record that can be chosen: what processes know it by, what people call it, and what tells it from others of that name. */
export interface Choice {
  readonly key: string;
  readonly name: string;
  readonly hint: string;
}

/** How records are chosen. All of it is SQL from code, with the record as `r` and its customer as `c`. */
interface Choosable {
  readonly from: string;
  readonly key: string;
  /** May ask for the reader's language, `$2`. */
  readonly name: string;
  readonly hint: string;
  /** What else names just one of them, as people type it. */
  readonly aliases: readonly string[];
  /** The others stay what they are where they have been chosen. */
  readonly offered: string;
  /** Whose they are; null where they are nobody's. */
  readonly customer: string;
  readonly order: string;
}

const ofCustomer = "left join customers c on c.tenant_id = r.tenant_id and c.id = r.customer_id";
const byName = { aliases: ["r.name"], offered: "true", customer: "r.customer_id::text", order: "lower(r.name), r.id" };

const choosable: Readonly<Record<ChoiceSource, Choosable>> = {
  customers: {
    ...byName,
    from: "customers r",
    key: "r.id::text",
    name: "r.name",
    hint: "concat_ws(' · ', r.city, r.debtor_account)",
    offered: "r.is_active",
    customer: "null",
  },
  contacts: {
    from: `contacts r ${ofCustomer}`,
    key: "r.id::text",
    name: "coalesce(r.name, r.email, r.phone, '?')",
    hint: "concat_ws(' · ', c.name, r.email, r.phone)",
    aliases: ["r.name", "r.email"],
    offered: "r.erased_at is null",
    customer: "r.customer_id::text",
    order: "lower(coalesce(r.name, r.email, r.phone)), r.id",
  },
  sites: {
    ...byName,
    from: `sites r ${ofCustomer}`,
    key: "r.id::text",
    name: "r.name",
    hint: "concat_ws(' · ', c.name, r.city)",
  },
  assets: {
    ...byName,
    from: `assets r ${ofCustomer}`,
    key: "r.id::text",
    name: "r.name",
    hint: "concat_ws(' · ', r.number, c.name, r.serial)",
    aliases: ["r.name", "r.number"],
    offered: "r.state <> 'disposed'",
  },
  contracts: {
    from: `contracts r ${ofCustomer}`,
    key: "r.id::text",
    name: "r.number",
    hint: "concat_ws(' · ', c.name, r.order_reference)",
    aliases: ["r.number"],
    offered: "(r.ends is null or r.ends >= current_date)",
    customer: "r.customer_id::text",
    order: "r.number, r.id",
  },
  tickets: {
    from: `tickets r ${ofCustomer}`,
    key: "r.number",
    name: "r.number || ' ' || r.title",
    hint: "coalesce(c.name, '')",
    aliases: [],
    offered: "r.closed_at is null and r.status not in ('merged', 'cancelled')",
    customer: "r.customer_id::text",
    order: "r.created_at desc, r.id desc",
  },
  projects: {
    from: `projects r ${ofCustomer}`,
    key: "r.id::text",
    name: "r.number || ' ' || r.name",
    hint: "coalesce(c.name, '')",
    aliases: ["r.number"],
    offered: "r.closed_at is null",
    customer: "r.customer_id::text",
    order: "r.number desc, r.id",
  },
  categories: {
    from: "categories r left join categories p on p.tenant_id = r.tenant_id and p.key = r.parent",
    key: "r.key",
    name: "case when $2 = 'en' then r.label_en else r.label_de end",
    hint: "coalesce(case when $2 = 'en' then p.label_en else p.label_de end, r.key)",
    aliases: [],
    offered: "r.is_active",
    customer: "null",
    order: "coalesce(p.key, r.key), p.key nulls first, r.key",
  },
  licenceLines: {
    from: `(select l.*, k.customer_id, k.number from contract_lines l join contracts k on k.tenant_id = l.tenant_id and k.id = l.contract_id) r
      join products p on p.tenant_id = r.tenant_id and p.id = r.product_id ${ofCustomer}`,
    key: "r.id::text",
    name: "case when $2 = 'en' then coalesce(p.name_en, p.name) else p.name end || ', ' || r.number",
    hint: "coalesce(c.name, '')",
    aliases: [],
    offered: `p.kind = 'license' and (r.valid_to is null or r.valid_to >= current_date) and not exists (select from license_subscriptions s
      where s.tenant_id = r.tenant_id and s.contract_line_id = r.id)`,
    customer: "r.customer_id::text",
    order: "p.name, r.number, r.id",
  },
  projectTemplates: {
    from: "project_templates r",
    key: "r.key",
    name: "case when $2 = 'en' then r.name_en else r.name_de end",
    hint: "r.key",
    aliases: [],
    offered: "r.is_active",
    customer: "null",
    order: "r.key",
  },
};

/** What of the records is looked for. */
export interface ChoiceFilter {
  readonly language: string;
  readonly search?: string | undefined;
  /** Only what is this customer's, where it is somebody's. */
  readonly customerId?: string | undefined;
  readonly limit: number;
}

/** Records to choose from, those that are in use. */
export function listChoices(tx: Tx, source: ChoiceSource, filter: ChoiceFilter): Promise<Choice[]> {
  const { from, key, name, hint, offered, order } = choosable[source];
  return tx.query<Choice & Record<string, unknown>>(
    `select ${key} as key, ${name} as name, ${hint} as hint from ${from}
     where r.tenant_id = $1 and $2::text is not null and ${offered} and ${isOf(source)}
       and ($4::text is null or concat_ws(' ', ${name}, ${hint}) ilike $4) order by ${order} limit $5`,
    [tx.tenantId, filter.language, filter.customerId ?? null, anywhere(filter.search), filter.limit],
  );
}

/**
 * A record by its key, or by a name that only one has, also one that is no longer offered; undefined where there is none or
 * it is somebody else's.
 */
export async function findChoice(
  tx: Tx,
  source: ChoiceSource,
  { named, language, customerId }: Pick<ChoiceFilter, "language" | "customerId"> & { readonly named: string },
): Promise<Choice | undefined> {
  const { from, key, name, hint, aliases } = choosable[source];
  const isNamed = [`${key} = $4`, ...aliases.map((alias) => `lower(${alias}) = lower($4)`)].join(" or ");
  const found = await tx.query<Choice & Record<string, unknown>>(
    `select ${key} as key, ${name} as name, ${hint} as hint from ${from}
     where r.tenant_id = $1 and $2::text is not null and ${isOf(source)} and (${isNamed}) order by (${key} = $4) desc limit 2`,
    [tx.tenantId, language, customerId ?? null, named.trim()],
  );
  const [first] = found;
  return found.length === 1 || first?.key === named.trim() ? first : undefined;
}

function isOf(source: ChoiceSource): string {
  const { customer } = choosable[source];
  return `($3::text is null or ${customer === "null" ? "true" : `${customer} = $3`})`;
}
