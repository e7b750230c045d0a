import test from "ava";
import type { Ticket } from "../http/wire.ts";
import { ateraAlert, connectProduct, solveTicket, takeAlarm } from "./alarmed.ts";
import type { Taken } from "./alarmed.ts";
import { eventually } from "./client.ts";
import type { Client } from "./client.ts";
import { openCaseStage } from "./caseStage.ts";
import type { CaseStage } from "./caseStage.ts";
import { openReceiver } from "./receiver.ts";
import type { Received, Receiver } from "./receiver.ts";

let stage: CaseStage;
let admin: Client;
let product: Receiver;
let answer: (request: Received) => { status?: number; json?: unknown } = () => ({ json: {} });
test.before(async () => {
  stage = await openCaseStage({ HTTP_ALLOWED_HOSTS: "127.0.0.1" });
  admin = await stage.as("admin");
  product = await openReceiver((request) => answer(request));
});
test.after.always(async () => {
  await stage.close();
  await product.close();
});

const connect = (kind: string, settings: object, secrets: Record<string, string>) =>
  connectProduct(admin, product, kind, settings, secrets);

const ninja = (id: number, message: string) => ({
  activityId: id, activityTime: 1795338000, activityType: "CONDITION", statusCode: `CODE_${id}`, status: "TRIGGERED", type: "CONDITION",
  message, severity: "CRITICAL", priority: "HIGH", deviceId: 77, organizationId: 500,
  device: { id: 77, displayName: "SERVER-01", systemName: "srv01" },
}); // prettier-ignore

const taken = (source: string, payload: object, title: string) => takeAlarm(stage, source, payload, title);
const solve = (ticket: Taken) => solveTicket(stage, ticket);

const answersTo = (number: string) =>
  stage.rows(
    `select r.answer, r.outcome, r.detail from alert_answers r join alerts a on a.tenant_id = r.tenant_id and a.id = r.alert_id
     join alert_conditions c on c.tenant_id = a.tenant_id and c.dedup_key = a.dedup_key join tickets t on t.tenant_id = c.tenant_id and t.id = c.ticket_id
     where t.number = $1 order by r.answer`,
    [number],
  );
const answered = (number: string, count: number) =>
  eventually(`${count} answers to ${number}`, async () => {
    const rows = await answersTo(number);
    return rows.length === count ? rows : undefined;
  });
const asked = (path: RegExp) => product.seen.filter((each) => path.test(each.path));

test.serial("a solved ticket resets its alert in NinjaOne, found by what it says, and only there", async (t) => {
  await connect("ninjaone", { clientId: "c" }, { clientSecret: "s" });
  answer = ({ path }) => {
    if (path === "/ws/oauth/token") return { json: { access_token: "granted" } };
    if (path === "/v2/device/77/alerts") return { json: [{ uid: "u-1", message: "Disk D: low" }, { uid: "u-2", message: "CPU" }] }; // prettier-ignore
    return { status: 204 };
  };
  const ticket = await taken("ninjaone", ninja(501, "Disk D: low"), "Disk D: low");

  t.like((await answered(ticket.number, 1))[0], { answer: "acknowledged", outcome: "over" });
  t.is(asked(/./).length, 0);
  await solve(ticket);

  t.like((await answered(ticket.number, 2))[1], { answer: "closed", outcome: "told", detail: "u-1" });
  t.deepEqual(asked(/^\/v2\/alert/).map(({ method, path }) => `${method} ${path}`), ["DELETE /v2/alert/u-1"]); // prettier-ignore
  t.is(asked(/^\/v2\/alert/)[0]?.headers.authorization, "Bearer granted");
  const { body } = await admin.send<Ticket>("GET", `/api/tickets/${ticket.number}`);
  t.like(body.answers[1], {
    source: "ninjaone",
    alert: "Disk D: low",
    answer: "closed",
    outcome: "told",
    detail: "u-1",
  });
  t.regex(body.answers[1]?.connector ?? "", /^ninjaone /, "by its name");
});

test.serial(
  "by a template somebody is at it and done with it, again when the source was down, and never twice",
  async (t) => {
    let failures = 1;
    const words = JSON.stringify({ method: "PUT", path: "/alerts/{/externalId}", body: { state: "{/answer}", by: ["{/ticketNumber}"] } }); // prettier-ignore
    await connect("alert-call", { source: "atera", acknowledge: words, close: words, header: "X-Key", prefix: "" }, { secret: "k" }); // prettier-ignore
    answer = ({ path }) => {
      if (!path.startsWith("/alerts/")) return { json: {} };
      failures -= 1;
      return failures >= 0 ? { status: 500 } : { json: {} };
    };
    const ticket = await taken("atera", ateraAlert("A 9/1", "Lüfter steht"), "Lüfter steht");

    t.like((await answered(ticket.number, 1))[0], { answer: "acknowledged", outcome: "told" });
    await solve(ticket);
    await answered(ticket.number, 2);

    const told = asked(/^\/alerts\//);
    t.deepEqual(told.map(({ json }) => json).slice(-2), [
      { state: "acknowledged", by: [ticket.number] },
      { state: "closed", by: [ticket.number] },
    ]);
    t.true(told.every(({ path }) => path === "/alerts/A%209%2F1"));
    t.is(told.length, 3); // one came to nothing
    t.is(new Set(told.map(({ headers }) => headers["idempotency-key"])).size, 2);
    t.is(told[0]?.headers["x-key"], "k");
  },
);

test.serial("a source that says no holds up nothing: the technician hears why, the ticket goes on", async (t) => {
  await connect("datto-rmm", { key: "k" }, { secret: "s" });
  answer = ({ path }) =>
    path === "/auth/oauth/token"
      ? { json: { access_token: "granted" } }
      : { status: 403, json: { error: "no rights" } };
  const payload = { alert_uid: "d-1", alert_message: "Dienst steht", alert_priority: "Critical", site_name: "Muster GmbH", device_name: "SERVER-01" }; // prettier-ignore
  const ticket = await taken("datto-rmm", payload, "Dienst steht");
  await solve(ticket);

  const [, closed] = await answered(ticket.number, 2);

  t.like(closed, { answer: "closed", outcome: "declined" });
  const told = await eventually("word to the technician", async () => {
    const [row] = await stage.rows("select login, body from notifications where title like $1", [`${ticket.number}: %abgelehnt%`]); // prettier-ignore
    return row;
  });
  t.is(told["login"], ticket.technician);
  t.regex(String(told["body"]), /403.*no rights/s);
  t.like((await stage.rows("select status from tickets where number = $1", [ticket.number]))[0], {
    status: "resolved",
  });
});

async function triaged(part: string): Promise<string> {
  const title = await eventually(`an incident about ${part}`, async () => {
    const [row] = await stage.rows("select title from security_incidents where title like $1", [`%${part}%`]);
    return row?.["title"] as string | undefined; // a text column
  });
  const { ticketNumber } = await stage.incident(title);
  await stage.complete(ticketNumber, "U_tri", { verdict: "malicious", personalData: "no", significant: "no" }, "cweiss"); // prettier-ignore
  return ticketNumber;
}

test.serial(
  "a security alert is in progress from triage on in SentinelOne, and where nobody listens nothing is lost",
  async (t) => {
    await connect("sentinelone-threats", {}, { token: "t" });
    answer = () => ({ json: { data: { affected: 1 } } });
    const threat = { threatId: "1311010474425970168", threatName: "eicar.com", classification: "Malware", confidenceLevel: "malicious", incidentStatus: "unresolved", mitigationStatus: "not_mitigated", sha1: "3395856ce81f2b7382dee72602f798b642f14140" }; // prettier-ignore
    const agent = { agentId: "12", agentComputerName: "SERVER-01", siteId: "s", siteName: "Muster GmbH" };
    await stage.rmm.send("POST", "/api/alerts/sentinelone", { data: { agentRealtimeInfo: agent, threatInfo: threat } });
    const ofPush = await triaged("eicar.com");
    await stage.alarm({ title: "Ransomware auf WS-MUELLER", severity: "critical", deviceName: "WS-MUELLER", verdict: "malicious" }); // prettier-ignore
    const ofElsewhere = await triaged("Ransomware auf WS-MUELLER");

    const [progress] = await answered(ofPush, 1);
    const [unheard] = await answered(ofElsewhere, 1);

    t.like(progress, { answer: "acknowledged", outcome: "told", detail: "in_progress" });
    t.like(unheard, { answer: "acknowledged", outcome: "unheard" });
    const said = asked(/threats/).map(({ path, json }) => ({ path, json }));
    t.deepEqual(said, [{ path: "/web/api/v2.1/threats/incident", json: { filter: { ids: [threat.threatId] }, data: { incidentStatus: "in_progress" } } }]); // prettier-ignore
  },
);
