import test from "ava";
import { eventually } from "./client.ts";
import { openCaseStage } from "./caseStage.ts";
import type { CaseStage } from "./caseStage.ts";

let stage: CaseStage;
test.before(async () => {
  stage = await openCaseStage();
});
test.after.always(() => stage.close());

const triage = { verdict: "malicious", personalData: "no", significant: "no" };
const analysis = { rootCause: "Makro", timeline: "09:00 geöffnet", measures: "Makros sperren", falsePositive: false };
/** A person decides every report that is open, until all of them are. */
async function decideReports(ticketNumber: string): Promise<number> {
  for (let count = 0; ; count += 1) {
    const element = await eventually("a report to decide, or the lessons", async () => {
      const open = await stage.rows("select element_id from tasks where business_key = $1", [ticketNumber]);
      return open
        .map((row) => String(row["element_id"]))
        .find((each) => ["U_e", "U_72", "U_f", "U_less"].includes(each));
    });
    if (element === "U_less") return count;
    const isFirst = count === 0;
    const answer = isFirst ? { decision: "report", content: "Frühwarnung", reference: "BSI-4711" } : { decision: "not_required", reason: "Keine Daten betroffen" }; // prettier-ignore
    await stage.complete(ticketNumber, element, answer);
  }
}

const hour = 3_600_000;
const lessons = { good: "Schnell", bad: "Makros", measures: "Makros sperren", roadmap: true };

test.serial(
  "an alarm of an XDR is isolated with approval in time, analysed, watched, reported and closed",
  async (t) => {
    t.timeout(180_000);
    const title = "Ransomware auf WS-MUELLER";
    await stage.alarm({
      title,
      severity: "critical",
      verdict: "malicious",
      mitigation: "none",
      deviceName: "WS-MUELLER",
      condition: "incident:77",
    });
    const opened = await stage.incident(title);

    t.is(opened.level, "S1");
    t.deepEqual(opened.affected, [{ kind: "device", name: "WS-MUELLER", role: "notebook" }]);
    t.is(opened.evidence[0]?.kind, "alert");
    const { ticketNumber, number } = opened;
    await stage.complete(ticketNumber, "U_tri", triage, "cweiss");
    await stage.complete(ticketNumber, "U", { decision: "approved" });
    const contained = await stage.incident(title, (each) => each.actions.some(({ state }) => state === "done"));
    t.like(contained.actions[0], { action: "isolate_host", approvedBy: "imayer", approval: "customer", state: "done" });
    t.regex(contained.actions[0]?.jobId ?? "", /^SIM-/);

    await stage.complete(ticketNumber, "U_ana", analysis, "cweiss");
    await stage.complete(ticketNumber, "U_erad", { note: "Neu aufgesetzt" }, "cweiss");
    await stage.complete(ticketNumber, "U_reco", { note: "Aus Sicherung" }, "cweiss");
    const watched = await stage.incident(title, ({ phase }) => phase === "monitoring");
    t.is(watched.actions[0]?.state, "released");
    const clocks = Object.fromEntries(
      watched.reports.map((each) => [
        `${each.regime} ${each.stage}`,
        (Date.parse(each.dueAt) - Date.parse(opened.awareAt)) / hour,
      ]),
    );
    t.deepEqual(clocks, {
      "nis2-de early": 24,
      "nis2-de notification": 72,
      "gdpr-33-2 inform": 24,
      "gdpr-33 notification": 72,
    });
    const [told] = await stage.rows(
      "select recipients from mails where ticket_number = $1 and subject like '%Art. 33%'",
      [ticketNumber],
    );
    t.deepEqual(told?.["recipients"], ["erika@muster.example"]);
    stage.pass(13 * 60);
    await eventually("the warning at half time", async () => {
      const warned = await stage.rows("select 1 from notifications where login = 'imayer' and title like $1", [
        `${number}: Meldung%`,
      ]);
      return warned.length > 0 ? true : undefined;
    });
    stage.pass(7 * 24 * 60);
    t.is(await decideReports(ticketNumber), 5);
    await stage.complete(ticketNumber, "U_less", lessons);
    const closed = await stage.incident(title, ({ phase }) => phase === "closed");

    t.truthy(closed.reportFileId);
    t.like(
      closed.reports.find(({ decision }) => decision === "report"),
      { decidedBy: "imayer", reference: "BSI-4711", isLate: true },
    );
    const final = closed.reports.find((each) => each.stage === "final");
    const notified = closed.reports.find((each) => each.regime === "nis2-de" && each.stage === "notification");
    const month = Temporal.Instant.from(notified?.decidedAt ?? "")
      .toZonedDateTimeISO("UTC")
      .add({ months: 1 });
    t.is(Date.parse(final?.dueAt ?? ""), month.epochMilliseconds);
    t.true(closed.evidence.every(({ isWhole }) => isWhole));
    const [ticket] = await stage.rows("select status from tickets where number = $1", [ticketNumber]);
    t.is(ticket?.["status"], "closed");
    const [archived] = await stage.rows("select state, retention_class from archive_objects where kind = 'security_incident' and ref = $1", [number]); // prettier-ignore
    t.is(archived?.["state"], "verified");
    const proven = await stage.rows("select i.theme, i.asset_id = t.asset_id as same from roadmap_evidence e join roadmap_items i on i.id = e.item_id join tickets t on t.number = e.origin where t.number = $1", [ticketNumber]); // prettier-ignore
    t.deepEqual(proven, [{ theme: "security", same: true }]);
    const asked = await stage.rows("select 1 from instances where definition_key = 'create-roadmap-item' and business_key = $1", [ticketNumber]); // prettier-ignore
    t.is(asked.length, 1);
    const sent = await stage.rows("select f.name, f.media_type as type from mails m join file_uses u on u.kind = 'mail' and u.user_id = m.id::text join files f on f.id = u.file_id where m.ticket_number = $1 and m.subject like 'Bericht%'", [ticketNumber]); // prettier-ignore
    t.deepEqual(sent, [{ name: `${number}.pdf`, type: "application/pdf" }]);
  },
);

test.serial(
  "an Austrian customer of finance has the clocks of NISG 2026, GDPR and DORA, all from awareness",
  async (t) => {
    const admin = await stage.as("admin");
    const [customer] = await stage.rows("select id, revision from customers where name = 'Alpen-IT Kunde GmbH'");
    const change = {
      revision: customer?.["revision"],
      nis2Scope: "essential",
      isFinancial: true,
      dataRole: "controller",
    };
    const { status } = await admin.send("PATCH", `/api/customers/${String(customer?.["id"])}`, change);
    const title = "Datenabfluss auf ALP-SRV";
    await stage.alarm({ title, customerName: "Alpen-IT Kunde GmbH", severity: "critical", verdict: "malicious", deviceName: "ALP-SRV", condition: "exfil" }); // prettier-ignore

    const { awareAt, reports } = await stage.incident(title, (each) => each.reports.length >= 6);

    t.true(status < 300);
    t.deepEqual(
      Object.fromEntries(
        reports.map((each) => [`${each.regime} ${each.stage}`, (Date.parse(each.dueAt) - Date.parse(awareAt)) / hour]),
      ),
      {
        "nis2-at early": 24,
        "nis2-at notification": 72,
        "gdpr-33-2 inform": 24,
        "gdpr-33 notification": 72,
        "dora early": 4,
        "dora notification": 72,
      },
    );
    t.true(reports.every(({ decision, isLate }) => decision === "open" && !isLate));
  },
);

test.serial("when nobody answers for an hour, the incident manager decides with the contract's power", async (t) => {
  t.timeout(120_000);
  const title = "Verdächtige Anmeldung auf SERVER-01";
  await stage.alarm({ title, severity: "critical", verdict: "malicious", deviceName: "SERVER-01", condition: "logon" });
  const { ticketNumber } = await stage.incident(title);
  await stage.complete(ticketNumber, "U_tri", triage, "cweiss");
  const asked = await stage.incident(title, ({ actions }) => actions.length > 0);

  t.deepEqual([...new Set(asked.actions.map(({ state }) => state))], ["requested"]);
  await eventually("the approval to wait", async () => (await stage.rows("select 1 from tasks where business_key = $1 and definition_key = 'approval'", [ticketNumber])).length > 0 ? true : undefined); // prettier-ignore
  stage.pass(61);
  await stage.complete(ticketNumber, "U_dec", { decision: "do", emergency: true, reason: "Gefahr im Verzug" });
  const done = await stage.incident(title, ({ actions }) => actions.every(({ state }) => state === "done"));

  t.like(done.actions[0], { approval: "manager", approvedBy: "imayer", reason: "Gefahr im Verzug" });
});

test.serial("a false positive is released and leaves a proposal for the product", async (t) => {
  t.timeout(120_000);
  const title = "Auffälliges Skript auf FW-01";
  await stage.alarm({ title, severity: "critical", verdict: "suspicious", deviceName: "FW-01", condition: "script" });
  const { ticketNumber } = await stage.incident(title);
  await stage.complete(ticketNumber, "U_tri", { ...triage, verdict: "suspicious" }, "cweiss");
  await stage.complete(ticketNumber, "U", { decision: "approved" });
  await stage.complete(ticketNumber, "U_ana", { falsePositive: true, rootCause: "Wartung" }, "cweiss");
  await decideReports(ticketNumber);
  await stage.complete(ticketNumber, "U_less", { ...lessons, roadmap: false });

  const closed = await stage.incident(title, ({ phase }) => phase === "false_positive");
  t.is(closed.actions[0]?.state, "released");
  t.true(closed.tuning?.includes(title));
});

test.serial("the triage clock pages those on call, who may see the case from then on", async (t) => {
  const title = "Angriff auf das Lager";
  await stage.alarm({
    title,
    customerName: "Bäcker Müller KG",
    severity: "critical",
    verdict: "malicious",
    deviceName: "LAGER-1",
    condition: "lager",
  });
  const { number } = await stage.incident(title);
  stage.pass(20);

  await stage.incident(title, ({ events }) => events.some(({ kind }) => kind === "paged"));
  t.is((await (await stage.as("blang")).send("GET", `/api/security-incidents/${number}`)).status, 200);
  await eventually("the page", async () => (await stage.rows("select 1 from notifications where login = 'blang' and title like $1", [`${number}%`])).length > 0 ? true : undefined); // prettier-ignore
});

test.serial("further evidence of a case joins its incident, and three devices make it S1", async (t) => {
  t.timeout(120_000);
  const sha = "a".repeat(40);
  const title = "Malware in der Praxis";
  const alert = { severity: "major", verdict: "malicious", mitigation: "partially", description: `sha1 ${sha}` };
  await stage.alarm({ ...alert, title, deviceName: "PC-1", condition: "m1" });
  const opened = await stage.incident(title);
  t.is(opened.level, "S2");
  await stage.alarm({ ...alert, title: "zweiter", deviceName: "PC-2", condition: "m2" });
  await stage.alarm({ ...alert, title: "dritter", deviceName: "PC-3", condition: "m3" });

  const raised = await stage.incident(title, ({ level }) => level === "S1");
  t.is(raised.affected.filter(({ kind }) => kind === "device").length, 3);
  const merged = await stage.rows("select 1 from tickets where title in ('zweiter','dritter') and status = 'merged'");
  t.is(merged.length, 2);
  t.true(raised.events.some(({ kind, note }) => kind === "rated" && note === "S2 → S1"));
});

test.serial("what stirs while one only watches is a relapse: triage begins again", async (t) => {
  t.timeout(120_000);
  const title = "Trojaner auf PC-9";
  const alert = { severity: "major", verdict: "malicious", mitigation: "partially", deviceName: "PC-9" };
  await stage.alarm({ ...alert, title, condition: "t1" });
  const { ticketNumber } = await stage.incident(title);
  await stage.complete(ticketNumber, "U_tri", triage, "cweiss");
  await stage.complete(ticketNumber, "U", { decision: "approved" });
  await stage.complete(ticketNumber, "U_ana", analysis, "cweiss");
  await stage.complete(ticketNumber, "U_erad", { note: "Entfernt" }, "cweiss");
  await stage.complete(ticketNumber, "U_reco", { note: "Zurück" }, "cweiss");
  await stage.incident(title, ({ phase }) => phase === "monitoring");
  await stage.alarm({ ...alert, title: "wieder da", condition: "t2" });

  const again = await stage.incident(title, ({ relapses }) => relapses === 1);
  t.is(again.phase, "analysis");
  await stage.complete(ticketNumber, "U_tri", triage, "cweiss");
});
