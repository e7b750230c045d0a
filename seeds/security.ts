import { publishAlert } from "../server/connectors/alerts/publish.ts";
import { transact } from "../server/db/transact.ts";
import type { Person } from "../server/identity/person.ts";
import type { JsonObject } from "../server/base/json.ts";
import { completeTask } from "../server/runtime/commands/completeTask.ts";
import type { House } from "../server/runtime/house.ts";
import type { Performer } from "../server/runtime/performer.ts";
import { drain } from "../server/workers/crew.ts";

/** What a case of the demo is played with. */
interface Scene {
  readonly house: House;
  readonly performers: readonly Performer[];
  readonly tenantId: string;
  readonly analyst: Person;
}

const incident = {
  id: 55_012,
  title: "Verdächtige PowerShell auf KASSE-1",
  description: "Ein verschleiertes Skript lädt von außen nach; sha1 3395856ce81f2b7382dee72602f798b642f14140.",
  remediation: "Gerät isolieren, Kennwort von resi@baecker-mueller.example zurücksetzen.",
  status: "open",
  severity: "critical",
  accountName: "Bäcker Müller KG",
  affectedDevices: ["KASSE-1"],
};

/** A case that has just begun: RocketCyber told of it, an analyst has looked, and the customer is being asked. */
export async function playSecurity({ house, performers, tenantId, analyst }: Scene): Promise<void> {
  const cause = { tenantId, actor: "rmm" };
  const raw = Buffer.from(JSON.stringify({ ...incident, createdAt: house.now().toISOString() }));
  await publishAlert(house, cause, {
    source: "rocketcyber",
    connectionId: "default",
    raw,
    contentType: "application/json",
  });
  await drain(house, performers);
  const [task] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ instance_id: string; wait_id: string }>(
      "select instance_id, wait_id from tasks where tenant_id = $1 and form_key = 'sec_triage' limit 1",
      [tenantId],
    ),
  );
  if (task === undefined) return;
  const triage: JsonObject = { verdict: "malicious", tactic: "execution", affected: "Konto: resi@baecker-mueller.example", personalData: "possible", significant: "unknown" }; // prettier-ignore
  const key = { instanceId: task.instance_id, waitId: task.wait_id };
  await completeTask(house, { tenantId, actor: analyst.login }, analyst, key, triage);
  await drain(house, performers);
}
