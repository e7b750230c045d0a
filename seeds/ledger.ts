import type { Tx } from "../server/db/transact.ts";
import { setLedgerTarget } from "../server/desk/ledger/targets.ts";
import { bmdSettings, proposedTaxCodes } from "../server/documents/bmd/settings.ts";
import { datevSettings, proposedAccounts } from "../server/documents/datev/settings.ts";

/**
 * The demo's tax adviser works with DATEV and the chart of accounts SKR 04. A second ledger in BMD is set up and not in use, so
 * that its settings can be looked at and a test file drawn.
 */
export async function setUpLedger(tx: Tx): Promise<void> {
  const settings = datevSettings.parse({
    consultant: 29098,
    client: 55003,
    chart: "04",
    accounts: proposedAccounts("04"),
  });
  await setLedgerTarget(tx, { key: "datev", name: "Steuerkanzlei Berger (DATEV)", format: "datev", settings });
  await setLedgerTarget(tx, {
    key: "hofer-bmd",
    name: "Steuerberatung Hofer (BMD)",
    format: "bmd",
    settings: bmdSettings.parse({ taxCodes: proposedTaxCodes() }),
    isActive: false,
  });
}
