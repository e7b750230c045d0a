import test from "ava";
import { eventually } from "./client.ts";
import { connectProduct } from "./alarmed.ts";
import { openCaseStage } from "./caseStage.ts";
import type { CaseStage } from "./caseStage.ts";
import { openReceiver } from "./receiver.ts";

let stage: CaseStage;
test.before(async () => {
  stage = await openCaseStage({ HTTP_ALLOWED_HOSTS: "127.0.0.1" });
});
test.after.always(() => stage.close());

const triage = { verdict: "suspicious", personalData: "yes", significant: "no" };

interface Asset {
  readonly state: string;
  readonly events: readonly {
    readonly kind: string;
    readonly actor: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

/** A device in operation of Muster GmbH. */
async function inUse(name: string): Promise<string> {
  const admin = await stage.as("admin");
  const [customer] = await stage.rows("select id from customers where name = 'Muster GmbH'");
  const given = { customerId: customer?.["id"], name, kind: "notebook", serial: `SN-${name}` };
  const { body } = await admin.send<{ id: string }>("POST", "/api/assets", given);
  await eventually("the device to be in operation", async () => {
    const found = await stage.rows("select 1 from subscriptions where name = 'asset.lost' and correlation_key = $1", [
      body.id,
    ]);
    return found.length > 0 ? true : undefined;
  });
  return body.id;
}

async function assetOf(id: string, looks: (asset: Asset) => boolean): Promise<Asset> {
  return eventually("what is told of the device", async () => {
    const { body } = await (await stage.as("admin")).send<Asset>("GET", `/api/assets/${id}`);
    return looks(body) ? body : undefined;
  });
}

test.serial("a stolen notebook is wiped remotely once somebody else than the reporter approves", async (t) => {
  t.timeout(180_000);
  const id = await inUse("NB-WEG");
  const reporter = await stage.as("imayer");
  const awareAt = new Date(stage.now().getTime() - 3_600_000).toISOString();
  const loss = {
    result: "stolen",
    note: "Aus dem Auto, Wien",
    awareAt,
    personalData: "yes",
    policeReference: "PK-77/26",
  };
  const { status } = await reporter.send("POST", `/api/assets/${id}/loss`, loss);
  const title = "Gerät gestohlen / Device stolen: NB-WEG";
  const opened = await stage.incident(title);

  t.is(status, 200);
  t.like(opened, { awareAt, personalData: "yes" });
  t.deepEqual(opened.affected, [{ kind: "device", name: "NB-WEG", role: "notebook" }]);
  const { ticketNumber, number } = opened;
  await stage.complete(ticketNumber, "U_tri", triage, "cweiss");
  const asked = await stage.incident(title, ({ actions }) => actions.length > 0);
  t.deepEqual(
    asked.actions.map(({ action, target, state, requestedBy }) => [action, target, state, requestedBy]),
    [["wipe_device", "NB-WEG", "requested", "imayer"]],
  );
  await t.throwsAsync(stage.complete(ticketNumber, "U", { decision: "approved" }, "imayer"), { message: /40[34]/ });
  await stage.complete(ticketNumber, "U", { decision: "approved" }, "admin");
  const wiped = await stage.incident(title, ({ actions }) => actions.some(({ state }) => state === "done"));
  t.like(wiped.actions[0], { action: "wipe_device", approvedBy: "admin", approval: "customer", state: "done" });
  t.truthy(wiped.evidence.find(({ kind, title: said }) => kind === "action" && said.startsWith("wipe_device NB-WEG")));

  const gone = await assetOf(id, ({ events }) => events.some(({ kind }) => kind === "remoteWiped"));
  t.is(gone.state, "lost");
  t.like(
    gone.events.find(({ kind }) => kind === "stolen"),
    { actor: "imayer", data: { policeReference: "PK-77/26", personalData: "yes" } },
  );
  t.like(
    gone.events.find(({ kind }) => kind === "remoteWiped"),
    { actor: "imayer", data: { incidentNumber: number, approvedBy: "admin" } },
  );
  const clocks = await stage.rows("select 1 from regulatory_reports r join security_incidents s on s.id = r.incident_id where s.number = $1 and r.regime = 'gdpr-33'", [number]); // prettier-ignore
  t.true(clocks.length > 0);
  const again = await (await stage.as("cweiss")).send<{ code: string }>("POST", `/api/security-incidents/${number}/actions/${wiped.actions[0]?.id}/release`); // prettier-ignore
  t.is(again.body.code, "containment.final");
});

test.serial("what the remote side cannot wipe, a person wipes by hand, and the device tells so", async (t) => {
  t.timeout(180_000);
  const product = await openReceiver(({ path }) => ({
    json: path.includes("oauth2") ? { access_token: "granted", expires_in: 3_600 } : { value: [{ id: "m1" }] },
  }));
  t.teardown(() => product.close());
  const here = `http://${product.host}`;
  const settings = { graphUrl: here, loginUrl: here, directory: "d", clientId: "c" };
  await connectProduct(await stage.as("admin"), product, "defender", settings, { clientSecret: "s" });
  const id = await inUse("NB-HAND");
  const loss = { result: "lost", note: "Im Zug vergessen" };
  const { status } = await (await stage.as("blang")).send("POST", `/api/assets/${id}/loss`, loss);
  const title = "Gerät verloren / Device lost: NB-HAND";
  const { ticketNumber } = await stage.incident(title);
  await stage.complete(ticketNumber, "U_tri", triage, "cweiss");
  await stage.complete(ticketNumber, "U", { decision: "approved" });
  await stage.complete(
    ticketNumber,
    "U_hand",
    { outcome: "by_hand", note: "Über das Verwaltungsportal gelöscht" },
    "cweiss",
  );
  const done = await stage.incident(title, ({ actions }) => actions.some(({ state }) => state === "by_hand"));
  const told = await assetOf(id, ({ events }) => events.some(({ kind }) => kind === "remoteWiped"));

  t.is(status, 200);
  t.like(done.actions[0], { action: "wipe_device", requestedBy: "blang", approvedBy: "imayer" });
  t.like(told.events.find(({ kind }) => kind === "remoteWiped")?.data, {
    byHand: true,
    detail: "Über das Verwaltungsportal gelöscht",
  });
});

test.serial("only what was reported lost is wiped", async (t) => {
  const title = "Verdacht auf WS-MUELLER";
  await stage.alarm({ title, severity: "critical", verdict: "malicious", deviceName: "WS-MUELLER", condition: "w" });
  const { number } = await stage.incident(title);
  const wanted = { action: "wipe_device", target: "WS-MUELLER", reason: "Sicher ist sicher" };

  const { status, body } = await (await stage.as("cweiss")).send<{ code: string }>("POST", `/api/security-incidents/${number}/actions`, wanted); // prettier-ignore

  t.deepEqual([status, body.code], [409, "containment.notLost"]);
});
