/**
 * What of BPMN 2.0.2 runs, and what is refused, with the reason. Deployments are refused by this table, lint in the
 * modeler reads it, and the documentation is written from it.
 */
export interface Coverage {
  /** `bpmn:UserTask`, or a variant of it in words. */
  readonly construct: string;
  readonly status: "runs" | "passed" | "refused";
  readonly clause: string;
  readonly remark: string;
  /** Types that are refused wherever they stand in a process. */
  readonly refuses?: readonly string[];
}

const runs = (construct: string, clause: string, remark = ""): Coverage => ({
  construct,
  status: "runs",
  clause,
  remark,
});
const passed = (construct: string, clause: string, remark: string): Coverage => ({
  construct,
  status: "passed",
  clause,
  remark,
});
const refused = (construct: string, clause: string, remark: string, refuses: readonly string[]): Coverage => ({
  construct,
  status: "refused",
  clause,
  remark,
  refuses,
});

export const coverage: readonly Coverage[] = [
  runs(
    "Start event: none, message, timer, signal, conditional, multiple",
    "10.5.2",
    "several in one process; each is a start of its own",
  ),
  runs(
    "Event sub-process: message, timer, signal, conditional, error, escalation, compensation; interrupting or not",
    "10.3.5",
  ),
  runs("Intermediate catch: message, timer, signal, conditional, link, multiple, parallel multiple", "10.5.4"),
  runs("Intermediate throw: none, message, signal, escalation, compensation, link, multiple", "10.5.4"),
  runs(
    "Boundary: message, timer, signal, conditional, error, escalation, cancel, compensation, multiple, parallel multiple",
    "10.5.4",
    "timer cycles without drift",
  ),
  runs("End: none, message, signal, error, escalation, cancel, compensation, terminate, multiple", "10.5.3"),
  runs("User task", "10.3.4"),
  runs(
    "Service task, send task, business rule task, script task",
    "10.3.3",
    "jobs, messages, rule sets; FEEL or JavaScript inside limits",
  ),
  runs("Receive task, also instantiating", "10.3.3"),
  passed("Task without type, manual task", "10.3.3", "done as soon as reached: nothing to do for a machine (13.3.3)"),
  runs("Sub-process, embedded and nested", "10.3.5"),
  runs("Transaction with cancel", "10.3.5, 10.7"),
  runs(
    "Ad-hoc sub-process: sequential, parallel, completion condition, remaining instances",
    "10.3.5",
    "activities are chosen by command",
  ),
  runs("Call activity: process or global task", "10.3.6"),
  runs("Global task, user, manual, script, business rule", "10.3.6", "as a process with one task"),
  runs("Standard loop", "10.3.7"),
  runs(
    "Multi-instance, sequential and parallel; behavior All, None, One, Complex",
    "10.3.7",
    "up to 100,000 instances",
  ),
  runs(
    "Compensation: boundary, event sub-process, activityRef, scope, waitForCompletion",
    "10.6",
    "latest first, side by side where the flow was",
  ),
  runs("Exclusive, parallel, inclusive gateway", "10.6.2-10.6.4", "inclusive join as table 13.3 has it"),
  runs("Complex gateway", "10.6.5", "activationCount and waitingForStart in its conditions"),
  runs("Event-based gateway, exclusive and parallel, also instantiating", "10.6.6"),
  runs("Sequence flow: conditional, default", "8.4.13"),
  runs("startQuantity, completionQuantity", "10.3.1"),
  runs(
    "Data object, property, data association, assignment, transformation",
    "10.4",
    "a variable under the name of the data",
  ),
  passed("Data store, input and output set, item definition", "10.4", "described, not checked at run time"),
  passed(
    "Lane, participant, message flow, group, text annotation, association",
    "10.8, 9, 7",
    "each process runs for itself; messages go by name and key",
  ),
  passed("Monitoring, auditing, relationship", "8.3, 10.9", "kept in the file"),
  refused(
    "Choreography activities in a process",
    "11",
    "a choreography is a contract between participants, nothing that one engine runs",
    ["bpmn:ChoreographyTask", "bpmn:CallChoreography", "bpmn:SubChoreography"],
  ),
];

/** The table as rows of Markdown. */
export function describeCoverage(): string {
  const rows = coverage.map(
    ({ construct, status, clause, remark }) => `| ${construct} | ${status} | ${clause} | ${remark} |`,
  );
  return ["| Construct | Status | BPMN 2.0.2 | Remark |", "|---|---|---|---|", ...rows].join("\n");
}
