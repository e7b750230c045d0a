import { z } from "zod";
import { newId } from "../../base/id.ts";
import { businessDay } from "../businessDay.ts";
import { dayText } from "../../documents/pdf/money.ts";
import { expectInput } from "../operation.ts";
import type { DeskEffect, Operation } from "../operation.ts";

/** Days before its end from which on a contract is to be renewed. */
const input = z.object({ days: z.int().min(1).max(730) });

interface Ending {
  readonly number: string;
  readonly ends: string;
  readonly customerId: string;
  readonly customer: string;
  readonly language: "de" | "en";
  readonly yearlyCents: number;
}

/**
 * Contracts whose end has come near and was not told yet. One that was terminated is over, one that renews by itself goes on; what
 * follows on it already, an open opportunity for its renewal or a contract of the same kind that begins by then, needs no lead.
 */
const ending = `
  with near as (
    select k.* from contracts k join customers c on c.tenant_id = k.tenant_id and c.id = k.customer_id and c.is_active
    where k.tenant_id = $1 and k.ends between $2::date and $2::date + $3::int and k.terminated_on is null and k.renewal_months is null
      and not exists (select from contracts n where n.tenant_id = k.tenant_id and n.customer_id = k.customer_id and n.kind = k.kind and n.id <> k.id
        and n.starts between k.ends - 31 and k.ends + 31)
      and not exists (select from opportunities o where o.tenant_id = k.tenant_id and o.customer_id = k.customer_id and o.closed_at is null
        and (o.origin = k.number or o.source = 'renewal' and o.origin is null))),
  told as (
    insert into contract_renewals (tenant_id, contract_id, ends, told_at) select $1, id, ends, $4 from near
    on conflict do nothing returning contract_id)
  select k.number, k.ends::text as ends, k.customer_id as "customerId", c.name as customer, c.language,
    coalesce((select sum(round(12 * coalesce(l.quantity, 1) * coalesce(contract_price(l, k.ends), 0))) from contract_lines l
      where l.tenant_id = k.tenant_id and l.contract_id = k.id and l.valid_from <= k.ends and coalesce(l.valid_to, k.ends) >= k.ends), 0)::float8 as "yearlyCents"
  from told t join near k on k.id = t.contract_id join customers c on c.tenant_id = k.tenant_id and c.id = k.customer_id order by k.ends, k.number`;

/** `desk.contract.renewals`: contracts that end within so many days become a lead for sales, as `lead.generated`, each end once. */
export const renewContracts: Operation = async (context, given) => {
  const { days } = expectInput(input, given);
  const { tx, now } = context;
  const found = await tx.query<Ending & Record<string, never>>(ending, [
    tx.tenantId,
    await businessDay(context),
    days,
    now,
  ]);
  return {
    variables: { renewals: { count: found.length, contracts: found.map(({ number }) => number) } },
    effects: found.map((each) => leadOf(each, newId(now))),
  };
};

function leadOf({ number, ends, customerId, customer, language, yearlyCents }: Ending, key: string): DeskEffect {
  const day = dayText(ends, language);
  const said =
    language === "de"
      ? { title: `Verlängerung ${number}, ${customer}`, text: `Der Vertrag ${number} endet am ${day}.` }
      : { title: `Renewal of ${number}, ${customer}`, text: `The contract ${number} ends on ${day}.` };
  const lead = { source: "renewal", customerId, origin: number, ...said, expectedCents: yearlyCents };
  return { kind: "publish", name: "lead.generated", correlationKey: key, variables: { lead } };
}
