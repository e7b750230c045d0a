import { transact } from "../db/transact.ts";
import { readFile } from "../desk/files/files.ts";
import { bmdSettings, proposedTaxCodes } from "../documents/bmd/settings.ts";
import { monthEnd } from "../documents/day.ts";
import { billingOffice } from "./billingOffice.ts";
import type { BillingOffice } from "./billingOffice.ts";

/** An office whose documents are booked with DATEV and with BMD; the demo's own run is finished and booked. */
export interface LedgerOffice extends BillingOffice {
  /** The batches that wait for their ledger's answer. A file is handed over a moment before its process waits. */
  readonly awaited: () => Promise<string[]>;
  /** The batches that were handed over to a ledger. */
  readonly batchesOf: (target: string) => Promise<string[]>;
  /** Waits until a batch waits for its ledger's answer. */
  readonly waiting: (number: string) => Promise<string>;
  /** The bytes of a batch's file. */
  readonly fileOf: (number: string) => Promise<Buffer>;
}

export const today = new Date().toISOString().slice(0, 10);
/** The demo has billed the months that are over; this one is billed ahead of time. */
export const cutOff = monthEnd(today);

/** Opens one. */
export async function ledgerOffice(): Promise<LedgerOffice> {
  const office = withBatches(await billingOffice());
  await office.approveAll("esommer");
  const [number] = await office.eventually("the demo's batch", async () => {
    const found = await office.awaited();
    return found.length === 1 ? found : undefined;
  });
  await office.ask("gpohl", "POST", `/api/export-batches/${number ?? ""}/confirm`, {});
  await office.eventually("the demo's run to be closed", async () => {
    const open = await office.rows("select 1 from billing_runs where state <> 'closed'");
    return open.length === 0 ? true : undefined;
  });
  const settings = bmdSettings.parse({ taxCodes: { ...proposedTaxCodes(), DE19: { account: "4400", code: "3" } } });
  await office.ask("gpohl", "PUT", "/api/ledger-targets", { key: "bmd", name: "BMD", format: "bmd", settings });
  return office;
}

function withBatches(office: BillingOffice): LedgerOffice {
  const { rows, eventually } = office;
  const awaited = async (): Promise<string[]> => {
    const found = await rows("select correlation_key from subscriptions where name = 'export.confirmed'");
    return found.map((each) => String(each["correlation_key"]));
  };
  return {
    ...office,
    awaited,
    batchesOf: async (target) => {
      const found = await rows(
        "select number from export_batches where target_key = $1 and state = 'transferred' order by number",
        [target],
      );
      return found.map(({ number }) => String(number));
    },
    waiting: (number) =>
      eventually(`${number} to wait for its ledger`, async () =>
        (await awaited()).includes(number) ? number : undefined,
      ),
    fileOf: async (number) => {
      const [batch] = await rows("select file_id from export_batches where number = $1", [number]);
      const { body } = await transact(office.house.database, "main", (tx) => readFile(tx, String(batch?.["file_id"])));
      return body;
    },
  };
}
