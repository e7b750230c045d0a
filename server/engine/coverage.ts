/**
 * What of BPMN 2.0.2 runs, and what is refused, with the reason and a test that shows it. Deployments are refused by this
 * table, lint in the modeler reads it, and `COVERAGE.md` is written from it (`node server/cli/coverage.ts`).
 */
export interface Coverage {
  /** What the row is about, in the words of the standard. */
  readonly construct: string;
  /** `passed`: nothing to do for a machine; the token goes on, or the element is only described. */
  readonly status: "runs" | "passed" | "refused";
  readonly clause: string;
  /** A test file of this room, and how the title of the test begins. */
  readonly shownBy: readonly [file: string, title: string];
  readonly remark?: string;
  /** The types of elements that the row speaks for; those of a refused row are refused wherever they stand in a process. */
  readonly types?: readonly string[];
}

type Row = readonly [construct: string, clause: string, shownBy: Coverage["shownBy"], types: string, remark?: string];

/** Types are written without their prefix, one after the other. */
function rowsOf(status: Coverage["status"], rows: readonly Row[]): readonly Coverage[] {
  return rows.map(([construct, clause, shownBy, types, remark]) => ({
    construct,
    status,
    clause,
    shownBy,
    ...(types === "" ? {} : { types: types.split(" ").map((type) => `bpmn:${type}`) }),
    ...(remark === undefined ? {} : { remark }),
  }));
}

const events = rowsOf("runs", [
  [
    "Start event: none, message, timer, signal, conditional, multiple",
    "10.5.2",
    ["events.test.ts", "several starts in one process"],
    "StartEvent",
    "several in one process; each is a start of its own",
  ],
  ["No start event at all", "10.3.1", ["commands.test.ts", "a process without start event begins"], ""],
  [
    "Timer: date, duration, cycle; service time",
    "10.5.5",
    ["events.test.ts", "a timer waits until"],
    "",
    "ISO 8601 and cron; cycles without drift",
  ],
  [
    "Intermediate catch: message, timer, signal, conditional",
    "10.5.4",
    ["events.test.ts", "a condition fires when it turns true"],
    "IntermediateCatchEvent",
  ],
  ["Multiple and parallel multiple catch", "10.5.5", ["events.test.ts", "of several triggers one suffices"], ""],
  ["Link", "10.5.5", ["events.test.ts", "a link leads on inside its scope"], ""],
  [
    "Intermediate throw: none, message, signal, escalation, compensation, link, multiple",
    "10.5.4",
    ["events.test.ts", "a signal thrown reaches all"],
    "IntermediateThrowEvent ImplicitThrowEvent",
  ],
  ["Boundary, interrupting", "10.5.4", ["events.test.ts", "an interrupting boundary event"], "BoundaryEvent"],
  ["Boundary, not interrupting", "10.5.4", ["events.test.ts", "a cycle beside an activity comes again"], ""],
  ["Error: by code, by any; boundary, event sub-process, end", "10.5.1", ["scopes.test.ts", "an error end event"], ""],
  ["Escalation", "10.5.1", ["scopes.test.ts", "an escalation goes out without stopping"], ""],
  ["End: none, message, signal, multiple", "10.5.3", ["events.test.ts", "a message end event publishes"], "EndEvent"],
  ["End: terminate", "10.5.3", ["events.test.ts", "terminate ends its scope"], ""],
  ["End and boundary: cancel", "10.7", ["scopes.test.ts", "a cancelled transaction stops"], ""],
]);

const activities = rowsOf("runs", [
  ["User task", "10.3.4", ["tasks.test.ts", "a user task waits with its people"], "UserTask"],
  ["Service task", "10.3.3", ["tasks.test.ts", "a service task is a job"], "ServiceTask", "a job for a worker"],
  ["Send task", "10.3.3", ["tasks.test.ts", "a send task without worker"], "SendTask"],
  ["Receive task, also instantiating", "10.3.3", ["tasks.test.ts", "a receive task waits"], "ReceiveTask"],
  ["Business rule task", "10.3.3", ["tasks.test.ts", "a business rule task asks"], "BusinessRuleTask"],
  ["Script task: FEEL", "10.3.3", ["tasks.test.ts", "a FEEL script"], "ScriptTask"],
  [
    "Script task: JavaScript",
    "10.3.3",
    ["tasks.test.ts", "a script that never ends"],
    "",
    "inside limits of time and memory",
  ],
  [
    "Script task: any other language",
    "10.3.3",
    ["imported.test.ts", "a script in a language"],
    "",
    "a job for a worker",
  ],
  ["Sub-process, embedded and nested", "10.3.5", ["scopes.test.ts", "an error reported for a job"], "SubProcess"],
  ["Event sub-process, interrupting or beside", "10.3.5", ["scopes.test.ts", "an event sub-process takes over"], ""],
  ["Transaction", "10.3.5, 10.7", ["scopes.test.ts", "a cancelled transaction stops"], "Transaction"],
  [
    "Ad-hoc sub-process: ordering, completion condition, remaining instances",
    "10.3.5",
    ["scopes.test.ts", "sequential ordering lets one run"],
    "AdHocSubProcess",
    "activities are chosen by command",
  ],
  ["Call activity", "10.3.6", ["tasks.test.ts", "a call activity hands variables over"], "CallActivity"],
  [
    "Global task",
    "10.3.6",
    ["commands.test.ts", "a global task is a process"],
    "GlobalTask GlobalUserTask GlobalManualTask GlobalScriptTask GlobalBusinessRuleTask",
    "a process with one task",
  ],
  ["Standard loop", "10.3.7", ["loops.test.ts", "a standard loop goes round"], ""],
  ["Multi-instance, parallel", "10.3.7", ["loops.test.ts", "parallel instances see"], "", "up to 100,000 instances"],
  ["Multi-instance, sequential; completion condition", "10.3.7", ["loops.test.ts", "sequential instances come"], ""],
  ["Multi-instance: behavior None, One, Complex", "10.3.7", ["loops.test.ts", "behavior None throws"], ""],
  ["startQuantity, completionQuantity", "10.3.1", ["tasks.test.ts", "startQuantity gathers"], ""],
  ["Compensation in reverse order", "10.6", ["scopes.test.ts", "compensation undoes what completed"], ""],
  ["Compensation inside finished sub-processes", "10.6", ["scopes.test.ts", "what completed inside a finished"], ""],
  ["Compensation by activityRef", "10.6", ["scopes.test.ts", "activityRef undoes"], ""],
  ["Compensation event sub-process", "10.6", ["scopes.test.ts", "a compensation event sub-process"], ""],
]);

const flow = rowsOf("runs", [
  ["Exclusive gateway", "10.6.2", ["gateways.test.ts", "an exclusive gateway takes"], "ExclusiveGateway"],
  ["Parallel gateway", "10.6.4", ["gateways.test.ts", "a parallel join that a choice starves"], "ParallelGateway"],
  [
    "Inclusive gateway",
    "10.6.3",
    ["gateways.test.ts", "an inclusive join waits for a token"],
    "InclusiveGateway",
    "as table 13.3 has it",
  ],
  [
    "Inclusive gateways in a circle",
    "10.6.3",
    ["gateways.test.ts", "of inclusive joins that only wait for each other"],
    "",
    "the oldest goes on; the table would let them wait for ever",
  ],
  ["Complex gateway", "10.6.5", ["gateways.test.ts", "a complex gateway goes on"], "ComplexGateway"],
  [
    "Event-based gateway, exclusive",
    "10.6.6",
    ["gateways.test.ts", "behind an event-based gateway"],
    "EventBasedGateway",
  ],
  ["Event-based gateway, instantiating, parallel", "10.6.6", ["gateways.test.ts", "an instantiating event-based"], ""],
  ["Sequence flow: conditional, default", "8.4.13", ["gateways.test.ts", "conditional flows of an activity"], ""],
  [
    "Data object, property, data association",
    "10.4",
    ["data.test.ts", "a data object begins with its value"],
    "",
    "a variable under the name of the data",
  ],
]);

const extended = [
  ...rowsOf("runs", [
    [
      "Execution and task listeners: expressions and scripts",
      "8.2.3",
      ["called.test.ts", "listeners are called at the start and the end"],
      "",
      "extensions of Camunda 7 and Flowable",
    ],
  ]),
  ...rowsOf("refused", [
    [
      "Listeners that are foreign code, jobs, or called for what the instance is not told",
      "8.2.3",
      ["called.test.ts", "a listener that would not run is refused"],
      "",
      "assignment, update, timeout; the start of a join",
    ],
  ]),
];

const described = rowsOf("passed", [
  [
    "Task without type, manual task",
    "10.3.3",
    ["tasks.test.ts", "manual and untyped tasks"],
    "Task ManualTask",
    "done as soon as reached: nothing to do for a machine (13.3.3)",
  ],
  ["Lane", "10.8", ["compile.test.ts", "names in other languages"], "", "told with each element"],
  [
    "Data store, input and output set, item definition, participant, message flow, artifact, monitoring, auditing",
    "10.4, 9, 7, 8.3",
    ["data.test.ts", "what only describes"],
    "",
    "kept in the file; each process runs for itself, messages go by name and key",
  ],
]);

const notRun = rowsOf("refused", [
  [
    "Choreography activities in a process",
    "11",
    ["data.test.ts", "a choreography in a process"],
    "ChoreographyTask CallChoreography SubChoreography",
    "a choreography is a contract between participants, nothing that one engine runs",
  ],
]);

export const coverage: readonly Coverage[] = [...events, ...activities, ...flow, ...described, ...extended, ...notRun];

/** `COVERAGE.md`: the table as a page of Markdown, each row with a link to its test. */
export function describeCoverage(): string {
  const rows = coverage.map(
    ({ construct, status, clause, remark = "", shownBy: [file, title] }) =>
      `| ${construct} | ${status} | ${clause} | ${remark} | [${title} …](${file}) |`,
  );
  return [
    "# What of BPMN 2.0.2 runs",
    "",
    "Written by `node server/cli/coverage.ts` from the table that deployments are refused by (`coverage.ts`). _Runs_: as the",
    "clause says. _Passed_: nothing to do for a machine. _Refused_: at deploy, with this reason. Each row names the test that",
    "shows it, by the beginning of its title.",
    "",
    "| Construct | Status | Clause | Remark | Shown by |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
