import type { Tx } from "../../db/transact.ts";
import { plannedOf } from "../dispatch/planned.ts";
import type { Listing } from "./listing.ts";

/** Why somebody is away. */
export type AbsenceKind = "vacation" | "sick" | "training" | "other";

/** When somebody is away, and who stands in. */
export interface Absence {
  readonly id: string;
  readonly revision: number;
  readonly login: string;
  readonly name: string;
  readonly kind: AbsenceKind;
  readonly fromAt: string;
  readonly toAt: string;
  readonly substitute: string | null;
  /** How many tickets went on because of it. */
  readonly ticketsTold: number;
  /** How many visits, meetings and project tasks fall into it. */
  readonly plannedOpen: number;
}

const columns = `r.id, r.revision, r.login, p.name, r.kind, r.from_at as "fromAt", r.to_at as "toAt", r.substitute,
  (select count(*)::int from absence_tickets x where x.tenant_id = r.tenant_id and x.absence_id = r.id) as "ticketsTold",
  (select count(*)::int from ${plannedOf} n) as "plannedOpen"`;
const from = "absences r join technicians p on p.tenant_id = r.tenant_id and p.login = r.login";
const beginning = `to_char(r.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Absences. Each filter wants an instant: those that run then, that come after it, that are over by then. */
export const absenceListing: Listing = {
  columns,
  from,
  where: "r.tenant_id = $1",
  key: "r.id::text",
  texts: ["p.name", "r.login", "r.substitute"],
  sorts: { fromAt: beginning, name: "lower(p.name)" },
  usual: "-fromAt",
  filters: {
    running: "tstzrange(r.from_at, r.to_at) @> ?::timestamptz",
    coming: "r.from_at > ?::timestamptz",
    over: "r.to_at <= ?::timestamptz",
  },
};

/** A ticket that went on because of an absence. */
interface ToldTicket {
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly assignee: string | null;
  readonly toldAt: string;
}

/** An absence with the tickets that were told of it; undefined where there is none. */
export async function findAbsence(
  tx: Tx,
  id: string,
): Promise<(Absence & { readonly tickets: readonly ToldTicket[] }) | undefined> {
  const [row] = await tx.query<{ found: Absence & { readonly tickets: readonly ToldTicket[] } }>(
    `select to_jsonb(f) as found from (select ${columns},
       (select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'title', t.title, 'status', t.status, 'assignee', t.assignee,
          'toldAt', x.told_at) order by t.number), '[]') from absence_tickets x
          join tickets t on t.tenant_id = x.tenant_id and t.id = x.ticket_id where x.tenant_id = r.tenant_id and x.absence_id = r.id) as tickets
     from ${from} where r.tenant_id = $1 and r.id = $2) as f`,
    [tx.tenantId, id],
  );
  return row?.found;
}
