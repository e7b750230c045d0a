import test from "ava";
import { BpmnError } from "../../base/bpmnError.ts";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { openOffice } from "../../test/office.ts";
import type { Office } from "../../test/office.ts";
import { withoutQuotes } from "./fromMail.ts";

const office = await openOffice();
test.after.always(() => office.close());

const alert = (changes: JsonObject = {}): JsonObject => ({
  schemaVersion: 1,
  source: "ninjaone",
  connectionId: "default",
  externalId: "12345",
  kind: "triggered",
  domain: "capacity",
  severity: "critical",
  title: "Disk C: low on space",
  description: "",
  customerRef: { externalId: "500", name: null },
  deviceRef: { externalId: "77", name: "SERVER-01", ip: null },
  condition: "DISK_SPACE_LOW",
  occurredAt: "2026-11-23T09:00:00.000Z",
  receivedAt: "2026-11-23T09:00:00.000Z",
  dedupKey: "c1e8bea1c9d6f2e3",
  raw: { sha256: "0".repeat(64), contentType: "application/json", ref: "blob:0" },
  ...changes,
});

async function takeIn(
  { run, clock }: Office,
  given: JsonObject,
): Promise<{ intake: JsonObject; condition: JsonObject }> {
  const instanceId = newId(clock.now);
  await run("desk.intake.raw", { channel: "test", payload: given }, instanceId);
  const { intake } = await run("desk.intake.normalise", given, instanceId);
  const { condition } = await run("desk.intake.deduplicate", { intake }, instanceId);
  return { intake: intake as JsonObject, condition: condition as JsonObject }; // both are objects by contract
}

test.serial("an alert names customer, asset, category, impact and urgency by what the desk knows", async (t) => {
  const { intake } = await office.run("desk.intake.normalise", {
    channel: "rmm",
    alert: alert({ externalId: "1", dedupKey: "known-condition" }),
  });

  t.like(intake, {
    customerId: office.ids.muster,
    assetId: office.ids.server,
    category: "incident:server",
    impact: "high",
    urgency: "high",
    confidence: 0.9,
    kind: "incident",
    alertKind: "triggered",
    senderKind: "system",
  });
});

test.serial("an alert of nobody known is told as such", async (t) => {
  const unknown = alert({
    externalId: "2",
    dedupKey: "unknown-condition",
    customerRef: { externalId: "999", name: "Nobody" },
  });
  const { intake, condition } = await takeIn(office, { channel: "rmm", alert: unknown });

  t.like(intake, { customerId: null, assetId: null, confidence: 0.3 });
  t.like(condition, { customerKnown: false, openTicket: false });
});

test.serial("what has not the shape of its channel is a BPMN error", async (t) => {
  for (const given of [{ channel: "rmm" }, { channel: "mail", mail: { subject: "x" } }, { channel: "fax" }]) {
    const error = await t.throwsAsync(office.run("desk.intake.normalise", given), { instanceOf: BpmnError });
    t.is(error.code, "parse.failed");
  }
});

test.serial("500 alerts of one condition in a burst open one ticket", async (t) => {
  const burst = Array.from({ length: 500 }, (_, index) =>
    alert({ externalId: `burst-${index}`, dedupKey: "burst-condition" }),
  );

  const all = await Promise.all(
    burst.map(async (each) => {
      const { intake, condition } = await takeIn(office, { channel: "rmm", alert: each });
      if (condition["openTicket"] === true) return office.run("desk.ticket.append", { intake, condition });
      return office.run("desk.ticket.create", { intake, condition });
    }),
  );

  t.is(all.filter((each) => each["ticket"] !== undefined).length, 1);
  const [row] = await office.rows(
    "select c.occurrences, t.number from alert_conditions c join tickets t on t.id = c.ticket_id where c.dedup_key = 'burst-condition'",
  );
  t.is(row?.["occurrences"], 500);
  t.is((await office.rows("select 1 from tickets where title = $1", ["Disk C: low on space"])).length, 1);
});

test.serial("the next alert is put to the open ticket, and opens a new one when that is solved", async (t) => {
  const next = await takeIn(office, {
    channel: "rmm",
    alert: alert({ externalId: "next", dedupKey: "burst-condition" }),
  });
  t.true(next.condition["openTicket"]);
  const { appended } = await office.run("desk.ticket.append", next);
  t.is((appended as JsonObject)["ticketNumber"], next.condition["ticketNumber"]); // an object by contract

  const [ticket] = await office.rows("select id from tickets where number = $1", [next.condition["ticketNumber"]]);
  await office.run("desk.ticket.update", { ticketId: String(ticket?.["id"]), changes: { status: "resolved" } });
  const after = await takeIn(office, {
    channel: "rmm",
    alert: alert({ externalId: "after", dedupKey: "burst-condition" }),
  });

  t.false(after.condition["openTicket"]);
});

test.serial("a reservation ends when no ticket is created, so that a repeated alert can open one", async (t) => {
  const first = await takeIn(office, { channel: "rmm", alert: alert({ externalId: "r1", dedupKey: "repeated" }) });
  const second = await takeIn(office, { channel: "rmm", alert: alert({ externalId: "r2", dedupKey: "repeated" }) });
  await office.run("desk.intake.settle", { intake: second.intake, action: "count" });
  await office.run("desk.intake.settle", { intake: first.intake, action: "record" });
  const third = await takeIn(office, { channel: "rmm", alert: alert({ externalId: "r3", dedupKey: "repeated" }) });

  t.is(first.condition["openTicket"], false);
  t.is(second.condition["openTicket"], true);
  t.like(third.condition, { openTicket: false, repeatsIn60min: 3, occurrences: 3 });
});

test.serial("a reset reserves nothing, and says that it recovered only what nobody has touched", async (t) => {
  const triggered = await takeIn(office, {
    channel: "rmm",
    alert: alert({ externalId: "x1", dedupKey: "recovering" }),
  });
  await office.run("desk.ticket.create", triggered);
  const reset = await takeIn(office, {
    channel: "rmm",
    alert: alert({ externalId: "x2", kind: "reset", dedupKey: "recovering" }),
  });
  const { appended } = await office.run("desk.ticket.append", reset);
  const [ticket] = await office.rows("select id from tickets where number = $1", [reset.condition["ticketNumber"]]);
  await office.run("desk.time.record", {
    ticketId: String(ticket?.["id"]),
    technician: "bo",
    minutes: 5,
    workType: "remote",
    note: "look",
  });
  const later = await office.run("desk.ticket.append", { ...reset, intake: { ...reset.intake, messageId: "other" } });

  t.like(reset.condition, { openTicket: true, occurrences: 1 });
  t.like(appended, { recovered: true });
  t.like(later["appended"], { recovered: false });
});

const mail = (changes: JsonObject = {}): JsonObject => ({
  messageId: "<m1@muster.example>",
  inReplyTo: null,
  references: [],
  from: { address: "Erika@Muster.example", name: "Erika Muster" },
  to: ["support@systemhaus.example"],
  subject: "Drucker geht nicht",
  text: "Hallo,\nder Drucker geht nicht.",
  html: null,
  autoSubmitted: null,
  precedence: null,
  receivedAt: "2026-11-23T09:00:00Z",
  attachments: [],
  ...changes,
});

test.serial(
  "a mail of a known address is hers, one of a known domain its customer's, one of anybody nobody's",
  async (t) => {
    const from = async (address: string) =>
      (await office.run("desk.intake.normalise", { channel: "mail", mail: mail({ from: { address, name: null } }) }))[
        "intake"
      ] as JsonObject;

    t.like(await from("ERIKA@muster.example"), {
      contactId: office.ids.erika,
      customerId: office.ids.muster,
      knownAddress: true,
    });
    t.like(await from("neu@muster.example"), {
      contactId: null,
      customerId: office.ids.muster,
      knownAddress: false,
      knownDomain: true,
      domainShared: false,
    });
    t.like(await from("someone@gmx.at"), { customerId: null, knownDomain: false, domainShared: true });
  },
);

test.serial(
  "an answer finds its ticket by thread, by subject only when the sender belongs to the customer, and follows a merge",
  async (t) => {
    const opening = await takeIn(office, { channel: "mail", mail: mail({ messageId: "<open@muster.example>" }) });
    const { ticket } = await office.run("desk.ticket.create", opening);
    const { id, number } = ticket as { readonly id: string; readonly number: string }; // texts by contract
    const byThread = await takeIn(office, {
      channel: "mail",
      mail: mail({ messageId: "<2@x>", inReplyTo: "<open@muster.example>" }),
    });
    const bySubject = await takeIn(office, {
      channel: "mail",
      mail: mail({ messageId: "<3@x>", subject: `AW: [${number}] Drucker` }),
    });
    const byStranger = await takeIn(office, {
      channel: "mail",
      mail: mail({ messageId: "<4@x>", subject: `[${number}]`, from: { address: "evil@evil.example" } }),
    });

    t.like(byThread, {
      intake: { replyToken: true, replyToTicket: number },
      condition: { openTicket: true, ticketNumber: number },
    });
    t.like(bySubject.intake, { replyToken: true });
    t.like(byStranger, { intake: { replyToken: false }, condition: { openTicket: false } });

    const other = await office.run(
      "desk.ticket.create",
      await takeIn(office, { channel: "mail", mail: mail({ messageId: "<5@x>" }) }),
    );
    const target = (other["ticket"] as JsonObject)["number"];
    await office.run("desk.ticket.merge", { ticketId: id, intoNumber: target });
    const merged = await takeIn(office, {
      channel: "mail",
      mail: mail({ messageId: "<6@x>", inReplyTo: "<2@nowhere>", subject: `[${number}]` }),
    });
    t.like(merged.condition, { openTicket: true, ticketNumber: target });
  },
);

async function senderKind(changes: JsonObject): Promise<unknown> {
  const { intake } = await office.run("desk.intake.normalise", { channel: "mail", mail: mail(changes) });
  return (intake as JsonObject)["senderKind"]; // an object by contract
}

test.serial("automatic mail is told as such", async (t) => {
  t.is(await senderKind({}), "customer");
  t.is(await senderKind({ autoSubmitted: "auto-replied" }), "system");
  t.is(await senderKind({ precedence: "bulk" }), "system");
  t.is(await senderKind({ from: { address: "MAILER-DAEMON@x.example" } }), "system");
});

test.serial("a portal request says by its answers how bad it is", async (t) => {
  const { intake } = await office.run("desk.intake.normalise", {
    channel: "portal",
    request: {
      id: "p1",
      title: "Kein Internet",
      description: "",
      kind: "incident",
      scope: "company",
      canWork: "no",
      contactEmail: "erika@muster.example",
    },
  });

  t.like(intake, {
    impact: "high",
    urgency: "high",
    confidence: 0.6,
    category: "incident",
    customerId: office.ids.muster,
  });
});

test.serial("a call is known by its number, and what was noted counts more", async (t) => {
  const call = { callId: "c1", from: "498211234501", to: "1", user: "ana", answeredAt: "2026-11-23T09:00:00Z" };
  const bare = await office.run("desk.intake.normalise", { channel: "phone", call });
  const noted = await office.run("desk.intake.normalise", {
    channel: "phone",
    call,
    phone: {
      title: "Passwort vergessen",
      notes: "zurückgesetzt",
      solvedOnPhone: true,
      minutes: 4,
      category: "request",
      impact: "low",
      urgency: "low",
    },
  });

  t.like(bare["intake"], { contactId: office.ids.erika, knownPhone: true, confidence: 0.3, phone: null });
  t.like(noted["intake"], {
    title: "Passwort vergessen",
    confidence: 1,
    phone: { solved: true, minutes: 4, note: "zurückgesetzt" },
  });
});

test("quoted text is cut off, in both languages, and a mail that is only a quote stays", (t) => {
  t.is(withoutQuotes("Danke!\n\nAm 23.11.2026 um 10:00 schrieb Ablauf:\n> alt"), "Danke!");
  t.is(withoutQuotes("Fine.\r\n\r\nOn Mon, 23 Nov 2026, Ablauf wrote:\r\n> old"), "Fine.");
  t.is(withoutQuotes("> alles zitiert"), "> alles zitiert");
});
