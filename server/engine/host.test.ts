import { EventEmitter } from "node:events";
import test from "ava";
import { hostEngine } from "./host.ts";
import { flows, process, tasks } from "./testing.ts";

const ends = '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>';
const twoTasks = process(`${ends}${tasks("a", "b")}${flows("start > a > b > end")}`);

/** A branch with a choice inside beside another branch: the host's own joins fire too early here. */
const joined = process(
  `${ends}<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/><bpmn:exclusiveGateway id="x" default="x_c"/><bpmn:exclusiveGateway id="y"/>${tasks("a", "b", "c", "after")}
   <bpmn:sequenceFlow id="x_b" sourceRef="x" targetRef="b"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=false</bpmn:conditionExpression></bpmn:sequenceFlow>
   ${flows("start > fork > a > join; fork > x > c > y > join; b > y; join > after > end")}`,
);

test("bpmn-engine executes with the kernel: execute, wait, signal, end", async (t) => {
  const engine = await hostEngine(twoTasks, { name: "host", variables: { given: 1 } });
  const waits: string[] = [];
  const listener = new EventEmitter();
  listener.on("wait", (api: { id: string }) => waits.push(api.id));
  const ended = engine.waitFor("end");

  const execution = await engine.execute({ listener });
  execution.signal({ id: "a", x: 2 });
  execution.signal({ id: "b" });
  await ended;

  t.deepEqual(waits, ["a", "b"]);
  t.true(!engine.execution.isRunning);
  t.like(execution.environment.output, { given: 1, x: 2 });
});

test("a choice inside a parallel branch does not fire the join early, unlike in the host alone", async (t) => {
  const engine = await hostEngine(joined, { name: "joins" });
  const execution = await engine.execute();
  const waiting = (): string[] => execution.getPostponed().map((api) => api.id);

  execution.signal({ id: "a" });
  t.deepEqual(waiting(), ["c"]);
  execution.signal({ id: "c" });

  t.deepEqual(waiting(), ["after"]);
});

test("a stopped engine gives its state, another one recovers and resumes it", async (t) => {
  const first = await hostEngine(twoTasks, { name: "first" });
  const execution = await first.execute();
  execution.signal({ id: "a" });
  await first.stop();
  const state = JSON.parse(JSON.stringify(await first.getState())) as Awaited<ReturnType<typeof first.getState>>;

  const second = await hostEngine(twoTasks, { name: "second" });
  const recovered = second.recover(state);
  const ended = recovered.waitFor("end");
  const resumed = await recovered.resume();

  t.deepEqual(
    resumed.getPostponed().map((api) => api.id),
    ["b"],
  );
  resumed.signal({ id: "b" });
  await ended;
  t.true(!recovered.execution.isRunning);
});

test("a timer of the model runs on the timers of the host", async (t) => {
  const timer =
    '<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition><bpmn:timeDuration>PT0.02S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>';
  const engine = await hostEngine(process(`${ends}${timer}${flows("start > c > end")}`), { name: "timer" });
  const ended = engine.waitFor("end");

  await engine.execute();
  await ended;

  t.true(!engine.execution.isRunning);
});
