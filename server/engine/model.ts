import type { Json, JsonObject } from "../base/json.ts";
import type { Effort } from "./effort.ts";
import type { Listeners, Place, Writing } from "./listener.ts";
import type { Binding, ElementDescription, Start, Subject } from "./types.ts";

/** What an expression may see: variables from the inside out, and the clock of the command. */
export interface Variables {
  readonly now: Date;
  /** The key that the instance goes by outside. */
  readonly businessKey?: string;
  /** The element that looks. */
  readonly elementId?: string;
  /** Who looks, in the words of imported models; told when somebody asks. */
  readonly place?: () => Place;
  /** What may still be computed; absent where nobody counts. */
  readonly effort?: Effort;
  /** Listeners alone may write. */
  readonly writing?: Writing;
  get(name: string): Json | undefined;
  /** All visible variables in one object, inner ones before outer ones. */
  all(): JsonObject;
}

/** An expression, compiled once per definition. */
export interface Expression {
  readonly text: string;
  /** The value never changes: nothing needs to be stored for it. */
  readonly isConstant: boolean;
  /** @throws {Fault} `engine.expression` */
  evaluate(variables: Variables): Json;
}

/** One assignment: the value of `source` under the name (or dotted path) `target`. */
export interface Assignment {
  readonly source: Expression;
  readonly target: string;
  /** Nothing is written while this variable is not there: a data output that nobody filled (10.4.2). */
  readonly needs?: string;
}

/** What goes into and comes out of an activity or event (`zeebe:ioMapping`, `camunda:inputOutput`, 10.4.2 data associations). */
export interface Mapping {
  readonly inputs: readonly Assignment[];
  readonly outputs: readonly Assignment[];
  /** A worker is shown the inputs alone; data associations (10.4.2) say what is read, not what is hidden. */
  readonly inputsOnly: boolean;
  /** With output mappings only these are written (zeebe); otherwise the result is written as well (camunda). */
  readonly outputsOnly: boolean;
}

/** A timer as the model gives it (`TimerEventDefinition`, 10.5.5). */
export interface TimerSpec {
  readonly kind: "date" | "duration" | "cycle";
  readonly expression: Expression;
  /** A cycle does not occur after this date (`flowable:endDate`). */
  readonly until?: Expression;
  /** Counted in service time, in this calendar (`undefined` inside: the default one). */
  readonly service?: { readonly calendar?: Expression };
  /** While it is true the clock stands and keeps what it had to go (`ablauf:clock/@pausedWhile`). */
  readonly pausedWhile?: Expression;
}

/** A condition that is looked at when this variable is written, and fires whenever it is true then. */
export interface Watch {
  readonly variable: string;
  /** Which writes count; none named: all. */
  readonly changes: readonly VariableChange[];
  /** Looked at once when its event is reached, too. */
  readonly onArrival: boolean;
}

/** What writing a variable does to it. */
export type VariableChange = "create" | "update";

/** An event definition, resolved (10.5.5). */
export type Trigger =
  | { readonly kind: "message"; readonly name: Expression; readonly key?: Expression; readonly publishKey?: Expression }
  | {
      readonly kind: "signal";
      readonly name: Expression;
      /** Variables that a throw sends along, when the model names any (`camunda:in`). */
      readonly payload?: { readonly all: boolean; readonly inputs: readonly Assignment[] };
      /** Nobody outside the instance hears it (`flowable:scope="processInstance"`). */
      readonly staysInside?: boolean;
      /** The business key of the instances that start on it. */
      readonly businessKey?: Expression;
    }
  | { readonly kind: "timer"; readonly timer: TimerSpec }
  | { readonly kind: "condition"; readonly expression: Expression; readonly watch?: Watch }
  | {
      readonly kind: "error";
      readonly code?: Expression;
      /** The error it refers to has no code: caught by its id before others, else it takes any. */
      readonly takesAny: boolean;
      readonly message?: Expression;
      readonly codeVariable?: string;
      readonly messageVariable?: string;
    }
  | {
      readonly kind: "escalation";
      readonly code?: Expression;
      readonly takesAny: boolean;
      readonly codeVariable?: string;
    }
  | { readonly kind: "compensate"; readonly activityId?: string; readonly waits: boolean }
  | { readonly kind: "cancel" }
  | {
      readonly kind: "terminate";
      /** What is over: the scope of the event, the whole instance, or the loop around (`flowable:terminateAll` …). */
      readonly what: "scope" | "instance" | "loop";
    }
  | { readonly kind: "link"; readonly name: string };

/** What a task or event hands to a worker. */
export interface JobSpec {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the result of the job goes as a whole, when the model says so (`camunda:resultVariable`). */
  readonly resultVariable?: string;
}

/** Loop characteristics (10.3.7 of BPMN 2.0.2, tables 10.27 to 10.30). */
export interface LoopSpec {
  readonly kind: "sequential" | "parallel" | "standard";
  readonly cardinality?: Expression;
  readonly collection?: Expression;
  readonly elementVariable?: string;
  /** Takes the position of the element, from 0 (`flowable:elementIndexVariable`). */
  readonly indexVariable?: string;
  readonly outputCollection?: string;
  readonly outputElement?: Expression;
  readonly completionCondition?: Expression;
  /** `loopCounter` begins here: 1 as zeebe counts, 0 in Camunda 7 dialect. */
  readonly base: 0 | 1;
  readonly behavior: "All" | "None" | "One" | "Complex";
  /** Events thrown as instances complete (None, One). */
  readonly event?: Trigger;
  readonly complex: readonly { readonly condition: Expression; readonly event: Trigger }[];
  readonly testBefore: boolean;
  readonly loopMaximum?: number;
  readonly loopCondition?: Expression;
}

/** People and form of a user task. */
export interface TaskSpec {
  /** A name that is an expression; a plain one is that of the node. */
  readonly name?: Expression;
  readonly assignee?: Expression;
  readonly candidateUsers?: Expression;
  readonly candidateGroups?: Expression;
  readonly formKey?: Expression;
  readonly priority?: Expression;
  readonly dueDate?: Expression;
  /** A duration until it is due is counted in service time, in this calendar (`undefined` inside: the default one). */
  readonly service?: { readonly calendar?: Expression };
  readonly followUpDate?: Expression;
  /** The variable that takes who completed it (`flowable:taskCompleterVariableName`). */
  readonly completer?: string;
}

/** What a call activity calls and hands over. */
export interface CallSpec {
  readonly processId: Expression;
  readonly binding: Binding;
  readonly businessKey?: Expression;
  readonly inputs: readonly Assignment[];
  /** These see only what the call activity itself holds. */
  readonly localInputs: readonly Assignment[];
  readonly outputs: readonly Assignment[];
  readonly allIn: boolean;
  readonly allOut: boolean;
  /** What comes back is new in the scope around the call, whoever else has the name. */
  readonly localOut: boolean;
}

/** A script bound to its language. */
export interface ScriptSpec {
  /** @throws {Fault} `engine.script` @throws {BpmnError} thrown by the script */
  run(variables: Variables): {
    readonly result: Json | undefined;
    readonly assigned: JsonObject;
    readonly local: JsonObject;
  };
  readonly resultVariable?: string;
}

/** What an element does, by behaviour. One file in `behaviours/` for each kind. */
export type Spec =
  | { readonly kind: "pass" }
  | { readonly kind: "task"; readonly task: TaskSpec }
  | { readonly kind: "job"; readonly job: JobSpec }
  | {
      readonly kind: "decision";
      readonly ruleSet: Expression;
      readonly binding: Binding;
      readonly resultVariable?: string;
    }
  | { readonly kind: "script"; readonly script: ScriptSpec }
  | { readonly kind: "receive" }
  | { readonly kind: "send" }
  | { readonly kind: "call"; readonly call: CallSpec }
  | { readonly kind: "scope" }
  | {
      readonly kind: "adHoc";
      readonly sequential: boolean;
      readonly completionCondition?: Expression;
      readonly cancelRemaining: boolean;
      readonly active?: Expression;
    }
  | { readonly kind: "exclusive" }
  | { readonly kind: "parallel" }
  | { readonly kind: "inclusive" }
  | { readonly kind: "complex"; readonly activation?: Expression }
  | { readonly kind: "eventBased"; readonly parallel: boolean; readonly instantiates: boolean }
  | { readonly kind: "start" }
  | { readonly kind: "catch" }
  | { readonly kind: "boundary" }
  | { readonly kind: "throw"; readonly job?: JobSpec }
  | { readonly kind: "end"; readonly job?: JobSpec };

export type SpecKind = Spec["kind"];

/** A sequence flow (8.4.13). */
export interface Flow {
  readonly id: string;
  readonly source: Node;
  readonly target: Node;
  readonly condition?: Expression;
  readonly listeners?: Listeners;
}

/** A flow node or scope of the compiled model. Built once, never changed afterwards. */
export interface Node {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: Node;
  readonly children: Node[];
  readonly incoming: Flow[];
  readonly outgoing: Flow[];
  /** The flow that is taken when no condition is true. */
  default?: Flow;
  /** Boundary events attached to this activity. */
  readonly boundaries: Node[];
  /** The activity that a boundary event is attached to. */
  host?: Node;
  /** Of a link throw event: the catch event that it leads to. */
  link?: Node;
  /** Throws a signal as it is reached; see `Run.push`. */
  readonly throwsSignal: boolean;
  /** Of a compensation boundary event: the activity that undoes. */
  handler?: Node;
  readonly triggers: readonly Trigger[];
  readonly isInterrupting: boolean;
  readonly isParallelMultiple: boolean;
  readonly isEventSubProcess: boolean;
  readonly isForCompensation: boolean;
  readonly isActivity: boolean;
  readonly isTransaction: boolean;
  readonly instantiates: boolean;
  readonly startQuantity: number;
  readonly completionQuantity: number;
  readonly mapping: Mapping;
  /** Initial values of data objects and properties of a scope. */
  readonly initial: readonly Assignment[];
  readonly loop?: LoopSpec;
  /** Passed over while it is true and the instance has it enabled (`flowable:skipExpression`). */
  readonly skip?: Expression;
  readonly listeners?: Listeners;
  readonly spec: Spec;
  /** Inclusive and complex gateways: for each incoming flow, the nodes from which a token can reach it (table 13.3). */
  upstream?: ReadonlyMap<string, ReadonlySet<Node>>;
}

/** One process compiled: what the kernel runs. */
export interface Model {
  readonly processId: string;
  readonly name: string;
  readonly isExecutable: boolean;
  readonly root: Node;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** Whether any conditional event has to be looked at when variables change. */
  readonly hasConditions: boolean;
  /** Whether any timer has a clock that can stand. */
  readonly hasClocks: boolean;
  /** Whether anything is called when an activity is cancelled. */
  readonly hearsCancels: boolean;
  /** Whether any inclusive or complex gateway joins. */
  readonly hasJoins: boolean;
  readonly starts: readonly Start[];
  readonly elements: ReadonlyMap<string, ElementDescription>;
  /** What an instance is about, part by part (`ablauf:subject`). */
  readonly subject: ReadonlyMap<keyof Subject, Expression>;
}
