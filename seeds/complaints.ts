import { transact } from "../server/db/transact.ts";
import type { JsonObject } from "../server/base/json.ts";
import { requestOfAsset } from "../server/runtime/commands/assets.ts";
import { publishMessage } from "../server/runtime/commands/publishMessage.ts";
import { drain } from "../server/workers/crew.ts";
import { answerTask } from "./answer.ts";
import type { Actor, Scene } from "./answer.ts";

const dispatcher: Actor = { login: "esommer", roles: ["dispatcher", "purchasing"] };
const manager: Actor = { login: "gpohl", roles: ["billing-manager"] };
const head: Actor = { login: "imayer", roles: ["management", "service-manager"] };

const week = 7 * 24 * 3_600_000;

/** What a ticket needs is ordered, and a firewall goes back to its maker within its warranty. */
export async function playOrder(scene: Scene): Promise<void> {
  const { house, performers, tenantId } = scene;
  const eta = new Date(house.now().getTime() + week).toISOString().slice(0, 10);
  const ordered = { supplier: "Alpen-Distribution GmbH", reference: "AD-88213", eta, netCents: 76_400 };
  await answerTask(scene, { forms: ["procurement_order"], about: "%" }, () => ({ actor: dispatcher, values: ordered }));
  const firewall = await only(scene, "select id from assets where tenant_id = $1 and name = 'FW-01'");
  const details = { note: "Lüfter läuft dauerhaft auf voller Drehzahl, Gerät startet alle paar Stunden neu" };
  await requestOfAsset(house, { tenantId, actor: dispatcher.login }, { id: firewall, request: "defect", details });
  await drain(house, performers);
  const returned = { path: "advance_replacement", vendor: "Sophos", number: "RMA-771204", returnDue: eta };
  await answerTask(scene, { forms: ["rma_request"], about: "%" }, () => ({ actor: dispatcher, values: returned }));
}

/** A customer objects to a position of last month's invoice and gets a credit note for it. */
export async function playComplaint(scene: Scene): Promise<void> {
  const { house, performers, tenantId } = scene;
  const number = await only(
    scene,
    `select i.number as id from invoices i join customers c on c.id = i.customer_id
     where i.tenant_id = $1 and i.kind = 'invoice' and c.name = 'Bäcker Müller KG' order by i.number limit 1`,
  );
  const reason = "Die letzte Position haben wir so nicht bestellt.";
  const variables = { dispute: { invoiceNumber: number, reason, contact: null } };
  const cause = { tenantId, actor: dispatcher.login };
  await publishMessage(house, cause, { name: "invoice.disputed", correlationKey: number, variables });
  await drain(house, performers);
  const decision: JsonObject = {
    outcome: "partial_credit",
    lines: ["1"],
    netCents: 2_500,
    reason: "Aus Kulanz anteilig erlassen",
  };
  await answerTask(scene, { forms: ["dispute"], about: "%" }, () => ({ actor: manager, values: decision }));
  const approved = { actor: head, values: { decision: "approved" } };
  while (await answerTask(scene, { forms: ["approval"], about: number }, () => approved));
}

async function only({ house, tenantId }: Scene, query: string): Promise<string> {
  const [row] = await transact(house.database, tenantId, (tx) => tx.query<{ id: string }>(query, [tenantId]));
  if (row === undefined) throw new Error("Expected the demo to have what it tells of, but it has not");
  return row.id;
}
