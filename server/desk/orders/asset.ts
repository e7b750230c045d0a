import { expectInput, ticketInput } from "../operation.ts";
import type { Operation } from "../operation.ts";

interface Facts {
  readonly id: string;
  readonly warranty: boolean;
  readonly data: boolean;
  readonly critical: boolean;
}

/** `desk.asset.facts`: what the rule `rma_decision` asks about the ticket's asset; false where nothing is known. */
export const assetFacts: Operation = async ({ tx, now }, given) => {
  const { ticket } = expectInput(ticketInput, given);
  const [row] = await tx.query<Facts>(
    `select a.id, coalesce(a.warranty_until >= $3::timestamptz::date, false) as warranty,
       a.kind in ('server','notebook','desktop','storage','nas') as data, a.kind in ('server','firewall','storage') as critical
     from tickets t join assets a on a.tenant_id = t.tenant_id and a.id = t.asset_id where t.tenant_id = $1 and t.id = $2`,
    [tx.tenantId, ticket.id, now],
  );
  return {
    variables: {
      assetFacts: {
        assetId: row?.id ?? null,
        warranty: row?.warranty ?? false,
        carePack: false,
        dataOnDevice: row?.data ?? false,
        businessCritical: row?.critical ?? false,
      },
    },
  };
};
