import type { JsonObject } from "../server/base/json.ts";
import { publishMessage } from "../server/runtime/commands/publishMessage.ts";
import { drain } from "../server/workers/crew.ts";
import { answerTask } from "./answer.ts";
import type { Actor, Scene } from "./answer.ts";

const vcio: Actor = { login: "fbeck", roles: ["account-manager", "vcio"] };
const checker: Actor = { login: "hkern", roles: ["management"] };

const assessed = {
  message1: "Störungen werden innerhalb der zugesagten Zeiten behoben.",
  message2: "Die Sicherung der Leitwarte läuft wieder vollständig.",
  risk1: "Fernzugang der Bereitschaft ohne zweiten Faktor",
  risk2: "Firewall-Regeln der Leittechnik sind nicht dokumentiert",
};
const roadmap = (year: number) =>
  [
    `${year}-Q1; Zweiter Faktor für die Bereitschaft; security; 1.800; 60; hoch; Zugriff auf die Leitwarte`,
    `${year}-Q2; Regelwerk der Leittechnik prüfen; security; 4.500; 0; mittel; Unbemerkte Freigaben`,
    `${year}-Q4; Sicherung an zweitem Standort; backup; 9.000; 140; mittel; Verlust bei einem Brand`,
  ].join("\n");

/** The first day of the quarter that a moment is in. */
function quarterOf(moment: Date): string {
  const first = new Date(Date.UTC(moment.getUTCFullYear(), Math.floor(moment.getUTCMonth() / 3) * 3, 1));
  return first.toISOString().slice(0, 10);
}

/** A review that is ready: figures, roadmap and slides lie there, checked by somebody else, and the meeting is agreed. */
export async function playReview(scene: Scene, customerId: string, number: () => Promise<string>): Promise<void> {
  const { house, performers, tenantId } = scene;
  const due = { customer: customerId, from: quarterOf(house.now()), to: house.now().toISOString().slice(0, 10) };
  await publishMessage(house, { tenantId, actor: "demo" }, { name: "qbr.due", correlationKey: customerId, variables: { due } }); // prettier-ignore
  await drain(house, performers);
  const about = await number();
  const meetingAt = new Date(house.now().getTime() + 9 * 86_400_000).toISOString();
  const steps: readonly (readonly [string, Actor, JsonObject])[] = [
    ["qbr_assess", vcio, assessed],
    ["roadmap_edit", vcio, { items: roadmap(house.now().getUTCFullYear() + 1) }],
    ["qbr_review", checker, { decision: "approved" }],
    ["qbr_date", vcio, { meetingAt }],
  ];
  for (const [form, actor, values] of steps)
    await answerTask(scene, { forms: [form], about }, () => ({ actor, values }));
}
