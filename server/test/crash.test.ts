import test from "ava";
import { isObject } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { readTrail } from "../audit/trail.ts";
import { firstBroken } from "../audit/chain.ts";
import { Refusal } from "../base/refusal.ts";
import { claimTask } from "../runtime/commands/assignTask.ts";
import { completeTask } from "../runtime/commands/completeTask.ts";
import { publishMessage } from "../runtime/commands/publishMessage.ts";
import type { Performer } from "../runtime/performer.ts";
import { cuttable } from "./cutting.ts";
import type { Cut, Cuttable } from "./cutting.ts";
import { bpmn, ext, flow, flows, message, service } from "./models.ts";
import { openWorkshop, person } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

const order = bpmn(
  "order",
  `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="Ordered"/></bpmn:startEvent>
   ${service("check", "test.check")}<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>
   <bpmn:userTask id="pack" name="Pack">${ext(`<zeebe:assignmentDefinition candidateGroups="technician"/>`)}</bpmn:userTask>
   <bpmn:intermediateCatchEvent id="rest"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
   <bpmn:callActivity id="ship">${ext(`<zeebe:calledElement processId="ship" propagateAllChildVariables="true"/>`)}</bpmn:callActivity>
   <bpmn:endEvent id="e">${ext(`<ablauf:publish correlationKey="=id"/>`)}<bpmn:messageEventDefinition messageRef="Shipped"/></bpmn:endEvent>
   ${flows("s", "check", "fork", "pack", "join", "ship", "e")}${flow("fork", "rest")}${flow("rest", "join")}`,
  `${message("Ordered", "ordered")}${message("Shipped", "shipped")}`,
);
const ship = bpmn(
  "ship",
  `<bpmn:startEvent id="s"/>${service("post", "test.post")}<bpmn:endEvent id="e"/>${flows("s", "post", "e")}`,
);
const thank = bpmn(
  "thank",
  `<bpmn:startEvent id="s"><bpmn:messageEventDefinition messageRef="Shipped"/></bpmn:startEvent><bpmn:endEvent id="e"/>${flows("s", "e")}`,
  message("Shipped", "shipped"),
);

const worker: Performer = {
  types: ["test.*"],
  perform: { kind: "outside", run: (job) => Promise.resolve({ [job.elementId]: "done" }) },
};

/** Gives a command again until it is through, as clients and workers do after a crash. */
async function insist<T>(work: () => Promise<T>): Promise<T | undefined> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) return undefined;
    }
  }
}

async function play(shop: Workshop, run: number): Promise<void> {
  const ana = person("ana", "technician");
  const id = `O${run}`;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await insist(() => shop.drain([worker]));
      shop.clock.advance(61_000);
    }
    await insist(() => shop.drain([worker]));
  };
  await insist(() =>
    publishMessage(shop.house, shop.cause, { name: "ordered", variables: { id }, idempotencyKey: `order-${run}` }),
  );
  await settle();
  const tasks =
    "select t.instance_id, t.wait_id from tasks t join instances i on i.id = t.instance_id where i.variables->>'id' = $1";
  const [task] = (await insist(() => shop.rows(tasks, [id]))) ?? [];
  const key = { instanceId: String(task?.["instance_id"]), waitId: String(task?.["wait_id"]) };
  await insist(() => claimTask(shop.house, shop.cause, ana, key));
  await insist(() => completeTask(shop.house, shop.cause, ana, key, { packed: true }));
  shop.clock.advance(3_600_000);
  await settle();
}

/** The trails of one run without times, ids and hashes. */
async function trailsOf(shop: Workshop, run: number): Promise<Json> {
  const instances = await shop.rows(
    "select id, definition_key from instances where variables->>'id' = $1 order by definition_key, started_at",
    [`O${run}`],
  );
  const trails: Json[] = [];
  for (const { id, definition_key: key } of instances) {
    const trail = await shop.read((tx) => readTrail(tx, String(id), 0, 1000));
    if (firstBroken(trail) !== undefined) throw new Error(`the chain of ${String(key)} is broken`);
    trails.push([String(key), ...trail.map((event): Json => [event.type, event.actor, bare(event.data["facts"])])]);
  }
  return trails;
}

function bare(facts: Json | undefined): Json {
  if (!Array.isArray(facts)) return [];
  return facts.filter(isObject).map((fact): Json => [fact["type"] ?? null, fact["elementId"] ?? null]);
}

async function cutRun(shop: Workshop, blade: Cuttable, run: number, cut: Cut | undefined): Promise<Json> {
  blade.arm(cut);
  await play(shop, run);
  const isCut = blade.isCut();
  blade.arm(undefined);
  if (cut !== undefined && !isCut) throw new Error(`statement ${cut.statement} was never sent`);
  return trailsOf(shop, run);
}

for (const moment of ["before", "after"] as const) {
  test(`a server cut off ${moment} any statement leaves the same trail as one that was not`, async (t) => {
    t.timeout(170_000);
    const shop = await openWorkshop();
    const blade = cuttable(shop.house.database);
    try {
      for (const xml of [order, ship, thank]) await shop.deploy(xml);
      await play(shop, 0);
      blade.arm(undefined);
      await play(shop, 1);
      const statements = blade.sent();
      const whole = await trailsOf(shop, 1);
      t.true(statements > 50);

      for (let statement = 1; statement <= statements; statement += 1) {
        const trails = await cutRun(shop, blade, statement + 1, { statement, moment });
        t.deepEqual(trails, whole, `cut ${moment} statement ${statement}`);
      }
      const [left] = await shop.rows(
        "select (select count(*)::int from outbox) + (select count(*)::int from jobs) + (select count(*)::int from timers) + (select count(*)::int from faults) as open",
      );
      t.is(left?.["open"], 0);
    } finally {
      await shop.close();
    }
  });
}
