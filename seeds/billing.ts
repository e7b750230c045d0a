import type { JsonObject } from "../server/base/json.ts";
import { transact } from "../server/db/transact.ts";
import { publishMessage } from "../server/runtime/commands/publishMessage.ts";
import { startInstance } from "../server/runtime/commands/startInstance.ts";
import { drain } from "../server/workers/crew.ts";
import { answerTask } from "./answer.ts";
import type { Actor, Scene } from "./answer.ts";

const manager: Actor = { login: "gpohl", roles: ["billing-manager"] };
const dispatcher: Actor = { login: "esommer", roles: ["dispatcher"] };

/**
 * A month that is over: every customer has an invoice. The tax adviser could not take the batch as it was, since its period
 * was closed already, and has booked the one that replaces it.
 */
export async function playBilledMonth(scene: Scene, cutOff: string): Promise<void> {
  await begin(scene, cutOff);
  while (await settleNext(scene));
  for (const number of await batchesToBook(scene)) {
    const rejectMessage = "Die Periode ist bereits abgeschlossen, bitte im Folgemonat buchen.";
    await hearLedger(scene, { name: "export.rejected", number, variables: { rejectMessage } });
    const message = "Mit der Kanzlei besprochen: Buchung im offenen Monat";
    const values = { reason: "period_closed", bookedOn: scene.house.now().toISOString().slice(0, 10), message };
    await answerTask(scene, { forms: ["export_reject"], about: "%" }, () => ({ actor: manager, values }));
  }
  const variables = { confirmedBy: "Steuerkanzlei Berger" };
  for (const number of await batchesToBook(scene))
    await hearLedger(scene, { name: "export.confirmed", number, variables });
}

async function batchesToBook({ house, tenantId }: Scene): Promise<string[]> {
  const batches = await transact(house.database, tenantId, (tx) =>
    tx.query<{ number: string }>(
      "select number from export_batches where tenant_id = $1 and state = 'transferred' order by number",
      [tenantId],
    ),
  );
  return batches.map(({ number }) => number);
}

/** The ledger says what became of a batch. */
async function hearLedger(
  { house, performers, tenantId }: Scene,
  { name, number, variables }: { readonly name: string; readonly number: string; readonly variables: JsonObject },
): Promise<void> {
  await publishMessage(house, { tenantId, actor: manager.login }, { name, correlationKey: number, variables });
  await drain(house, performers);
}

/** A month that is being billed: one customer is done, the others wait for somebody to approve them. */
export async function playMonthUnderWay(scene: Scene, cutOff: string): Promise<void> {
  await begin(scene, cutOff);
  await settleNext(scene);
}

async function begin({ house, performers, tenantId }: Scene, cutOff: string): Promise<void> {
  const cause = { tenantId, actor: manager.login };
  await startInstance(house, cause, { processKey: "billing", variables: { cutOff } });
  await drain(house, performers);
}

const values: Readonly<Record<string, JsonObject>> = {
  billing_clearing: {
    action: "fix_data",
    buyerReference: "04011000-1234512345-06",
    reason: "Leitweg-ID vom Kunden bestätigt",
  },
  billing_approval: {},
  approval: { decision: "approved" },
};

/** The next thing that a person has to do, customer by customer. */
async function settleNext(scene: Scene): Promise<boolean> {
  const done = await answerTask(scene, { forms: Object.keys(values), about: "AL-%" }, (form) => ({
    actor: form === "billing_approval" ? dispatcher : manager,
    values: values[form] ?? {},
  }));
  return done !== undefined;
}
