import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import { taxFactsOf, taxParties } from "./taxFacts.ts";
import type { TaxParties } from "./taxFacts.ts";

interface Head extends TaxParties {
  readonly number: string;
  readonly cut_off: string;
  readonly name: string;
  readonly language: string;
  readonly min_invoice_cents: number;
}

interface Line {
  readonly id: string;
  readonly text: string;
  readonly net_cents: number;
  readonly tax_class: string;
  readonly supply: string;
  readonly is_taxed: boolean;
  readonly workers: readonly string[] | null;
}

/** The positions of a customer that a run has in hand, of proposals that still stand. `$1` tenant, `$2` run, `$3` customer. */
export const inHand = inHandWith("");

/** The same, joined with something else. @param join a constant of the code, never input */
export function inHandWith(join: string): string {
  return `from billing_lines l join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id ${join}
  where l.tenant_id = $1 and l.run_id = $2 and l.customer_id = $3 and l.invoice_id is null
    and p.state not in ('withdrawn','not_billable','disputed')`;
}

const euro = new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * A customer's bill as the process carries it: what is to be chosen among, what it comes to, whose work it is, and the cases
 * whose tax has to be decided. The positions themselves stay in their table.
 *
 * @throws {Refusal} `billing.run`
 */
export async function readBill(tx: Tx, runId: string, customerId: string): Promise<JsonObject> {
  const [head] = await tx.query<Head & Record<string, never>>(
    `select r.number, r.cut_off::text as cut_off, c.name, c.language, c.min_invoice_cents, ${taxParties}
     from billing_runs r join customers c on c.tenant_id = r.tenant_id and c.id = $3 left join sellers s on s.tenant_id = r.tenant_id
     where r.tenant_id = $1 and r.id = $2`,
    [tx.tenantId, runId, customerId],
  );
  const lines = await tx.query<Line & Record<string, never>>(
    `select l.id, l.text, l.net_cents::float8 as net_cents, l.tax_class, l.supply, l.tax_percent is not null as is_taxed,
       (select array_agg(distinct w.login) from (
          select e.technician as login from billing_line_times x join time_entries e on e.tenant_id = x.tenant_id and e.id = x.time_entry_id
            where x.tenant_id = l.tenant_id and x.line_id = l.id
          union all select c->>'by' from jsonb_array_elements(l.rule_trace->'changed') c) w) as workers ${inHand} order by l.service_from, p.id, l.pos`,
    [tx.tenantId, runId, customerId],
  );
  if (head === undefined) throw new Refusal("missing", "billing.run", `Expected a known run, but ${runId} is none`);
  return billOf(head, lines);
}

function billOf(head: Head, lines: readonly Line[]): JsonObject {
  const netCents = lines.reduce((sum, line) => sum + line.net_cents, 0);
  return {
    customerName: head.name,
    language: head.language,
    cutOff: head.cut_off,
    count: lines.length,
    netCents,
    isTooSmall: lines.length > 0 && netCents < head.min_invoice_cents,
    lines: lines.map(choice),
    workers: [...new Set(lines.flatMap(({ workers }) => workers ?? []))].toSorted(),
    taxCases: taxCasesOf(lines, taxFactsOf(head)),
  };
}

function choice({ id, text, net_cents: cents }: Line): JsonObject {
  const shown = `${text.slice(0, 160)} – ${euro.format(cents / 100)} €`;
  return { value: id, label: { de: shown, en: shown } };
}

/** Of each case once: what nobody could decide is decided anew each time, since the rule or the records may know more by now. */
function taxCasesOf(lines: readonly Line[], facts: JsonObject): JsonObject[] {
  const open = lines.filter((line) => !line.is_taxed).map(({ tax_class: taxClass, supply }) => ({ taxClass, supply }));
  return [...new Map(open.map((each) => [`${each.taxClass} ${each.supply}`, each])).values()].map((each) => ({
    ...each,
    ...facts,
  }));
}
