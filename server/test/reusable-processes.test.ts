import test from "ava";
import { Stage, at, readRepertoire } from "./stage.ts";
import { deskOf } from "./stageDesk.ts";
import type { Answers } from "./stageDesk.ts";

const repertoire = await readRepertoire();
const work = {
  outcome: "continue",
  minutes: 10,
  workType: "remote",
  cause: "customer",
  material: "Server",
  materialNetCents: 500_000,
};
const order = { supplier: "Distri", reference: "4711", eta: "2026-11-30", netCents: 500_000 };
const request = { vendor: "HP", number: "R-1", path: "advance_replacement" };

/** A ticket whose technician has just reported an outcome. */
async function after(outcome: string, answers?: Answers): Promise<Stage> {
  const play = new Stage(repertoire, deskOf(answers));
  await play.publish("alert.normalized", "k", { alert: { dedupKey: "k" } });
  await play.complete("U_take", { decision: "accept" });
  await play.complete("U_work", { ...work, outcome, question: "?" });
  return play;
}

test("an expensive purchase needs approval; refused, the ticket goes on without it", async (t) => {
  const play = await after("material");

  t.deepEqual(play.task("U").candidateGroups, ["management"]);
  await play.fire("B_h");
  t.true(play.done("notify.users").some((each) => each["template"] === "approval-reminder"));
  await play.complete("U", { decision: "rejected", comment: "Too much" });

  t.deepEqual(play.done("desk.procurement.open"), []);
  t.is(play.task("U_work").assignee, "blang");
});

test("an approval goes step by step, and a delegated one comes again", async (t) => {
  let steps = 0;
  const approver = {
    group: "management",
    login: null,
    dueAt: "2026-11-25T09:00:00Z",
    halfAt: "2026-11-24T09:00:00Z",
    substitute: false,
  };
  const play = await after("material", {
    "desk.approval.next": () => ({ approver: { ...approver, more: (steps += 1) < 3 } }),
  });

  await play.complete("U", { decision: "delegate", delegateTo: "hkern", comment: "Yours" });
  await play.complete("U", { decision: "approved" });
  await play.complete("U", { decision: "approved" });

  t.deepEqual(
    play.done("desk.approval.next").map((input) => [input["step"], input["delegateTo"]]),
    [
      [1, null],
      [1, "hkern"],
      [2, null],
    ],
  );
  t.deepEqual(play.of("approval")[0]?.ending, { kind: "completed" });
  t.deepEqual(play.task("U").candidateGroups, ["purchasing", "dispatcher"]);
});

test("an approval that nobody gives in time ends unapproved", async (t) => {
  const play = await after("material");

  await play.fire("B_f");

  t.is(play.task("U_work").assignee, "blang");
});

test("a delivery may come in parts and late", async (t) => {
  const play = await after("material", { "desk.procurement.partial": (input) => ({ order: input["order"] ?? null }) });
  await play.complete("U", { decision: "approved" });
  await play.complete("U", order);

  await play.publish("goods.partial", "B-1", { delivery: { count: 1 } });
  await play.fire("I_l");
  await play.complete("U_l", { eta: "2026-12-10", note: "Promised" });
  await play.publish("goods.arrived", "B-1", { delivery: { count: 2 } });

  t.is(at(play.done("desk.procurement.receive")[0], "delivery.count"), 2);
  t.is(play.task("U_work").assignee, "blang");
});

test("without warranty an RMA becomes a quote", async (t) => {
  const play = await after("rma", {
    "desk.asset.facts": () => ({
      assetFacts: { warranty: false, carePack: false, dataOnDevice: true, businessCritical: false },
    }),
  });

  t.deepEqual(play.done("desk.rma.open"), []);
  t.is(play.task("U_work").assignee, "blang");
});

test("a device with data is wiped by the technician before it leaves, and a refusal of the vendor becomes a quote", async (t) => {
  const play = await after("rma", {
    "desk.asset.facts": () => ({
      assetFacts: { warranty: true, carePack: false, dataOnDevice: true, businessCritical: false },
    }),
  });

  t.is(play.task("U_data").assignee, "blang");
  await play.complete("U_data", { method: "keep_disk", second: "cweiss" });
  await play.complete("U_req", { ...request, path: "keep_disk_then_rma" });
  await play.fire("I_due");
  t.true(play.done("notify.users").some((each) => each["template"] === "rma-overdue"));
  await play.publish("rma.refused", "T-1", { reason: "Damaged" });

  t.is(play.task("U_work").assignee, "blang");
});

test("an old unit that still has to be returned becomes a ticket of its own, so that the customer's is not held up", async (t) => {
  const play = await after("rma");
  await play.complete("U_req", request);
  await play.publish("rma.replacement", "T-1", { replacement: {} });

  await play.complete("U_sw", { newSerial: "S2", returned: false });

  t.is(play.of("ticket-lifecycle").length, 2);
  t.deepEqual(play.of("rma")[0]?.ending, { kind: "completed" });
});

test("a ticket without SLA has a watch that waits for no threshold", async (t) => {
  const play = await after("continue", {
    "desk.sla.start": () => ({
      sla: { nextThresholdAt: null },
      ticket: { id: "t1", number: "T-1", slaClass: null, priority: "P4" },
    }),
  });

  const timer = play.of("sla-watch")[0]?.waits.find((wait) => wait.elementId === "I_t");

  t.true(timer?.kind === "timer" && timer.due.kind === "at" && timer.due.at.getUTCFullYear() === 2999);
});

test("the clock is computed anew after a pause, in which the priority may have changed", async (t) => {
  const play = await after("waiting_customer", {
    "desk.sla.resume": () => ({
      sla: { nextThresholdAt: null },
      ticket: { id: "t1", number: "T-1", slaClass: "gold", priority: "P3" },
    }),
  });
  await play.publish("ticket.reprioritised", "T-1", { changes: { priority: "P3" }, reason: "Workaround" });

  await play.publish("ticket.message", "T-1", { message: { text: "Here I am" } });

  t.is(at(play.done("desk.sla.change")[0], "targets.responseMin"), 240);
});
