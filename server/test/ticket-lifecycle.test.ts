import test from "ava";
import type { JsonObject } from "../base/json.ts";
import { Stage, at, readRepertoire } from "./stage.ts";
import { deskOf } from "./stageDesk.ts";
import type { Answers } from "./stageDesk.ts";

const repertoire = await readRepertoire();
const alert = { dedupKey: "k", source: "ninjaone", title: "Disk full" };
const work = {
  outcome: "solved",
  minutes: 30,
  workType: "remote",
  cause: "customer",
  workNote: "Cleaned up",
  resolution: "Space freed",
  resolutionCode: "fixed",
};

function stage(answers?: Answers): Stage {
  return new Stage(repertoire, deskOf(answers));
}

/** A ticket that a technician has accepted and now works on. */
async function accepted(answers?: Answers): Promise<Stage> {
  const play = stage(answers);
  await play.publish("alert.normalized", "k", { alert });
  await play.complete("U_take", { decision: "accept" });
  return play;
}

function lifecycle(play: Stage): JsonObject {
  return play.of("ticket-lifecycle")[0]?.value.variables ?? {};
}

test("an alert becomes a ticket that the chosen technician is offered, works on, solves, and that ends invoiced", async (t) => {
  const play = stage();

  await play.publish("alert.normalized", "k", { alert });
  t.is(play.task("U_take").assignee, "blang");
  await play.complete("U_take", { decision: "accept" });
  t.is(play.task("U_work").assignee, "blang");
  t.is(at(lifecycle(play), "ticket.priority"), "P1");
  await play.complete("U_work", work);
  await play.publish("ticket.confirmed", "T-1", {});
  await play.publish("billing.invoiced", "T-1", { invoiceNumber: "RE-1" });

  const [ticket] = play.of("ticket-lifecycle");
  t.deepEqual(ticket?.ending, { kind: "completed" });
  t.is(at(lifecycle(play), "ticket.status"), "closed_invoiced");
  t.is(play.done("desk.time.record").length, 1);
  t.true(play.done("mail.send").some((mail) => mail["template"] === "solution"));
});

test("solved starts the invoice proposal, decided line by line", async (t) => {
  const play = await accepted();

  await play.complete("U_work", work);

  const [draft] = play.done("desk.billing.draft");
  t.deepEqual(draft?.["verdicts"], [
    {
      lineId: "l1",
      billability: { billable: "yes", priceFactor: 1, approval: null },
      rounding: { minMinutes: 15, stepMinutes: 15, mode: "up", scope: "ticket_day" },
      price: { use: "list" },
      tax: { taxKey: "DE19", percent: 19, category: "S", invoiceText: null },
    },
  ]);
  await play.publish("billing.taken", "T-1", {});
  t.deepEqual(play.of("billing-proposal")[0]?.ending, { kind: "completed" });
});

test("when there is nothing to bill, the ticket ends closed as soon as it is confirmed", async (t) => {
  const play = await accepted({ "desk.billing.draft": () => ({ proposal: { anythingBillable: false } }) });
  await play.complete("U_work", work);

  await play.publish("ticket.confirmed", "T-1", {});

  t.is(at(lifecycle(play), "ticket.status"), "closed");
  t.deepEqual(
    play.actors.filter((actor) => actor.ending === undefined),
    [],
  );
});

test("a threshold of the SLA notifies the dispatcher and asks for a measure without stopping the clock", async (t) => {
  const play = await accepted({
    "desk.sla.threshold": () => ({
      sla: { percent: 90, clock: "resolution", nextThresholdAt: null },
      ticket: { id: "t1", number: "T-1", priority: "P3", assignee: "blang", slaClass: "gold" },
    }),
  });

  await play.fire("I_t");

  t.deepEqual(play.signals, ["sla.at_risk"]);
  const warning = play.done("notify.users").find((each) => each["template"] === "sla-at-risk");
  t.deepEqual(warning?.["groups"], ["dispatcher"]);
  t.deepEqual(warning?.["logins"], ["blang"]);
  t.deepEqual(play.task("U_disp").candidateGroups, ["dispatcher"]);
  await play.complete("U_work", work);
  t.deepEqual(play.of("sla-watch")[0]?.ending, { kind: "completed" });
  t.false(play.waitingAt().includes("U_disp"));
});

test("a measure at risk takes the ticket from the technician and offers it to the next", async (t) => {
  const play = await accepted({
    "desk.sla.threshold": () => ({
      sla: { percent: 90, clock: "response", nextThresholdAt: null },
      ticket: { id: "t1", number: "T-1", priority: "P2", assignee: "blang" },
    }),
  });
  await play.fire("I_t");

  await play.complete("U_disp", { action: "reassign" });

  t.is(play.task("U_take").assignee, "cweiss");
});

test("a breach is explained by the service manager even after the ticket is solved", async (t) => {
  const play = await accepted({
    "desk.sla.threshold": () => ({
      sla: { percent: 100, clock: "resolution", nextThresholdAt: null },
      ticket: { id: "t1", number: "T-1", priority: "P1", assignee: "blang" },
    }),
  });

  await play.fire("I_t");
  await play.complete("U_work", work);

  t.deepEqual(play.task("U_sm").candidateGroups, ["service-manager"]);
  await play.complete("U_sm", { cause: "vendor", reason: "Spare part late" });
  t.like(play.done("desk.sla.reason")[0], { clock: "resolution", cause: "vendor" });
  t.deepEqual(play.of("sla-watch")[0]?.ending, { kind: "completed" });
});

test("a category that calls for it puts an item on the roadmap", async (t) => {
  const play = await accepted({
    "desk.roadmap.facts": () => ({
      roadmapFacts: { category: "security:finding", occurrences90d: 0, assetAgeMonths: null, effortMinutes90d: 0 },
    }),
  });

  await play.complete("U_work", work);

  t.is(at(play.done("desk.roadmap.create")[0], "roadmapRequest.theme"), "security");
  t.deepEqual(play.task("U").candidateGroups, ["vcio", "account-manager"]);
  await play.complete("U", { when: "now", note: "Call them" });
  t.true(play.done("notify.users").some((each) => each["template"] === "roadmap-raise"));
  t.deepEqual(play.of("create-roadmap-item")[0]?.ending, { kind: "completed" });
});

test("continue puts the same task back into the same list", async (t) => {
  const play = await accepted();

  await play.complete("U_work", { ...work, outcome: "continue" });

  t.is(play.task("U_work").assignee, "blang");
  t.is(play.of("dispatch-assign").length, 1);
});

test("who declines is not asked again; nobody left means the dispatcher assigns", async (t) => {
  const play = stage();
  await play.publish("alert.normalized", "k", { alert });

  await play.complete("U_take", { decision: "decline", reason: "No time" });
  t.is(play.task("U_take").assignee, "cweiss");
  await play.fire("B_take");
  t.deepEqual(play.task("U_man").candidateGroups, ["dispatcher"]);
  await play.complete("U_man", { technician: "ahuber" });

  t.is(play.task("U_take").assignee, "ahuber");
  t.like(play.done("desk.dispatch.release"), [{ reason: "No time" }, { reason: "timeout" }]);
});

test("waiting for the customer pauses the SLA, reminds twice and closes without an answer", async (t) => {
  const play = await accepted();
  await play.complete("U_work", { ...work, outcome: "waiting_customer", question: "Which PC?" });

  t.is(play.done("desk.sla.pause").length, 1);
  await play.fire("I_rem");
  await play.fire("I_rem");
  t.is(play.done("mail.send").filter((mail) => mail["template"] === "reminder").length, 2);
  await play.fire("I_rem");

  t.true(play.waitingAt().includes("I_ok"), "waits for confirmation as a solved ticket does");
  t.like(lifecycle(play)["ticket"], { status: "resolved", resolutionCode: "no_fault" });
});

test("the answer of the customer ends the waiting and resumes the SLA", async (t) => {
  const play = await accepted();
  await play.complete("U_work", { ...work, outcome: "waiting_customer", question: "Which PC?" });

  await play.publish("ticket.message", "T-1", { message: { text: "The blue one" } });

  t.is(play.done("desk.sla.resume").length, 1);
  t.is(play.task("U_work").assignee, "blang");
});

test("a message of the customer during work informs the technician and leaves the task alone", async (t) => {
  const play = await accepted();

  await play.publish("ticket.message", "T-1", { message: { text: "Hurry" } });
  await play.publish("ticket.message", "T-1", { message: { text: "Please" } });

  t.is(play.done("notify.users").filter((each) => each["template"] === "customer-message").length, 2);
  t.is(play.task("U_work").assignee, "blang");
});

for (const outcome of ["waiting_vendor", "material", "rma"]) {
  test(`${outcome} pauses the SLA and comes back to the technician`, async (t) => {
    const play = await accepted();
    await play.complete("U_work", { ...work, outcome, material: "Disk", materialNetCents: 5000 });
    t.is(play.done("desk.sla.pause").length, 1);

    if (outcome === "waiting_vendor") {
      await play.fire("B_vend");
      await play.publish("vendor.reply", "T-1", { message: { text: "Fixed" } });
    } else if (outcome === "material") {
      await play.complete("U", { supplier: "Distri", reference: "1", eta: "2026-11-30", netCents: 5000 });
      await play.publish("goods.arrived", "B-1", { delivery: {} });
    } else {
      await play.complete("U_req", { vendor: "HP", number: "R-1", path: "advance_replacement" });
      await play.publish("rma.replacement", "T-1", { replacement: {} });
      await play.complete("U_sw", { newSerial: "S2", returned: true });
    }

    t.is(play.done("desk.sla.resume").length, 1);
    t.is(play.task("U_work").assignee, "blang");
  });
}

test("on site: the dispatcher plans, the technician reports, the visit can solve the ticket", async (t) => {
  const play = await accepted();
  await play.complete("U_work", { ...work, outcome: "onsite" });

  await play.complete("U_plan", { start: "2026-11-24T08:00:00Z", minutes: 60, technician: "cweiss" });
  t.is(play.task("U_onsite").assignee, "cweiss");
  await play.complete("U_onsite", {
    outcome: "solved",
    minutes: 45,
    travelMinutes: 20,
    text: "Replaced disk",
    arrival: "2026-11-24T08:00:00Z",
    departure: "2026-11-24T08:45:00Z",
    signer: "E. Muster",
    signature: "x",
    cause: "customer",
  });

  t.like(play.done("desk.time.record").at(-1), { technician: "cweiss", workType: "onsite", travelMinutes: 20 });
  t.deepEqual(
    play.done("desk.ticket.update").flatMap((update) => at(update, "changes.onsiteAt") ?? []),
    ["2026-11-24T08:00:00Z"],
  );
  t.true(play.waitingAt().includes("I_ok"));
});

test("escalation raises the level for another technician, and at the top the service manager decides", async (t) => {
  const play = await accepted();
  await play.complete("U_work", { ...work, outcome: "escalate", escalationReason: "Too deep" });
  t.is(play.task("U_take").assignee, "cweiss");
  await play.complete("U_take", { decision: "accept" });
  await play.publish("ticket.reprioritised", "T-1", { changes: { level: 3 }, reason: "Expert" });

  await play.complete("U_work", { ...work, outcome: "escalate", escalationReason: "Vendor bug" });

  t.deepEqual(play.task("U_esc").candidateGroups, ["service-manager"]);
  await play.complete("U_esc", { decision: "continue", instruction: "Open a case" });
  t.is(play.task("U_work").assignee, "cweiss");
});

test("an incomplete ticket comes back with what is missing", async (t) => {
  let asked = 0;
  const play = await accepted({
    "desk.ticket.gate": () => ({
      gate: (asked += 1) === 1 ? { complete: false, missing: ["time"] } : { complete: true, missing: [] },
    }),
  });

  await play.complete("U_work", { ...work, minutes: 0 });

  t.deepEqual(play.task("U_work").input["missing"], ["time"]);
  await play.complete("U_work", work);
  t.true(play.waitingAt().includes("I_ok"));
});

for (const [message, variables, status] of [
  ["ticket.merged", { intoNumber: "T-9" }, "merged"],
  ["ticket.cancelled", { reason: "recovered" }, "cancelled"],
] as const) {
  for (const outcome of ["continue", "waiting_customer", "waiting_vendor", "onsite"]) {
    test(`${message} ends the ticket and its clock while it stands at ${outcome}`, async (t) => {
      const play = await accepted();
      await play.complete("U_work", { ...work, outcome, question: "?" });

      await play.publish(message, "T-1", variables);

      t.is(at(lifecycle(play), "ticket.status"), status);
      t.deepEqual(
        play.actors.filter((actor) => actor.ending === undefined),
        [],
      );
    });
  }
}

test("an absent technician's ticket goes to somebody else", async (t) => {
  const play = await accepted();

  await play.publish("technician.absent", "T-1", { absence: { login: "blang" } });

  t.is(play.task("U_take").assignee, "cweiss");
});

test("a new priority is stored and moves the SLA", async (t) => {
  const play = await accepted();

  await play.publish("ticket.reprioritised", "T-1", { changes: { priority: "P3" }, reason: "Workaround" });

  t.is(at(lifecycle(play), "ticket.priority"), "P3");
  t.like(play.done("desk.sla.change")[0], { targets: { responseMin: 240, resolutionMin: 1440, calendar: "business" } });
});

test("a customer who writes again within the days reopens the ticket: proposal withdrawn, SLA anew, same technician", async (t) => {
  const play = await accepted();
  await play.complete("U_work", work);

  await play.publish("ticket.message", "T-1", { message: { text: "It is back" } });

  t.is(play.done("desk.billing.withdraw").length, 1);
  t.is(play.of("sla-watch").length, 2);
  t.is(play.task("U_work").assignee, "blang");
  await play.complete("U_work", work);
  t.is(play.of("billing-proposal").length, 2);
  await play.publish("ticket.confirmed", "T-1", {});
  await play.publish("billing.invoiced", "T-1", {});
  t.is(at(lifecycle(play), "ticket.status"), "closed_invoiced");
});

test("a mere thank-you reopens nothing, before and after closing", async (t) => {
  const play = await accepted({
    "desk.reopen.facts": () => ({
      reopenFacts: { daysSinceClosed: 0, invoiced: false, sameSymptom: false, thankYouMail: true },
    }),
  });
  await play.complete("U_work", work);

  await play.publish("ticket.message", "T-1", { message: { text: "Thanks" } });
  t.true(play.waitingAt().includes("I_ok"));
  await play.fire("I_auto");
  await play.publish("ticket.message", "T-1", { message: { text: "Thanks again" } });

  t.true(play.waitingAt().includes("I_inv"));
});

test("something new after the days makes a follow-up ticket and leaves the old one alone", async (t) => {
  const play = await accepted({
    "desk.reopen.facts": () => ({
      reopenFacts: { daysSinceClosed: 9, invoiced: false, sameSymptom: false, thankYouMail: false },
    }),
  });
  await play.complete("U_work", work);
  await play.fire("I_auto");

  await play.publish("ticket.message", "T-1", { message: { text: "Another thing" } });

  t.is(play.of("ticket-lifecycle").length, 2);
  t.true(play.of("ticket-lifecycle")[0]?.waits.some((wait) => wait.elementId === "I_inv"));
});

test("a ticket invoiced before the customer has confirmed is closed", async (t) => {
  const play = await accepted();
  await play.complete("U_work", work);

  await play.publish("billing.invoiced", "T-1", { invoiceNumber: "RE-1" });

  t.is(at(lifecycle(play), "ticket.status"), "closed_invoiced");
});

test("what has not been billed after 45 days is cleared by billing", async (t) => {
  const play = await accepted();
  await play.complete("U_work", work);
  await play.publish("ticket.confirmed", "T-1", {});

  await play.fire("I_late");
  await play.complete("U_late", { action: "fix_data", reason: "Missing price" });
  t.true(play.waitingAt().includes("I_inv"));
  await play.fire("I_late");
  await play.complete("U_late", { action: "goodwill", reason: "Too small" });

  t.is(at(lifecycle(play), "ticket.status"), "closed");
});

test("an unknown customer is assigned by the dispatcher; spam ends without a ticket", async (t) => {
  const unknown = {
    "desk.intake.normalise": () => ({
      intake: { title: "Win money", customerId: null, sender: "x@y.example", confidence: 0.2, alertKind: null },
    }),
  };
  const spam = stage(unknown);
  const real = stage(unknown);

  await spam.publish("mail.received", "m1", { mail: {} });
  await spam.fire("B_triage");
  t.true(spam.done("notify.users").some((each) => each["template"] === "triage-overdue"));
  await spam.complete("U_triage", { spam: true });
  t.deepEqual(spam.done("desk.ticket.create"), []);
  t.deepEqual(spam.of("ticket-lifecycle")[0]?.ending, { kind: "completed" });

  await real.publish("mail.received", "m2", { mail: {} });
  await real.complete("U_triage", { spam: false, customer: "1", contactAction: "create" });
  t.is(at(real.done("desk.ticket.create")[0], "intake.customerId"), "1");
  await real.complete("U_qual", { category: "incident:m365", impact: "low", urgency: "low" });
  t.is(at(lifecycle(real), "ticket.priority"), "P4");
});

test("a repeated alert is counted and ends; a reply is appended and reaches its ticket", async (t) => {
  const counted = stage({
    "desk.intake.deduplicate": () => ({
      condition: { openTicket: true, customerKnown: true, maintenance: false, repeatsIn60min: 2 },
    }),
  });
  await counted.publish("alert.normalized", "k", { alert });
  t.deepEqual(counted.of("ticket-lifecycle")[0]?.ending, { kind: "completed" });
  t.deepEqual(counted.done("desk.ticket.create"), []);
  t.is(counted.done("desk.intake.settle")[0]?.["action"], "count");

  let isReply = false;
  const reply = await accepted({
    "desk.intake.deduplicate": () => ({
      condition: { openTicket: isReply, customerKnown: true, maintenance: false, repeatsIn60min: 1 },
    }),
    "desk.intake.normalise": () => ({
      intake: {
        title: "Re: Disk",
        customerId: "1",
        confidence: 0.9,
        alertKind: isReply ? null : "triggered",
        severity: "critical",
        domain: "capacity",
        replyToTicket: isReply ? "T-1" : null,
        replyToken: isReply,
      },
    }),
  });
  await reply.complete("U_work", { ...work, outcome: "waiting_customer", question: "?" });
  isReply = true;
  await reply.publish("mail.received", "m3", { mail: {} });
  t.is(reply.task("U_work").assignee, "blang");
});

test("unreadable input goes to quarantine and ends", async (t) => {
  const play = stage({ "desk.intake.normalise": () => ({ errorCode: "parse.failed" }) });

  await play.publish("mail.received", "m1", { mail: {} });

  t.is(play.done("desk.intake.quarantine").length, 1);
  t.deepEqual(
    play.actors.filter((actor) => actor.ending === undefined),
    [],
  );
});

test("a security case is handed over and alarms the security team", async (t) => {
  const play = stage({
    "desk.ticket.create": () => ({
      ticket: { id: "t1", number: "T-1", security: true, impact: "high", urgency: "high" },
    }),
    "desk.ticket.update": () => ({ ticket: { id: "t1", number: "T-1", security: true } }),
  });

  await play.publish("alert.normalized", "k", { alert });

  t.deepEqual(play.done("notify.users")[0]?.["groups"], ["security", "service-manager"]);
  t.deepEqual(play.of("ticket-lifecycle")[0]?.ending, { kind: "completed" });
});

test("a call that brings nothing ends; one solved on the phone is resolved at once", async (t) => {
  const play = stage({
    "desk.intake.normalise": () => ({ intake: { title: "Password", customerId: "1", confidence: 0.9 } }),
  });
  await play.publish("cti.answer", "c1", { call: { callId: "c1", from: "+49", user: "esommer" } });
  await play.complete("U_phone", { kind: "none" });
  t.deepEqual(play.of("ticket-lifecycle")[0]?.ending, { kind: "completed" });

  await play.publish("cti.answer", "c2", { call: { callId: "c2", from: "+49", user: "esommer" } });
  await play.complete("U_phone", {
    kind: "case",
    customer: "1",
    title: "Password",
    notes: "Reset it",
    solvedOnPhone: true,
    minutes: 5,
  });
  t.like(play.done("desk.time.record")[0], { technician: "esommer", minutes: 5, workType: "phone" });
  t.true(play.waitingAt().includes("I_ok"));
});

test("the archive retries with growing distance and then asks the administrator", async (t) => {
  let isDown = true;
  const play = await accepted({
    "archive.write": ({ archive }) => (isDown ? { errorCode: "archive.failed" } : { archive: archive ?? null }),
    "archive.timestamp": () => ({ errorCode: "tsa.failed" }),
  });
  await play.complete("U_work", work);
  await play.publish("billing.invoiced", "T-1", {});

  for (let attempt = 1; attempt <= 6; attempt += 1) await play.fire("I_w");
  isDown = false;
  await play.complete("U_w", { fixed: true, note: "Disk was full" });

  t.is(play.done("desk.archive.defer").length, 1);
  t.deepEqual(
    play.actors.filter((actor) => actor.ending === undefined && actor.definition.processId !== "billing-proposal"),
    [],
  );
});
