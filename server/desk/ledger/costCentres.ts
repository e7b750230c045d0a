import type { Both } from "../../documents/breach.ts";
import { bookedCostCentre, costCentreForms } from "../../documents/ledger/costCentres.ts";
import type { Tx } from "../../db/transact.ts";
import { listLedgerTargets } from "./targets.ts";
import type { LedgerTarget } from "./targets.ts";

/** A cost centre, and how a ledger's format writes it where nothing else is said. */
export interface WrittenCostCentre {
  readonly costCentre: string;
  readonly written: string;
}

/** The cost centres that contracts name or documents named, by name, as a format writes them. */
export async function listCostCentres(tx: Tx, format: LedgerTarget["format"]): Promise<WrittenCostCentre[]> {
  const rows = await tx.query<{ name: string }>(
    `select cost_centre as name from contracts where tenant_id = $1 and cost_centre <> ''
     union select cost_centre from invoice_lines where tenant_id = $1 and cost_centre <> '' order by 1 limit 500`,
    [tx.tenantId],
  );
  const form = costCentreForms[format];
  return rows.map(({ name }) => ({ costCentre: name, written: bookedCostCentre(name, {}, form) ?? "" }));
}

/** What ledgers will book a cost centre as, where they do not take it as it is; null where all do. */
export async function tellCostCentre(tx: Tx, costCentre: string | null): Promise<Both | null> {
  if (costCentre === null || costCentre === "") return null;
  const targets = (await listLedgerTargets(tx)).filter(({ isActive }) => isActive);
  const told = targets.flatMap(({ name, format, settings }) => {
    const form = costCentreForms[format];
    const booked = bookedCostCentre(costCentre, settings.costCentres, form);
    if (booked === costCentre) return [];
    const reason = Object.hasOwn(settings.costCentres, costCentre) ? undefined : form.expected;
    return [sentence(name, booked, reason)];
  });
  if (told.length === 0) return null;
  return { de: told.map(({ de }) => de).join("\n"), en: told.map(({ en }) => en).join("\n") };
}

function sentence(ledger: string, booked: string | null, expected: Both | undefined): Both {
  const as = {
    de: booked === null ? "ohne Kostenstelle" : `auf „${booked}“`,
    en: booked === null ? "without cost centre" : `as "${booked}"`,
  };
  return {
    de: `${ledger} bucht ${as.de}${expected === undefined ? "." : `, denn es nimmt nur ${expected.de}.`}`,
    en: `${ledger} books ${as.en}${expected === undefined ? "." : `, since it takes only ${expected.en}.`}`,
  };
}
