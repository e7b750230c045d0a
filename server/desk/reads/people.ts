import type { Tx } from "../../db/transact.ts";
import { pageValues } from "./page.ts";

/** A customer in a list. */
export interface ListedCustomer {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly openTickets: number;
}

/** Customers by name; `afterName` begins the next page. @throws {Refusal} `query.limit` */
export function listCustomers(
  tx: Tx,
  page: { readonly limit: number; readonly afterName?: string | undefined },
): Promise<ListedCustomer[]> {
  const [limit] = pageValues({ limit: page.limit });
  return tx.query<ListedCustomer>(
    `select c.id, c.name, c.country, (select count(*)::int from tickets t where t.tenant_id = c.tenant_id and t.customer_id = c.id
       and t.status in ('new','triaged','assigned','in_progress','waiting_customer','waiting_vendor','scheduled')) as "openTickets"
     from customers c where c.tenant_id = $1 and c.is_active and ($3::text is null or lower(c.name) > lower($3))
     order by lower(c.name) limit $2`,
    [tx.tenantId, limit, page.afterName ?? null],
  );
}

/** A member of staff with what dispatching looks at. */
export interface ListedTechnician {
  readonly login: string;
  readonly name: string;
  readonly level: number;
  readonly roles: readonly string[];
  readonly isOnCall: boolean;
  readonly isAbsent: boolean;
  readonly openTickets: number;
  readonly maxOpen: number;
  readonly skills: readonly { readonly skill: string; readonly level: number }[];
}

/** Staff by name, at most 200. */
export function listTechnicians(tx: Tx, now: Date): Promise<ListedTechnician[]> {
  return tx.query<ListedTechnician>(
    `select p.login, p.name, p.level, p.roles, p.is_on_call as "isOnCall", p.max_open as "maxOpen",
       exists (select 1 from absences a where a.tenant_id = p.tenant_id and a.login = p.login and a.from_at <= $2 and a.to_at > $2) as "isAbsent",
       (select count(*)::int from tickets t where t.tenant_id = p.tenant_id and t.assignee = p.login
          and t.status in ('assigned','in_progress','waiting_customer','waiting_vendor','scheduled')) as "openTickets",
       (select coalesce(jsonb_agg(jsonb_build_object('skill', s.skill, 'level', s.level) order by s.skill), '[]')
        from technician_skills s where s.tenant_id = p.tenant_id and s.login = p.login) as skills
     from technicians p where p.tenant_id = $1 and p.is_active order by p.name, p.login limit 200`,
    [tx.tenantId, now],
  );
}

/** Who is away now, until when, and who stands in. */
export function currentAbsences(
  tx: Tx,
  now: Date,
): Promise<{ readonly login: string; readonly until: Date; readonly substitute: string | null }[]> {
  return tx.query(
    `select distinct on (login) login, to_at as until, substitute from absences
     where tenant_id = $1 and from_at <= $2 and to_at > $2 order by login, to_at desc`,
    [tx.tenantId, now],
  );
}
