import test from "ava";
import { openCaseStage } from "./caseStage.ts";
import type { CaseStage } from "./caseStage.ts";

let stage: CaseStage;
test.before(async () => {
  stage = await openCaseStage();
});
test.after.always(() => stage.close());

const hour = 3_600_000;

async function musterId(): Promise<string> {
  const [customer] = await stage.rows("select id from customers where name = 'Muster GmbH'");
  return String(customer?.["id"]);
}

test.serial("an analyst opens an incident without an alert; its clocks run from when they knew", async (t) => {
  t.timeout(180_000);
  const analyst = await stage.as("cweiss");
  const awareAt = new Date(stage.now().getTime() - 5 * hour).toISOString();
  const title = "Anrufer hatte Zugriff auf das Postfach";
  const body = {
    customerId: await musterId(),
    title,
    description: "Buchhaltung hat einem angeblichen Supporter das Kennwort genannt.",
    affected: "SERVER-01\nKonto: buchhaltung@muster.example",
    awareAt,
    severity: "critical",
    verdict: "malicious",
    personalData: "possible",
  };
  const { status, body: made } = await analyst.send<{ ticketNumber: string }>("POST", "/api/security-incidents", body);
  // at once, whatever its process has done by then
  const outsider = await (await stage.as("ahuber")).send("GET", `/api/tickets/${made.ticketNumber}`);
  t.is(outsider.status, 404);
  const opened = await stage.incident(title, ({ reports }) => reports.length >= 4);

  t.is(status, 200);
  t.is(opened.ticketNumber, made.ticketNumber);
  t.like(opened, { level: "S1", verdict: "malicious", severity: "critical", personalData: "possible", awareAt });
  t.deepEqual(opened.affected.map(({ kind, name, role }) => `${kind} ${name} ${role}`).toSorted(), [
    "account buchhaltung@muster.example account",
    "device SERVER-01 server",
  ]);
  t.like(opened.evidence[0], { kind: "note", collectedBy: "cweiss", content: body.description });
  t.like(
    opened.events.find(({ kind }) => kind === "opened"),
    { actor: "cweiss" },
  );
  const early = opened.reports.find(({ regime, stage: step }) => regime === "nis2-de" && step === "early");
  t.is(Date.parse(early?.dueAt ?? ""), Date.parse(awareAt) + 24 * hour);
  const [ticket] = await stage.rows("select kind, channel, priority from tickets where number = $1", [opened.ticketNumber]); // prettier-ignore
  t.deepEqual(ticket, { kind: "security", channel: "soc", priority: "P1" });
});

test.serial("what somebody opens is looked at however small, and seen by them", async (t) => {
  t.timeout(180_000);
  const technician = await stage.as("blang");
  const title = "Fremder USB-Stick am Empfang";
  const awareAt = stage.now().toISOString();
  const body = { customerId: await musterId(), title, description: "Lag am Empfang.", awareAt, severity: "minor", verdict: "unknown" }; // prettier-ignore
  t.is((await technician.send("POST", "/api/security-incidents", body)).status, 200);
  const { number, level } = await stage.incident(title);

  t.is(level, "S4");
  t.is((await (await stage.as("blang")).send("GET", `/api/security-incidents/${number}`)).status, 200);
});

test.serial("nobody is aware of what is to come, and an incident has somebody whom it hits", async (t) => {
  const analyst = await stage.as("cweiss");
  const body = { customerId: await musterId(), title: "Morgen", description: "x", awareAt: new Date(stage.now().getTime() + hour).toISOString() }; // prettier-ignore
  const later = await analyst.send<{ code: string }>("POST", "/api/security-incidents", body);
  const nobody = await analyst.send<{ code: string }>("POST", "/api/security-incidents", {
    ...body,
    customerId: undefined,
  });

  t.deepEqual([later.status, later.body.code], [422, "incident.awareAt"]);
  t.is(nobody.status, 400);
});
