import type { Json } from "../base/json.ts";
import { bpmn, ext, flow, flows, service } from "../test/models.ts";

/** The models of the benchmark. */

const start = `<bpmn:startEvent id="s"/>`;
const end = `<bpmn:endEvent id="e"/>`;

function task(id: string, formKey?: string): string {
  const form = formKey === undefined ? "" : `<zeebe:formDefinition formId="${formKey}"/>`;
  return `<bpmn:userTask id="${id}" name="${id}">${ext(`<zeebe:assignmentDefinition candidateGroups="technician"/>${form}`)}</bpmn:userTask>`;
}

/** Two user tasks, one after the other: completing the first opens the second. */
export const relay = bpmn(
  "relay",
  `${start}${task("first")}${task("second")}${end}${flows("s", "first", "second", "e")}`,
);

/** The same with a form at the first task. */
export const formed = bpmn(
  "formed",
  `${start}${task("first", "bench-form")}${task("second")}${end}${flows("s", "first", "second", "e")}`,
);

/** The form of {@link formed}: ten fields, one of them shown only when another says so. */
export const form: { readonly key: string; readonly body: Json } = {
  key: "bench-form",
  body: {
    key: "bench-form",
    version: 1,
    title: both("Form"),
    fields: [
      {
        key: "outcome",
        type: "enum",
        label: both("Outcome"),
        required: true,
        options: ["solved", "open"].map((value) => ({ value, label: both(value) })),
      },
      {
        key: "reason",
        type: "text",
        label: both("Reason"),
        visibleIf: 'outcome = "open"',
        required: 'outcome = "open"',
      },
      ...Array.from({ length: 8 }, (_, at) => ({
        key: `note${at}`,
        type: "textarea",
        label: both(`Note ${at}`),
        maxLength: 500,
      })),
    ],
  },
};

function both(text: string): { de: string; en: string } {
  return { de: text, en: text };
}

/** The job type of the empty service tasks. */
export const emptyJob = "bench.empty";

const empty = (id: string) => service(id, emptyJob);

function sequence(id: string, length: number): string {
  const names = Array.from({ length }, (_, at) => `t${at}`);
  return bpmn(id, `${start}${names.map(empty).join("")}${end}${flows("s", ...names, "e")}`);
}

const choice = bpmn(
  "choice",
  `${start}<bpmn:exclusiveGateway id="x" default="x_b"/>${empty("a")}${empty("b")}<bpmn:exclusiveGateway id="m"/>${end}
   ${flow("s", "x")}${flow("x", "a", "number > 0.5")}${flow("x", "b")}${flow("a", "m")}${flow("b", "m")}${flow("m", "e")}`,
);

const parallel = bpmn(
  "parallel",
  `${start}<bpmn:parallelGateway id="f"/>${empty("a")}${empty("b")}<bpmn:parallelGateway id="j"/>${end}
   ${flow("s", "f")}${flow("f", "a")}${flow("f", "b")}${flow("a", "j")}${flow("b", "j")}${flow("j", "e")}`,
);

const loop = bpmn(
  "loop",
  `${start}<bpmn:exclusiveGateway id="m"/><bpmn:scriptTask id="count">${ext(`<zeebe:script expression="=round + 1" resultVariable="round"/>`)}</bpmn:scriptTask>
   ${empty("a")}<bpmn:exclusiveGateway id="x" default="x_m"/>${end}
   ${flow("s", "m")}${flow("m", "count")}${flow("count", "a")}${flow("a", "x")}${flow("x", "e", "round >= 10")}${flow("x", "m")}`,
);

const many = bpmn(
  "many",
  `${start}<bpmn:serviceTask id="a" name="a">${ext(`<zeebe:taskDefinition type="${emptyJob}"/>`)}<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=10</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>${end}${flows("s", "a", "e")}`,
);

/** The BenchFlow micro patterns: name, file, and how many jobs an instance does. */
export const patterns: readonly { readonly key: string; readonly xml: string; readonly jobs: number }[] = [
  { key: "sequence2", xml: sequence("sequence2", 2), jobs: 2 },
  { key: "sequence10", xml: sequence("sequence10", 10), jobs: 10 },
  { key: "choice", xml: choice, jobs: 1 },
  { key: "parallel", xml: parallel, jobs: 2 },
  { key: "loop", xml: loop, jobs: 10 },
  { key: "many", xml: many, jobs: 10 },
];
