import test from "ava";
import { createCalendar } from "../desk/records/house.ts";
import { bpmn, ext, flows } from "../test/models.ts";
import { openWorkshop } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { setVariables } from "./commands/repair.ts";
import { resumeInstance, suspendInstance } from "./commands/suspendInstance.ts";

/** Service time in Munich, Monday to Friday from eight to five; the clock of the workshop begins on Monday at ten. */
let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  const office = ["08:00-17:00"];
  const hours = { mon: office, tue: office, wed: office, thu: office, fri: office };
  const definition = {
    timeZone: "Europe/Berlin",
    country: "DE",
    region: "BY",
    hours,
    closedDays: ["2026-11-24"],
  };
  await shop.read((tx) => createCalendar(tx, { key: "munich", name: "Munich", isDefault: true, definition }));
  await shop.deploy(waiting("inService", "<ablauf:serviceTime/>", "PT8H"));
  await shop.deploy(waiting("standing", '<ablauf:serviceTime/><ablauf:clock pausedWhile="=stands"/>', "PT8H"));
  await shop.deploy(waiting("days", "<ablauf:serviceTime/>", "P3BD"));
});
test.after.always(() => shop.close());

function waiting(key: string, clock: string, duration: string): string {
  const event = `<bpmn:intermediateCatchEvent id="rest">${ext(clock)}<bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
  return bpmn(key, `<bpmn:startEvent id="s"/>${event}<bpmn:endEvent id="e"/>${flows("s", "rest", "e")}`);
}

async function dueTimes(id: string): Promise<string[]> {
  const rows = await shop.rows("select due_at from timers where instance_id = $1", [id]);
  return rows.map((row) => (row["due_at"] as Date).toISOString().slice(0, 16)); // a timestamp
}

const monday = new Date("2026-11-23T09:00:00Z");

test.serial("service time leaves out nights and the company's closing day, business days too", async (t) => {
  shop.clock.now = monday;

  t.deepEqual(await dueTimes(await shop.start("inService")), ["2026-11-25T08:00"]);
  t.deepEqual(await dueTimes(await shop.start("days")), ["2026-11-27T09:00"]);
});

test.serial("a task is due when the time it is given has passed in service time", async (t) => {
  shop.clock.now = monday;
  const ask = `<bpmn:userTask id="ask">${ext('<zeebe:taskSchedule dueDate="PT8H"/><ablauf:serviceTime/>')}</bpmn:userTask>`;
  await shop.deploy(bpmn("asked", `<bpmn:startEvent id="s"/>${ask}<bpmn:endEvent id="e"/>${flows("s", "ask", "e")}`));

  const id = await shop.start("asked");

  const [row] = await shop.rows("select due_at, sort_at from tasks where instance_id = $1", [id]);
  t.deepEqual(row, { due_at: new Date("2026-11-25T08:00:00Z"), sort_at: new Date("2026-11-25T08:00:00Z") });
});

test.serial(
  "a timer in service time keeps its service time over a rest: a night in between costs nothing",
  async (t) => {
    shop.clock.now = monday;
    const id = await shop.start("inService");
    shop.clock.now = new Date("2026-11-23T19:00:00Z");
    await suspendInstance(shop.house, shop.cause, id, "asked for");

    shop.clock.now = new Date("2026-11-26T09:00:00Z");
    await resumeInstance(shop.house, shop.cause, id, true, "asked for");

    t.deepEqual(await dueTimes(id), ["2026-11-26T10:00"]);
  },
);

test.serial("a clock that the model stops has no timer; it goes on with the service time it had left", async (t) => {
  shop.clock.now = monday;
  const id = await shop.start("standing", { stands: false });
  const turn = (at: string, stands: boolean): Promise<void> => {
    shop.clock.now = new Date(at);
    return setVariables(shop.house, shop.cause, id, { stands }, "asked for");
  };

  await turn("2026-11-23T19:00:00Z", true);
  t.deepEqual(await dueTimes(id), []);
  await turn("2026-11-26T09:00:00Z", false);

  t.deepEqual(await dueTimes(id), ["2026-11-26T10:00"]);
  shop.clock.now = new Date("2026-11-26T10:00:00Z");
  await shop.drain();
  const [row] = await shop.rows("select status from instances where id = $1", [id]);
  t.is(row?.["status"], "completed");
});

test.serial("a start timer starts as many instances as its cycle says, then no more", async (t) => {
  shop.clock.now = monday;
  const timer = `<bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">=cycle(2, duration("PT1H"))</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>`;
  await shop.deploy(bpmn("twice", `${timer}<bpmn:endEvent id="e"/>${flows("s", "e")}`));

  shop.clock.advance(6 * 3_600_000);
  for (let round = 0; round < 4; round += 1) await shop.drain();

  const [row] = await shop.rows(
    "select count(*)::int as begun from instances i join definitions d on d.id = i.definition_id where d.key = 'twice'",
  );
  t.is(row?.["begun"], 2);
});
