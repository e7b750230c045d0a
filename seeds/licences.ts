import { transact } from "../server/db/transact.ts";
import { assignLicense } from "../server/desk/licenses/assign.ts";
import { createSubscription, recordCount } from "../server/desk/licenses/subscriptions.ts";
import { createContract } from "../server/desk/records/agreements.ts";
import type { Tx } from "../server/db/transact.ts";
import type { Scene } from "./answer.ts";

/** What the demo's customers have: one uses less than it is bound to, one more than is agreed, one just what it has. */
const agreed = [
  {
    customer: "Muster GmbH",
    contract: "V-2026-L01",
    quantity: 62,
    count: { purchased: 62, assigned: 57, active: 50 },
    termMonths: 12,
    committedMonth: 1,
    renewsAutomatically: true,
    externalId: "muster.onmicrosoft.com/SPB",
  },
  {
    customer: "Bäcker Müller KG",
    contract: "V-2026-L02",
    quantity: 9,
    count: { purchased: 9, assigned: 9, active: 9 },
    termMonths: 1,
    committedMonth: 0,
    renewsAutomatically: true,
    externalId: "baecker-mueller.onmicrosoft.com/SPB",
  },
  {
    customer: "Alpen-IT Kunde GmbH",
    contract: "V-2026-L03",
    quantity: 12,
    count: { purchased: 14, assigned: 14, active: 14 },
    termMonths: 12,
    committedMonth: 5,
    renewsAutomatically: false,
    externalId: "alpenkunde.onmicrosoft.com/SPB",
  },
] as const;

const business = {
  name: "Microsoft 365 Business Premium",
  vendor: "Microsoft",
  source: "microsoft365",
  driftPercent: 5,
  costCents: 1_870,
} as const;

/** The demo's licences of Microsoft 365 with a count of each, and who has one of them. */
export async function playLicences({ house, tenantId }: Scene): Promise<void> {
  await transact(house.database, tenantId, async (tx) => {
    for (const licence of agreed) await agree(tx, licence, house.now());
  });
}

async function agree(tx: Tx, licence: (typeof agreed)[number], now: Date): Promise<void> {
  const { customer, contract, quantity, count, committedMonth, termMonths, renewsAutomatically, externalId } = licence;
  const [known] = await tx.query<{ customer: string; product: string; contact: string }>(
    `select c.id as customer, p.id as product, (select q.id from contacts q where q.tenant_id = c.tenant_id and q.customer_id = c.id limit 1) as contact
     from customers c join products p on p.tenant_id = c.tenant_id and p.sku = 'M365-BP' where c.tenant_id = $1 and c.name = $2`,
    [tx.tenantId, customer],
  );
  if (known === undefined) return;
  const starts = firstOfMonth(now, 0);
  const line = { productId: known.product, quantity, unitPriceCents: 2_290, validFrom: starts };
  const contractId = await createContract(
    tx,
    { number: contract, customerId: known.customer, kind: "license", starts, lines: [line] },
    now,
  );
  const [made] = await tx.query<{ id: string }>(
    "select id from contract_lines where tenant_id = $1 and contract_id = $2",
    [tx.tenantId, contractId],
  );
  const id = await createSubscription(
    tx,
    {
      ...business,
      customerId: known.customer,
      contractLineId: made?.id ?? "",
      externalId,
      quantity,
      termMonths,
      committedUntil: firstOfMonth(now, committedMonth + 1),
      renewsAutomatically,
    },
    now,
  );
  await recordCount(tx, { subscriptionId: id, source: "microsoft365", ...count }, now);
  const given = { contactId: known.contact, seats: 1 };
  await assignLicense(tx, id, { given, actor: "demo" }, { day: now.toISOString().slice(0, 10), now });
}

/** The first day of a month, counted from the one that a moment is in. */
function firstOfMonth(moment: Date, months: number): string {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}
