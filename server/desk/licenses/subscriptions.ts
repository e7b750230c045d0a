import { z } from "zod";
import { newId } from "../../base/id.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { insertRow } from "../records/insert.ts";

/** A licence that a customer has by a line of a contract, and how its use is counted. */
export const subscription = z.strictObject({
  customerId: z.uuid(),
  contractLineId: z.uuid(),
  name: z.string().min(1).max(200),
  vendor: z.string().max(200).nullish(),
  /** Which system counts it, and under which name. */
  source: z.string().min(1).max(60).default("manual"),
  externalId: z.string().max(200).nullish(),
  quantity: z.int().min(0),
  /** Percent that the count may differ before somebody decides. */
  driftPercent: z.number().min(0).max(100).default(0),
  /** Until when the customer pays for them whether used or not: the end of the term that runs. */
  committedUntil: z.iso.date().nullish(),
  /** How long a term is, and whether the next one follows by itself. */
  termMonths: z.int().min(1).max(120).nullish(),
  renewsAutomatically: z.boolean().default(false),
  /** A piece and month, to us. */
  costCents: z.int().min(0).max(1_000_000_000).nullish(),
});

/** Creates a subscription and tells its id. @throws {Refusal} `desk.input`, `desk.exists`, `desk.reference`, `license.customer` */
export async function createSubscription(tx: Tx, input: z.input<typeof subscription>, now: Date): Promise<string> {
  const row = expectInput(subscription, input);
  const owners = await tx.query(
    `select 1 from contract_lines l join contracts k on k.tenant_id = l.tenant_id and k.id = l.contract_id
     where l.tenant_id = $1 and l.id = $2 and k.customer_id = $3`,
    [tx.tenantId, row.contractLineId, row.customerId],
  );
  if (owners.length === 0)
    throw new Refusal(
      "unprocessable",
      "license.customer",
      "Expected a line of one of the customer's contracts, but it is none",
    );
  const id = newId(now);
  await insertRow(tx, "license_subscriptions", { id, ...row, createdAt: now });
  return id;
}

const text = (most: number) => z.string().trim().max(most).nullable();

/** What may be changed of a licence. Its quantity is changed with a reason, whose it is and its line never: invoices rest on them. */
export const licenseChange = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    vendor: text(200),
    source: z.string().trim().min(1).max(60),
    externalId: text(200),
    driftPercent: z.number().min(0).max(100),
    committedUntil: z.iso.date().nullable(),
    termMonths: z.int().min(1).max(120).nullable(),
    renewsAutomatically: z.boolean(),
    costCents: z.int().min(0).max(1_000_000_000).nullable(),
    isActive: z.boolean(),
  })
  .partial()
  .extend({ revision: z.int().positive() });

const pieces = z.int().min(0).max(1_000_000);

/** What a source counted: how many were bought there, how many of them are assigned, and how many in use. */
export const licenseCount = z.strictObject({
  subscriptionId: z.uuid().nullish(),
  source: z.string().min(1).max(60).default("manual"),
  externalId: z.string().max(200).nullish(),
  purchased: pieces.nullish(),
  assigned: pieces,
  active: pieces,
});

/** Keeps a count; the same instant again changes nothing. @throws {Refusal} `license.missing` */
export async function recordCount(tx: Tx, input: z.input<typeof licenseCount>, now: Date): Promise<void> {
  const { subscriptionId, source, externalId, purchased, assigned, active } = expectInput(licenseCount, input);
  const [found] = await tx.query<{ id: string }>(
    `select id from license_subscriptions where tenant_id = $1 and (id = $2 or ($2::uuid is null and source = $3 and external_id = $4))`,
    [tx.tenantId, subscriptionId ?? null, source, externalId ?? null],
  );
  if (found === undefined)
    throw new Refusal("missing", "license.missing", "Expected a known licence, but nothing is counted under this id");
  await tx.query(
    `insert into license_counts (tenant_id, subscription_id, counted_at, assigned, active, source, purchased) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [tx.tenantId, found.id, now, assigned, active, source, purchased ?? null],
  );
}

const counted = z.strictObject({
  source: z.string().min(1).max(60),
  counts: z
    .array(licenseCount.pick({ externalId: true, purchased: true, assigned: true, active: true }))
    .max(10_000)
    .readonly(),
});

/** Keeps what a source counted, each under the source's own id, and tells which ids are known; the others are passed over. */
export async function recordCounts(tx: Tx, input: z.input<typeof counted>, now: Date): Promise<ReadonlySet<string>> {
  const { source, counts } = expectInput(counted, input);
  const rows = await tx.query<{ externalId: string }>(
    `with given as (select * from jsonb_to_recordset($3) as g("externalId" text, purchased int, assigned int, active int)),
     known as (select s.id, g.* from given g join license_subscriptions s on s.tenant_id = $1 and s.source = $2 and s.external_id = g."externalId"),
     kept as (insert into license_counts (tenant_id, subscription_id, counted_at, assigned, active, source, purchased)
       select $1, id, $4, assigned, active, $2, purchased from known on conflict do nothing)
     select "externalId" from known`,
    [tx.tenantId, source, JSON.stringify(counts), now],
  );
  return new Set(rows.map(({ externalId }) => externalId));
}
