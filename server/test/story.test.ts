import test from "ava";
import type { Ticket, TrailPage } from "../http/wire.ts";
import { inParallel } from "../workers/jobs.ts";
import { transact } from "../db/transact.ts";
import { eventually } from "./client.ts";
import { served } from "./served.ts";
import type { Served } from "./served.ts";
import { answer, begin, diskAlert, gather, tell } from "./story.ts";

let site: Served;
test.before(async () => {
  site = await served();
});
test.after.always(() => site.close());

const rows = (text: string, values: readonly unknown[] = []) =>
  transact(site.house.database, "main", (tx) => tx.query<Record<string, unknown>>(text, values));

test.serial("the README's story: an alert becomes a ticket, is solved and ends as Closed (Invoiced)", async (t) => {
  const cast = await gather([site.url]);

  const { number, instanceId } = await tell(cast, 1);

  const [ticket] = await rows("select status from tickets where number = $1", [number]);
  t.is(ticket?.["status"], "closed_invoiced");
  const { body } = await cast.admin.send<TrailPage>("GET", `/api/instances/${instanceId}/trail?limit=200`);
  const texts = body.items.map((event) => event.text);
  t.is(body.items[0]?.type, "start");
  t.true(
    texts.some((text) => /priority_matrix.*(entschied|decided)/.test(text)),
    texts.join("\n"),
  );
  t.true(body.items.at(-1)?.facts.some((fact) => fact.type === "instance.completed"));
});

test.serial("ticket solved leads to an invoice proposal whose lines carry the trace of the rules", async (t) => {
  const lines = await rows(
    `select l.rule_trace from billing_lines l join billing_proposals p on p.tenant_id = l.tenant_id and p.id = l.proposal_id
     join tickets k on k.id = p.origin_id where k.title like '%(1)'`,
  );

  t.true(lines.length > 0);
  t.true(JSON.stringify(lines[0]).includes("billability"));
});

test.serial("a visit that was reported stands on the ticket's record", async (t) => {
  const cast = await gather([site.url]);
  const { number } = await begin(cast, 2);
  await answer(cast, number, "ticket_work", {
    outcome: "onsite",
    minutes: 10,
    workType: "remote",
    workNote: "Tauschen",
  });
  await answer(cast, number, "onsite_plan", { start: "2026-12-01T08:00:00Z", minutes: 60, technician: "cweiss" });
  const before = await cast.admin.send<Ticket>("GET", `/api/tickets/${number}`);

  await answer(cast, number, "onsite_report", {
    arrival: "2026-12-01T08:10+01:00",
    departure: "2026-12-01T09:00+01:00",
    minutes: 45,
    text: "Platte getauscht",
    cause: "customer",
    outcome: "continue",
    signer: "Erika Muster",
    signature: "data:image/png;base64,",
  });

  const onsiteAt = await eventually("the visit on the ticket", async () => {
    const { body } = await cast.admin.send<Ticket>("GET", `/api/tickets/${number}`);
    return body.onsiteAt ?? undefined;
  });
  t.is(before.body.onsiteAt, null);
  t.is(onsiteAt, "2026-12-01T07:10:00.000Z");
});

test.serial("a ticket of an outdated device becomes an item of the vCIO's roadmap", async (t) => {
  const items = await rows("select theme, title from roadmap_items");

  t.true(items.some((item) => item["theme"] === "lifecycle"));
});

test.serial("an SLA at risk is told to the dispatcher", async (t) => {
  const told = await rows("select title from notifications where login = 'esommer'");

  t.true(told.length > 0);
});

test.serial("500 alerts of one condition in one burst open one ticket", async (t) => {
  t.timeout(120_000);
  const cast = await gather([site.url]);
  const before = (await rows("select 1 from tickets")).length;

  const answers: number[] = [];
  await inParallel(
    Array.from({ length: 500 }, (_, index) => index),
    16,
    async (index) => {
      const alert = { ...diskAlert(9_000 + index, "STORM"), message: "Disk D: low on space" };
      answers.push((await cast.rmm.send("POST", "/api/alerts/ninjaone", alert)).status);
    },
  );
  await eventually(
    "the storm to settle",
    async () => {
      const [open] = await rows(
        `select (select count(*)::int from jobs j join instances i on i.id = j.instance_id where i.variables->'alert'->>'condition' = 'STORM'
           or i.parent_id in (select id from instances where variables->'alert'->>'condition' = 'STORM')) as jobs,
         (select count(*)::int from instances where variables->'alert'->>'condition' = 'STORM' and definition_key = 'ticket-lifecycle' and status = 'running') as running`,
      );
      return open?.["jobs"] === 0 && open["running"] === 1 ? true : undefined;
    },
    100_000,
  );

  t.deepEqual([...new Set(answers)], [200]);
  t.is((await rows("select 1 from tickets")).length, before + 1);
  const [condition] = await rows("select occurrences from alert_conditions order by occurrences desc limit 1");
  t.is(condition?.["occurrences"], 500);
});

test.serial("the same delivery of an alert twice gets the first answer", async (t) => {
  const cast = await gather([site.url]);

  const first = await cast.rmm.send("POST", "/api/alerts/ninjaone", diskAlert(777));
  const again = await cast.rmm.send("POST", "/api/alerts/ninjaone", diskAlert(777));

  t.deepEqual(again.body, first.body);
});
