import type { Json, JsonObject } from "../base/json.ts";
import type { Model } from "./model.ts";

/**
 * The words of the engine room. An instance is a *value*; a command turns it into the next value, the things it now
 * waits for, facts for the trail and effects for the outside. No I/O, no clock, no randomness: `now` is a parameter and
 * wait ids come from a counter in the snapshot.
 */

/** The tokens of an instance. Opaque outside `engine/`; carries a format number (`v`), old formats are upgraded when read. */
export type Snapshot = string;

/** One instance as a value. `variables` are those of the process scope; inner scopes live in the snapshot. */
export interface InstanceValue {
  readonly snapshot: Snapshot;
  readonly variables: JsonObject;
  /** The key it goes by outside, for expressions of imported models (`${execution.processBusinessKey}`). */
  readonly businessKey?: string;
  /** The id it goes by outside, for the same (`${execution.processInstanceId}`). */
  readonly instanceId?: string;
}

/** What can be done to an instance. `waitId` names a wait of the present value; an unknown one is refused (`engine.wait`). */
export type Command =
  /**
   * Begin at a start event: the given one, or the only none start event. With `before` begin there instead, as operators
   * do who repeat part of an instance: what lies before it is not run.
   */
  | {
      readonly kind: "start";
      readonly elementId?: string;
      readonly before?: string;
      readonly businessKey?: string;
      readonly instanceId?: string;
      readonly variables: JsonObject;
    }
  /** `completedBy` reaches the task's output mapping under this name, and nothing else: who decided is told where the model asks. */
  | {
      readonly kind: "completeTask";
      readonly waitId: string;
      readonly variables: JsonObject;
      readonly completedBy?: string;
    }
  | { readonly kind: "completeJob"; readonly waitId: string; readonly variables: JsonObject }
  /** A BPMN error reported for a task, job or called instance (10.5.1 of BPMN 2.0.2): caught by code, or the instance fails. */
  | {
      readonly kind: "throwError";
      readonly waitId: string;
      readonly errorCode: string;
      readonly message?: string;
      readonly variables?: JsonObject;
    }
  /** An escalation reported for a task, job or called instance; the wait stays unless an interrupting catch takes it away. */
  | {
      readonly kind: "throwEscalation";
      readonly waitId: string;
      readonly escalationCode: string;
      readonly variables?: JsonObject;
      /** The variables of the called instance that threw it: the model may map some of them. */
      readonly called?: JsonObject;
    }
  | { readonly kind: "message"; readonly waitId: string; readonly variables: JsonObject }
  | { readonly kind: "signal"; readonly waitId: string; readonly variables: JsonObject }
  | { readonly kind: "timer"; readonly waitId: string }
  /** The verdict of a business rule task. */
  | { readonly kind: "decide"; readonly waitId: string; readonly verdict: Json }
  /** The called instance has completed; its variables are mapped as the call activity says. */
  | { readonly kind: "return"; readonly waitId: string; readonly variables: JsonObject }
  /**
   * Write variables and evaluate conditions again: of the process scope; as a wait sees them, where each name lives; or
   * `isLocal`, of the waiting place itself, so that nobody else sees them.
   */
  | {
      readonly kind: "setVariables";
      readonly variables: JsonObject;
      readonly waitId?: string;
      readonly isLocal?: boolean;
    }
  /** Try a faulted element again. */
  | { readonly kind: "retry"; readonly waitId: string }
  /** Start activities of a waiting ad-hoc sub-process, or complete it. */
  | {
      readonly kind: "activate";
      readonly waitId: string;
      readonly elementIds: readonly string[];
      readonly variables?: JsonObject;
    }
  | { readonly kind: "completeAdHoc"; readonly waitId: string }
  /** Cancel the whole instance (no compensation, no end event). */
  | { readonly kind: "cancel" }
  /** Repair by an operator: cancel tokens at elements or waits, start tokens before elements. In order. */
  | { readonly kind: "modify"; readonly instructions: readonly Modification[] };

export type Modification =
  | { readonly kind: "cancelWait"; readonly waitId: string }
  | { readonly kind: "cancelElement"; readonly elementId: string }
  | { readonly kind: "startBefore"; readonly elementId: string; readonly variables?: JsonObject }
  | { readonly kind: "startAfter"; readonly elementId: string };

interface WaitBase {
  /** Unique within the instance, from its counter; the same as long as the wait lasts. */
  readonly id: string;
  readonly elementId: string;
}

/** When a timer or a task is due: an instant, or a duration in service time that `calendar/` resolves when the wait is stored. */
export type Due =
  | { readonly kind: "at"; readonly at: Date }
  /** `duration` such as `P3BD` (business days) or `PT4H`, counted in the named service calendar (undefined: the tenant's default). */
  | {
      readonly kind: "serviceTime";
      readonly duration: string;
      readonly calendar?: string;
      /** Of a clock that stood meanwhile: when it began, and when it stood. */
      readonly ran?: { readonly since: Date; readonly pauses: readonly { readonly from: Date; readonly to: Date }[] };
    };

/** A job: work that a worker or a connector does after commit. */
export interface JobWait extends WaitBase {
  readonly kind: "job";
  /** The job type, as in `zeebe:taskDefinition/@type`, e.g. `mail.send`. */
  readonly type: string;
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly input: JsonObject;
}

/** A user task. (A manual task is done outside any system: the engine passes it, 13.3.3.) */
export interface TaskWait extends WaitBase {
  readonly kind: "task";
  readonly name: string;
  readonly assignee?: string;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly formKey?: string;
  readonly priority?: number;
  readonly due?: Due;
  readonly followUpAt?: Date;
  /** What the form is filled with: variables the task sees after input mapping (only local ones are listed). */
  readonly input: JsonObject;
}

/** Everything an instance can wait for. The runtime keeps rows equal to these (law 4). */
export type Wait =
  | TaskWait
  | JobWait
  | (WaitBase & { readonly kind: "message"; readonly name: string; readonly correlationKey?: string })
  | (WaitBase & { readonly kind: "signal"; readonly name: string })
  | (WaitBase & { readonly kind: "timer"; readonly due: Due })
  /** Evaluated by the kernel whenever variables change; nothing to store. */
  | (WaitBase & { readonly kind: "condition" })
  /** A business rule task: answered by the runtime within the same transaction with `decide`. */
  | (WaitBase & {
      readonly kind: "decision";
      readonly ruleSet: string;
      readonly binding: Binding;
      readonly facts: JsonObject;
    })
  /** A call activity: the runtime starts the called instance and answers with `return`, `throwError` or `throwEscalation`. */
  | (WaitBase & {
      readonly kind: "call";
      readonly processId: string;
      readonly binding: Binding;
      readonly variables: JsonObject;
      readonly businessKey?: string;
    })
  | (WaitBase & { readonly kind: "adHoc"; readonly activatable: readonly string[] })
  /** The token cannot go on (expression fails, no flow applies, step budget spent). `retry` tries again. */
  | (WaitBase & { readonly kind: "fault"; readonly code: string; readonly message: string });

export type WaitKind = Wait["kind"];

/** Which version a call or a decision is bound to. */
export type Binding =
  | { readonly kind: "latest" }
  /** The version deployed in the same release as the caller. */
  | { readonly kind: "release" }
  | { readonly kind: "version"; readonly version: number };

/** What happened, in order, for the audit trail and the path on the diagram. */
export interface Fact {
  readonly type:
    | "instance.started"
    | "instance.completed"
    | "instance.terminated"
    | "instance.failed"
    | "instance.cancelled"
    | "element.entered"
    | "element.completed"
    | "element.cancelled"
    | "element.faulted"
    | "flow.taken"
    | "wait.opened"
    | "wait.closed"
    | "message.thrown"
    | "signal.thrown"
    | "escalation.thrown"
    | "error.thrown"
    | "error.caught"
    | "escalation.caught"
    | "compensation.started"
    | "variables.set";
  readonly elementId?: string;
  readonly detail?: JsonObject;
}

/** What leaves the instance: rows in the outbox, carried out after commit. */
export type Effect =
  /** A message thrown (throw event, end event or send task without a job type). */
  | {
      readonly kind: "message";
      readonly elementId: string;
      readonly name: string;
      readonly correlationKey?: string;
      readonly variables: JsonObject;
    }
  /**
   * A signal thrown. Catches inside this instance have taken it already; the runtime broadcasts it to all others.
   * `businessKey`: what the model gives to the instances that start on it.
   */
  | {
      readonly kind: "signal";
      readonly elementId: string;
      readonly name: string;
      readonly businessKey?: string;
      readonly variables: JsonObject;
    }
  /** An escalation that nothing in this instance caught: goes to the calling instance, else it has no effect (10.5.1). */
  | { readonly kind: "escalation"; readonly elementId: string; readonly code: string; readonly variables: JsonObject };

/** How an instance ended. */
export type Ending =
  | { readonly kind: "completed" }
  | { readonly kind: "terminated" }
  | { readonly kind: "cancelled" }
  /** An error nothing caught (error end event, or reported for a job). */
  | { readonly kind: "failed"; readonly errorCode: string; readonly message: string };

/** The answer to a command. */
export interface Outcome {
  readonly value: InstanceValue;
  /** All that the value waits for now, complete, in a stable order. Empty when `ending` is set. */
  readonly waits: readonly Wait[];
  /** The waits that this command opened, and the ids of those it closed: the difference, without listing all. */
  readonly opened: readonly Wait[];
  readonly closed: readonly string[];
  readonly facts: readonly Fact[];
  readonly effects: readonly Effect[];
  readonly ending?: Ending;
  /** What the instance is about, from `ablauf:subject` of the process; undefined when the process does not say. */
  readonly subject?: Subject;
}

/**
 * What an instance is about, for lists and search: FEEL expressions of `<ablauf:subject businessKey title customer
 * priority dueAt/>` in the process' extension elements, evaluated after every command over the process variables.
 * An expression that fails or is null leaves its part out.
 */
export interface Subject {
  readonly businessKey?: string;
  readonly title?: string;
  readonly customer?: string;
  /** P1 to P4, or whatever the process calls it. */
  readonly priority?: string;
}

/** How an instance of a definition can begin. The definitions room turns these into start subscriptions. */
export type Start =
  | { readonly kind: "none"; readonly elementId: string }
  /** `correlationKey`: FEEL over the message's variables; one live instance per key and start event. */
  | { readonly kind: "message"; readonly elementId: string; readonly name: string }
  | { readonly kind: "signal"; readonly elementId: string; readonly name: string }
  | { readonly kind: "timer"; readonly elementId: string; readonly schedule: Schedule }
  | { readonly kind: "condition"; readonly elementId: string; readonly expression: string };

/** A timer definition of a start event: exactly one of date, duration or cycle (ISO 8601 or cron), as in the model. */
export interface Schedule {
  readonly kind: "date" | "duration" | "cycle";
  readonly expression: string;
  /** How often it has fired; absent: not yet. */
  readonly fired?: number;
}

/** One element of a model, for people and for other rooms. */
export interface ElementDescription {
  readonly id: string;
  /** `bpmn:UserTask` and so on. */
  readonly type: string;
  readonly name?: string;
  /** Names in other languages from `ablauf:text`, by language tag. */
  readonly names: Readonly<Record<string, string>>;
  /** `bpmn:documentation` under the tag `de`, and that of `ablauf:text` under theirs. */
  readonly documentation?: Readonly<Record<string, string>>;
  readonly lane?: string;
  readonly parentId?: string;
  /** Which version of its form a user task shows, when the model says so. */
  readonly formBinding?: Binding;
}

/** A problem found when compiling: refused at deploy when `severity` is error. The same table feeds lint in the modeler. */
export interface Problem {
  readonly severity: "error" | "warning";
  readonly elementId: string;
  readonly code: string;
  readonly message: string;
  /** Clause of BPMN 2.0.2 (formal/13-12-09) that the reason rests on. */
  readonly reference?: string;
}

/** A process compiled once per version and applied to the values of any number of instances. */
export interface Definition {
  readonly processId: string;
  readonly name: string;
  readonly isExecutable: boolean;
  readonly starts: readonly Start[];
  readonly elements: ReadonlyMap<string, ElementDescription>;
  /** Rule sets, forms, called processes and job types the model refers to, for lint and releases. */
  readonly references: {
    readonly ruleSets: readonly string[];
    readonly forms: readonly string[];
    readonly processes: readonly string[];
    readonly jobTypes: readonly string[];
  };
  /** What the kernel runs. Nobody outside the engine room looks inside. */
  readonly model: Model;
  /** Applies one command. @throws {Refusal} `engine.wait` unknown wait, `engine.start` no such start, `engine.ended` */
  advance(value: InstanceValue | undefined, command: Command, now: Date): Outcome;
  /** The waits of a value, the same as its last outcome listed. */
  waits(value: InstanceValue): readonly Wait[];
  /** The local variables of every waiting place, by wait id; places that have none are left out. */
  locals(value: InstanceValue): ReadonlyMap<string, JsonObject>;
  /** The variables of a waiting place: its own, and all that it sees. @throws {Refusal} `engine.wait` */
  variablesAt(value: InstanceValue, waitId: string): { readonly local: JsonObject; readonly visible: JsonObject };
}

/** A BPMN file read: one definition per process, and everything found wrong with it. */
export interface Compilation {
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
}

/*
 * The room's entry points (engine/compile.ts):
 *
 *   export async function compile(xml: string): Promise<Compilation>
 *     @throws {Refusal} `bpmn.xml` malformed, `bpmn.doctype` DOCTYPE or entity declarations, `bpmn.size` over the limit
 */
