import type { Tx } from "../server/db/transact.ts";
import { setLedgerTarget } from "../server/desk/ledger/targets.ts";
import { datevSettings, proposedAccounts } from "../server/documents/datev/settings.ts";

/** The demo's tax adviser works with DATEV and the chart of accounts SKR 04. */
export async function setUpLedger(tx: Tx): Promise<void> {
  const settings = datevSettings.parse({
    consultant: 29098,
    client: 55003,
    chart: "04",
    accounts: proposedAccounts("04"),
  });
  await setLedgerTarget(tx, { key: "datev", name: "Steuerkanzlei Berger (DATEV)", format: "datev", settings });
}
