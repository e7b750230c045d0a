import test from "ava";
import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { readFile } from "node:fs/promises";
import { compileRuleSet } from "../../decisions/compile.ts";
import { decide } from "../../decisions/decide.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { mondayAtTen, openOffice } from "../../test/office.ts";
import { recordAbsence } from "../records/absences.ts";
import { excludeFromCustomer } from "../records/staff.ts";

const gate = compileRuleSet(
  parseRuleSet(JSON.parse(await readFile(new URL("../../../rules/dispatch_gate.json", import.meta.url), "utf8"))),
);

const office = await openOffice();
test.after.always(() => office.close());
test.beforeEach(() => {
  office.clock.now = mondayAtTen;
});
async function openTicket(changes: JsonObject = {}): Promise<JsonObject> {
  const intake = {
    channel: "api",
    title: "Server steht",
    customerId: office.ids.muster,
    category: "incident:server",
    ...changes,
  };
  return (await office.run("desk.ticket.create", { intake, condition: {} }))["ticket"] as JsonObject; // an object by contract
}

async function candidatesOf(ticket: JsonObject, excluded: readonly string[] = []): Promise<readonly JsonObject[]> {
  return (await office.run("desk.dispatch.candidates", { ticket, excluded }))["candidates"] as readonly JsonObject[]; // a list by contract
}

async function facts(changes: JsonObject): Promise<ReadonlyMap<unknown, JsonObject>> {
  return new Map((await candidatesOf(await openTicket(changes))).map((each) => [each["login"], each]));
}

/** As the process does it: the real rule for each candidate, then the ranking. */
async function dispatch(ticket: JsonObject, excluded: readonly string[] = []): Promise<JsonObject> {
  const candidates = await candidatesOf(ticket, excluded);
  const eligibility: Json[] = [];
  for (const candidate of candidates) {
    const { verdict } = await decide(gate, candidate);
    const eligible = (verdict as JsonObject)["eligible"]; // hit policy first gives an object
    eligibility.push({
      login: candidate["login"] ?? null,
      eligible: eligible ?? null,
      substitute: candidate["substitute"] ?? null,
    });
  }
  return office.run("desk.dispatch.rank", { ticket, candidates, eligibility });
}

test.serial(
  "who lacks the skill is out, the fitting one is chosen, with reasons that add up to the score",
  async (t) => {
    const { ranking, technician, acceptWithin } = await dispatch(await openTicket());
    const ranked = ranking as readonly { login: string; score: number; reasons: readonly { points: number }[] }[]; // by contract

    t.deepEqual(
      ranked.map(({ login }) => login),
      ["bo", "cleo"],
    );
    t.is(technician, "bo");
    t.is(acceptWithin, "PT60M");
    for (const { score, reasons } of ranked)
      t.is(
        reasons.reduce((sum, reason) => sum + reason.points, 0),
        score,
      );
    // bo: 32 skill + 30 capacity + 10 idle; cleo: 40 + 30 + 10 - 15 over-qualified.
    t.deepEqual(
      ranked.map(({ score }) => score),
      [72, 65],
    );
  },
);

test.serial("a P1 must be accepted sooner", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.ticket.update", { ticketId: ticket["id"] ?? null, changes: { priority: "P1" } });

  t.is((await dispatch(ticket))["acceptWithin"], "PT15M");
});

test.serial("only technicians are candidates, and who was excluded is none", async (t) => {
  const ticket = await openTicket();

  t.deepEqual(
    (await candidatesOf(ticket)).map(({ login }) => login),
    ["ana", "bo", "cleo"],
  );
  t.deepEqual(
    (await candidatesOf(ticket, ["bo"])).map(({ login }) => login),
    ["ana", "cleo"],
  );
});

test.serial("who is absent is out, and the one who stands in is told", async (t) => {
  await office.within((tx) =>
    recordAbsence(
      tx,
      {
        login: "bo",
        kind: "vacation",
        fromAt: "2026-11-30T00:00:00+01:00",
        toAt: "2026-12-05T00:00:00+01:00",
        substitute: "cleo",
      },
      office.clock.now,
    ),
  );
  office.clock.now = new Date("2026-12-01T09:00:00Z");

  const { technician, ranking } = await dispatch(await openTicket());

  t.is(technician, "cleo");
  t.regex(JSON.stringify(ranking), /Vertritt jemanden/);
});

test.serial("at night only those on call are left, and nobody when they do not fit", async (t) => {
  office.clock.now = new Date("2026-11-23T22:00:00Z");

  const night = await dispatch(await openTicket());
  const nobody = await dispatch(await openTicket(), ["bo"]);

  t.is(night["technician"], "bo");
  t.is(nobody["technician"], null);
  t.deepEqual(nobody["ranking"], []);
});

test.serial("load, acquaintance and the last assignment move the score", async (t) => {
  const first = await openTicket();
  await office.run("desk.dispatch.assign", { ticketId: first["id"] ?? null, technician: "bo" });
  await office.run("desk.time.record", {
    ticketId: first["id"] ?? null,
    technician: "bo",
    minutes: 30,
    workType: "remote",
    note: "x",
  });

  const bo = (await candidatesOf(await openTicket())).find(({ login }) => login === "bo");

  t.like(bo, { openTickets: 1, knowsCustomer: true, idleMinutes: 0 });
});

test.serial(
  "a technician kept from a customer, one with a certificate that ran out and one who is full are out",
  async (t) => {
    await office.within((tx) => excludeFromCustomer(tx, { login: "bo", customerId: office.ids.alpen }));

    t.like((await facts({ customerId: office.ids.alpen })).get("bo"), { customerBlocked: true });
    office.clock.now = new Date("2027-02-01T09:00:00Z");
    t.like((await facts({})).get("cleo"), { certValid: false });
    await office.rows("update technicians set max_open = 0 where login = 'cleo'");
    t.like((await facts({})).get("cleo"), { maxOpenReached: true });
    await office.rows("update technicians set max_open = 10 where login = 'cleo'");
  },
);

test.serial("an escalated ticket asks for a higher level", async (t) => {
  const ticket = await openTicket();
  await office.run("desk.ticket.update", { ticketId: ticket["id"] ?? null, changes: { level: 3 } });

  const gaps = new Map((await candidatesOf(ticket)).map((each) => [each["login"], each["skillLevelGap"]]));

  t.deepEqual([gaps.get("bo"), gaps.get("cleo")], [1, 0]);
});

test.serial("an offer that is not accepted goes back, and nobody unknown is assigned", async (t) => {
  const ticket = await openTicket();
  const ticketId = ticket["id"] ?? null;
  const assigned = await office.run("desk.dispatch.assign", { ticketId, technician: "cleo" });
  const released = await office.run("desk.dispatch.release", { ticketId, technician: "cleo", reason: "timeout" });
  const refusal = await t.throwsAsync(office.run("desk.dispatch.assign", { ticketId, technician: "nobody" }), {
    instanceOf: Refusal,
  });

  t.like(assigned["ticket"], { assignee: "cleo", status: "assigned" });
  t.like(released["ticket"], { assignee: null, status: "triaged" });
  t.is(refusal.code, "technician.missing");
});
