import { z } from "zod";
import { permissions } from "../identity/person.ts";
import { smallestChange } from "./wireRules.ts";

/**
 * What goes over the wire: one schema per body, used to check requests, to write the OpenAPI document and, as types, by
 * the browser. Instants are ISO 8601 in UTC, durations milliseconds, ids UUIDs; a task's id is `<instance id>~<wait id>`.
 */

const instant = z.string().datetime().describe("ISO 8601, UTC");
const reason = z.string().min(1).max(1000);
const variables = z.record(z.string(), z.unknown());
const labels = z.object({ de: z.string(), en: z.string() });

/** A problem document (RFC 9457) with our stable `code` and the places that were not as expected. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  complaints: z.array(z.object({ place: z.string(), code: z.string(), message: z.string() })).optional(),
});

// Session
export const signIn = z.object({ login: z.string().min(1).max(200), password: z.string().min(1).max(1000) });
export const session = z.object({
  user: z.object({
    login: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    language: z.enum(["de", "en"]),
    roles: z.array(z.string()),
  }),
  tenant: z.object({ id: z.string(), name: z.string(), isHome: z.boolean() }),
  permissions: z.array(z.string()),
  /** What the tenant's own roles are called, by key. */
  roleNames: z.record(z.string(), labels),
  /** The demo accounts, so that the sign-in page can offer them; absent outside the demo. */
  isDemo: z.boolean(),
});
/** What the sign-in page may know before anyone has signed in. */
export const welcome = z.object({
  isDemo: z.boolean(),
  accounts: z.array(z.object({ login: z.string(), name: z.string(), role: labels, password: z.string() })),
});
export const preferences = z.object({ language: z.enum(["de", "en"]).optional() });

// Access
const role = z.string().min(1).max(60);
export const login = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,99}$/, "Expected a login of small letters, digits, . _ @ and -");
export const password = z.string().min(12).max(1000);
export const newUser = z.object({
  login,
  name: z.string().trim().min(1).max(200),
  email: z.email().optional(),
  language: z.enum(["de", "en"]).optional(),
  roles: z.array(role).min(1).max(20),
  password,
});
export const userChange = z.object({
  roles: z.array(role).min(1).max(20).optional(),
  password: password.optional(),
  language: z.enum(["de", "en"]).optional(),
  isActive: z.boolean().optional(),
});
/** Accounts with what administrators see of them, locked ones too. */
export const accounts = z.object({
  items: z.array(
    z.object({
      login: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      language: z.enum(["de", "en"]),
      roles: z.array(z.string()),
      isActive: z.boolean(),
      hasPassword: z.boolean(),
      createdAt: instant,
    }),
  ),
});
export const roleList = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      permissions: z.array(z.string()),
      /** Of roles that the tenant has made; a built-in one is named by whoever shows it. */
      names: labels.nullable(),
    }),
  ),
  permissions: z.array(z.string()).describe("All there are, for API tokens"),
});
export const newToken = z.object({
  name: z.string().trim().min(1).max(100),
  permissions: z.array(z.enum(permissions)).min(1),
});
export const createdToken = z.object({ secret: z.string() });
export const tokenPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      permissions: z.array(z.string()),
      createdBy: z.string(),
      createdAt: instant,
      lastUsedAt: instant.nullable().describe("To the minute"),
      revokedAt: instant.nullable(),
    }),
  ),
});

// Tasks
export const taskView = z.enum(["mine", "delegated", "team", "free", "risk", "overdue", "all"]);
export const taskSort = z.enum(["due", "created", "priority", "customer"]);
/** The SLA clock that matters for a task, read off the ticket. */
export const sla = z.object({
  kind: z.enum(["response", "resolution"]),
  startedAt: instant,
  dueAt: instant,
  pausedAt: instant.nullable(),
  /** Share of the target used, in percent of service time. May exceed 100. */
  percent: z.number(),
  isBreached: z.boolean(),
});
export const taskRow = z.object({
  id: z.string(),
  name: z.string().describe("Name of the element in the language of the request"),
  elementId: z.string(),
  processKey: z.string(),
  processName: z.string(),
  instanceId: z.string(),
  businessKey: z.string().nullable(),
  title: z.string().nullable(),
  customer: z.string().nullable(),
  priority: z.string().nullable(),
  assignee: z.object({ login: z.string(), name: z.string() }).nullable(),
  /** Who has handed the task over for a while and gets it back. */
  owner: z.object({ login: z.string(), name: z.string() }).nullable(),
  candidateGroups: z.array(z.string()),
  dueAt: instant.nullable(),
  createdAt: instant,
  sla: sla.nullable(),
});
export const taskPage = z.object({ items: z.array(taskRow), nextCursor: z.string().nullable() });
export const taskCounts = z.object({
  mine: z.number().int(),
  delegated: z.number().int(),
  team: z.number().int(),
  free: z.number().int(),
  risk: z.number().int(),
  overdue: z.number().int(),
});
export const formField = z.object({
  key: z.string(),
  type: z.string(),
  label: labels,
  help: labels.optional(),
  required: z.union([z.boolean(), z.string()]).optional(),
  options: z.array(z.object({ value: z.unknown(), label: labels })).optional(),
  source: z.string().optional().describe("The records that a field of the type record is one of, at /api/choices"),
  customer: z.string().optional().describe("The field that holds the customer whose record it must be"),
  customerId: z.string().nullish().describe("The customer whose record it must be"),
  visibleIf: z.string().optional().describe("FEEL over the form's values"),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().int().optional(),
  default: z.unknown().optional(),
});
export const form = z.object({ key: z.string(), version: z.number().int(), title: labels, fields: z.array(formField) });
/** A column of a rule set, with the words for its values where the rule set has them. */
const column = z.object({
  name: z.string(),
  label: labels,
  values: z.array(z.object({ value: z.unknown(), label: labels })).optional(),
});
/** One decision explained: each row of the rule set with what matched and what did not. */
export const decision = z.object({
  id: z.string(),
  ruleSetKey: z.string(),
  ruleSetVersion: z.number().int(),
  ruleSetLabel: labels,
  instanceId: z.string().nullable(),
  elementId: z.string().nullable(),
  decidedAt: instant,
  facts: variables,
  verdict: z.unknown(),
  inputs: z.array(column),
  outputs: z.array(column),
  rows: z.array(
    z.object({
      id: z.string(),
      fired: z.boolean(),
      hit: z.boolean(),
      note: labels.optional(),
      conditions: z.array(
        z.object({ input: z.string(), expected: z.unknown(), actual: z.unknown(), holds: z.boolean() }),
      ),
      /** What no cell can say, as a tree, with what of it holds. */
      where: z.unknown().optional(),
      then: variables,
      /** Why the row did or did not decide; only of a decision asked for by its id. */
      reason: labels.optional(),
    }),
  ),
  /** The least that would have led to another verdict; only of a decision asked for by its id. */
  smallestChange: smallestChange.nullish(),
});
export const task = taskRow.extend({
  documentation: z.string().nullable(),
  form: form.nullable(),
  /** The variables the task sees, for the form's values and defaults. */
  variables,
  draft: variables.nullable(),
  decisions: z.array(decision),
  definitionId: z.string(),
  definitionVersion: z.number().int(),
  /** The key of the case: comments, files and time follow it. */
  caseKey: z.string(),
  /** The number of the ticket the case is about, if it is about one. */
  ticketNumber: z.string().nullable(),
  /** Whether new orders of the customer are on hold. */
  isCustomerOnHold: z.boolean(),
  /** What the person asking may do now. */
  actions: z.array(z.enum(["claim", "release", "assign", "delegate", "handBack", "reschedule", "edit", "complete"])),
});
export const completeTask = z.object({ variables });
export const assignTask = z.object({ assignee: z.string().max(200).nullable() });
export const rescheduleTask = z.object({ dueAt: instant.nullable(), reason });
export const delegateTask = z.object({ to: z.string().min(1).max(200) });
export const draftTask = z.object({
  variables,
  /** The draft that was seen before. When another is stored, nothing is written; when this is absent, it is written over anything. */
  over: variables.nullish(),
});
export const bulkTasks = z.object({
  ids: z.array(z.string()).min(1).max(200),
  action: z.enum(["claim", "release", "assign"]),
  /** Null: to nobody in particular. */
  assignee: z.string().max(200).nullish(),
});
export const bulkResult = z.object({
  results: z.array(
    z.object({ id: z.string(), ok: z.boolean(), code: z.string().optional(), detail: z.string().optional() }),
  ),
});

// Instances
export const instanceStatus = z.enum(["running", "completed", "terminated", "cancelled", "failed"]);
export const instanceRow = z.object({
  id: z.string(),
  processKey: z.string(),
  processName: z.string(),
  definitionId: z.string(),
  version: z.number().int(),
  businessKey: z.string().nullable(),
  title: z.string().nullable(),
  customer: z.string().nullable(),
  priority: z.string().nullable(),
  status: instanceStatus,
  isSuspended: z.boolean(),
  faults: z.number().int(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export const instancePage = z.object({ items: z.array(instanceRow), nextCursor: z.string().nullable() });
export const wait = z.object({
  waitId: z.string(),
  elementId: z.string(),
  kind: z.enum(["task", "job", "message", "signal", "timer", "condition", "decision", "call", "adHoc", "fault"]),
  /** What it waits for in words: message name, job type, due time, assignee, called process. */
  detail: z.string().nullable(),
  dueAt: instant.nullable(),
  /** The called instance of a call activity. */
  childId: z.string().nullable(),
});
export const fault = z.object({
  instanceId: z.string(),
  waitId: z.string(),
  elementId: z.string(),
  kind: z.string(),
  code: z.string(),
  message: z.string(),
  createdAt: instant,
});
export const instance = instanceRow.extend({
  parentId: z.string().nullable(),
  rootId: z.string(),
  children: z.array(
    z.object({
      id: z.string(),
      processKey: z.string(),
      processName: z.string(),
      waitId: z.string().nullable(),
      status: instanceStatus,
    }),
  ),
  variables,
  waits: z.array(wait),
  faultList: z.array(fault),
  /** How often each element was completed and each flow taken, for the path on the diagram. */
  path: z.array(z.object({ elementId: z.string(), count: z.number().int() })),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
});
export const startInstance = z.object({
  processKey: z.string().min(1).max(200),
  version: z.number().int().positive().optional(),
  businessKey: z.string().max(200).optional(),
  variables: variables.default({}),
});
export const instanceId = z.object({ id: z.string() });
/** One event of the trail: a command and the facts it led to. */
export const trailEvent = z.object({
  streamId: z.string(),
  seq: z.number().int(),
  at: instant,
  type: z.string().describe("The command: startInstance, completeTask, message, timer …"),
  actor: z.string(),
  requestId: z.string().nullable(),
  data: z.unknown(),
  hash: z.string(),
  /** The event as one sentence in the language of the request. */
  text: z.string(),
  facts: z.array(z.object({ type: z.string(), elementId: z.string().optional(), text: z.string() })),
});
export const trailPage = z.object({ items: z.array(trailEvent), nextCursor: z.string().nullable() });
export const setVariables = z.object({ variables, reason: z.string().min(1).max(1000) });

export const setWaitVariables = setVariables.extend({ isLocal: z.boolean().optional() });
export const cancelInstance = z.object({ reason: z.string().min(1).max(1000) });

// Definitions
export const definitionRow = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  version: z.number().int(),
  state: z.string(),
  sha256: z.string(),
  author: z.string(),
  createdAt: instant,
  running: z.number().int(),
});
export const definitionPage = z.object({ items: z.array(definitionRow) });
export const deployed = z.object({
  definitions: z.array(z.object({ id: z.string(), key: z.string(), version: z.number().int(), isNew: z.boolean() })),
  warnings: z.array(z.object({ elementId: z.string(), code: z.string(), message: z.string() })),
});

// Messages and signals
export const publishMessage = z.object({
  name: z.string().min(1).max(200),
  correlationKey: z.string().max(500).optional(),
  businessKey: z.string().max(200).optional(),
  /** Narrows to one instance: correlation by hand. */
  instanceId: z.uuid().optional(),
  variables: variables.default({}),
  /** How long an untaken message is kept, in milliseconds; 0 = not at all. */
  timeToLive: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400_000)
    .optional(),
  idempotencyKey: z.string().min(1).max(200).optional(),
});
export const publishedMessage = z.object({
  id: z.string(),
  state: z.enum(["correlated", "started", "buffered", "untaken"]),
  instanceIds: z.array(z.string()),
});
export const broadcastSignal = z.object({ name: z.string().min(1).max(200), variables: variables.default({}) });

// Waits, jobs and repair by operators
/** One waiting place with all that is known of it. */
export const openWait = wait.extend({
  /** Name of the message or signal, of the task, the job type, the called process, the rule set, the code of the fault. */
  name: z.string().nullable(),
  correlationKey: z.string().nullable(),
  candidateUsers: z.array(z.string()),
  candidateGroups: z.array(z.string()),
  /** Of a task, 0 to 100. */
  priority: z.number().nullable(),
  /** Activities that may be started in a waiting ad-hoc sub-process. */
  activatable: z.array(z.string()),
  /** Variables of the place itself; those of the process stand with the instance. */
  variables,
});
export const waitVariables = z.object({ local: variables, visible: variables });

export const openWaits = z.object({ items: z.array(openWait) });
/** One visit of an element, as the trail tells it. Of several visits at once the ends are told in the order they came. */
export const visit = z.object({
  elementId: z.string(),
  type: z.string().describe("bpmn:UserTask and so on"),
  name: z.string().nullable(),
  enteredAt: instant,
  endedAt: instant.nullable(),
  outcome: z.enum(["open", "completed", "cancelled"]),
});
export const visits = z.object({ items: z.array(visit) });
/** A place that waits for a message or signal: in an instance, or a start event (then without instance and wait). */
export const subscription = z.object({
  instanceId: z.string().nullable(),
  waitId: z.string().nullable(),
  elementId: z.string(),
  elementName: z.string(),
  processKey: z.string(),
  processName: z.string(),
  title: z.string().nullable(),
  businessKey: z.string().nullable(),
  customer: z.string().nullable(),
  kind: z.enum(["message", "signal"]),
  name: z.string(),
  correlationKey: z.string().nullable(),
  createdAt: instant.nullable(),
});
export const subscriptionPage = z.object({ items: z.array(subscription), nextCursor: z.string().nullable() });
/** A timer that has not fired: of a waiting instance, or of a start event (then without instance and wait). */
export const timer = z.object({
  instanceId: z.string().nullable(),
  waitId: z.string().nullable(),
  elementId: z.string(),
  elementName: z.string(),
  processKey: z.string(),
  processName: z.string(),
  title: z.string().nullable(),
  businessKey: z.string().nullable(),
  customer: z.string().nullable(),
  isSuspended: z.boolean(),
  dueAt: instant,
});
export const timerPage = z.object({ items: z.array(timer), nextCursor: z.string().nullable() });
export const triggerWait = z.object({
  variables: variables.default({}),
  reason: z.string().min(1).max(1000).optional().describe("why, for the trail"),
});
export const activateAdHoc = z.object({
  elementIds: z.array(z.string().min(1)).min(1).max(200),
  variables: variables.default({}),
});
export const modification = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cancelWait"), waitId: z.string() }),
  z.object({ kind: z.literal("cancelElement"), elementId: z.string() }),
  z.object({ kind: z.literal("startBefore"), elementId: z.string(), variables: variables.optional() }),
  z.object({ kind: z.literal("startAfter"), elementId: z.string() }),
]);
export const modifyInstance = z.object({
  instructions: z.array(modification).min(1).max(200),
  reason: z.string().min(1).max(1000),
});
export const suspendInstance = z.object({ reason: z.string().min(1).max(1000) });
export const resumeInstance = z.object({
  reason: z.string().min(1).max(1000),
  keepRemainder: z.boolean().default(false),
});
export const leaseJobs = z.object({
  worker: z.string().min(1).max(200),
  /** Types wanted; a trailing `*` stands for every type that begins so. */
  types: z.array(z.string().min(1).max(500)).min(1).max(100),
  limit: z.number().int().min(1).max(200).default(10),
  /** How long the lease lasts, in milliseconds. */
  duration: z.number().int().min(1_000).max(86_400_000).default(60_000),
});
export const leasedJob = z.object({
  /** `<instance id>~<wait id>` */
  id: z.string(),
  /** Belongs into every answer to this lease. */
  token: z.string(),
  instanceId: z.string(),
  elementId: z.string(),
  type: z.string(),
  input: variables,
  headers: z.record(z.string(), z.string()),
  attempts: z.number().int(),
  retriesLeft: z.number().int(),
});
export const leasedJobs = z.object({ items: z.array(leasedJob) });
const token = z.uuid();
export const completeJob = z.object({ token, variables: variables.default({}) });
export const failJob = z.object({ token, message: z.string().min(1).max(4000), retryAt: instant.optional() });
export const errorJob = z.object({
  token,
  errorCode: z.string().min(1).max(500),
  message: z.string().max(4000).default(""),
  variables: variables.default({}),
});
export const extendJob = z.object({ token, duration: z.number().int().min(1_000).max(86_400_000) });
export const startByMessage = z.object({
  name: z.string().min(1).max(200),
  businessKey: z.string().max(200).optional(),
  variables: variables.default({}),
});
/** What a file would do here: every finding, and the processes that could run. */
export const modelReport = z.object({
  /** The file as it would be kept: in UTF-8, and declared so. */
  xml: z.string(),
  processes: z.array(z.object({ id: z.string(), name: z.string(), isExecutable: z.boolean() })),
  problems: z.array(
    z.object({
      severity: z.enum(["error", "warning"]),
      elementId: z.string(),
      code: z.string(),
      message: z.string(),
      reference: z.string().optional(),
    }),
  ),
  /** All that lint has to say, the compiler's problems included, in both languages and the heaviest first. */
  findings: z.array(
    z.object({
      severity: z.enum(["error", "warning", "hint"]),
      elementId: z.string(),
      code: z.string(),
      message: z.object({ de: z.string(), en: z.string() }),
      reference: z.string().optional().describe("Clause of BPMN 2.0.2"),
    }),
  ),
});

// Migration and batches
const version = z.number().int().positive();
/** What the generated plan should say otherwise: `from` becomes `to`, or (null) has no place in the other version. */
const mapping = z
  .array(z.object({ from: z.string().min(1).max(500), to: z.string().min(1).max(500).nullable() }))
  .max(2000)
  .default([]);
const complaint = z.object({ place: z.string(), code: z.string(), message: z.string() });
export const planMigration = z.object({
  processKey: z.string().min(1).max(200),
  fromVersion: version,
  toVersion: version,
  mapping,
});
export const migrationPlan = z.object({
  processKey: z.string(),
  fromVersion: z.number().int(),
  toVersion: z.number().int(),
  /** Restarts: another kind of activity now, which begins anew in place of what waits. */
  mapped: z.array(z.object({ from: z.string(), to: z.string(), effect: z.enum(["keeps", "restarts"]) })),
  /** Elements without a place. They matter only to instances with a token there. */
  unmapped: z.array(
    z.object({
      elementId: z.string(),
      code: z.string(),
      message: z.string(),
      suggestion: z.string().nullable().describe("the only element of the same name and type"),
    }),
  ),
  added: z.array(z.string()),
});
const instanceFilter = z.object({
  processKey: z.string().max(200).optional(),
  version: version.optional(),
  isFaulty: z.boolean().optional(),
  isSuspended: z.boolean().optional(),
  search: z.string().max(200).optional(),
});
/** Which instances: ids, or a filter over the running ones; exactly one of both. */
const chosen = { instanceIds: z.array(z.uuid()).min(1).max(10_000).optional(), filter: instanceFilter.optional() };
const isOneChoice = ({ instanceIds, filter, cause }: Partial<Record<string, unknown>>): boolean =>
  [instanceIds, filter, cause].filter((given) => given !== undefined).length === 1;
const oneChoice = { message: "Expected one of instanceIds, filter and, to retry, cause", path: ["instanceIds"] };
export const dryRunMigration = z.object({ ...chosen, version, mapping }).refine(isOneChoice, oneChoice);
const place = z.object({ waitId: z.string(), elementId: z.string(), kind: z.string() });
/** What a migration would do to one instance. */
export const migrationDryRun = z.object({
  instanceId: z.string(),
  fromVersion: z.number().int().nullable(),
  isPossible: z.boolean(),
  kept: z.array(place.extend({ before: z.string().describe("the element it waits at now") })),
  opened: z.array(place.extend({ dueAt: instant.nullable() })),
  closed: z.array(place),
  /** Completed activities that could be undone no more. */
  forgotten: z.array(z.string()),
  obstacles: z.array(complaint),
});
/** The first 200 of those chosen. */
export const migrationDryRuns = z.object({ items: z.array(migrationDryRun) });
const batchKind = z.enum(["migrate", "cancel", "retry", "suspend", "resume"]);
const batchOf = { ...chosen, reason };
export const startBatch = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("migrate"), version, mapping, ...batchOf }),
    z.object({ kind: z.literal("cancel"), ...batchOf }),
    z.object({
      kind: z.literal("retry"),
      cause: z.string().length(32).optional().describe("only the faults of one cause, of all instances that have one"),
      ...batchOf,
    }),
    z.object({ kind: z.literal("suspend"), ...batchOf }),
    z.object({ kind: z.literal("resume"), keepRemainder: z.boolean().default(false), ...batchOf }),
  ])
  .refine(isOneChoice, oneChoice);
export const startedBatch = z.object({ id: z.string(), total: z.number().int() });
export const controlBatch = z.object({ reason });
export const batchRow = z.object({
  id: z.string(),
  kind: batchKind,
  state: z.enum(["running", "paused", "stopped", "finished"]),
  /** What the batch does, with its reason. */
  parameters: z.record(z.string(), z.unknown()),
  actor: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  total: z.number().int(),
  open: z.number().int(),
  done: z.number().int(),
  refused: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int().describe("still open when the batch was stopped"),
});
export const batchList = z.object({ items: z.array(batchRow) });
/** A batch with a page of its instances. */
export const batch = batchRow.extend({
  faulty: z.number().int().describe("instances that are done but have faults now"),
  items: z.array(
    z.object({
      instanceId: z.string(),
      /** Null of an instance that is hidden from who looks. */
      name: z.string().nullable().describe("title, else number, else name of the process"),
      businessKey: z.string().nullable(),
      customer: z.string().nullable(),
      faults: z.number().int().describe("that the instance has now: what was tried again may have failed again"),
      state: z.enum(["open", "done", "refused", "failed", "skipped"]),
      code: z.string().nullable(),
      detail: z.string().nullable(),
      complaints: z.array(complaint),
      finishedAt: instant.nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

// Restart, kept messages, timers
export const restartInstance = z.object({
  before: z.string().min(1).max(500).optional().describe("element to begin before"),
  version: version.optional(),
  reason,
});
/** A message that was kept because nobody waited for it. */
export const keptMessage = z.object({
  id: z.string(),
  name: z.string(),
  correlationKey: z.string().nullable(),
  businessKey: z.string().nullable(),
  variables,
  state: z.enum(["buffered", "taken", "expired"]),
  takenBy: z.string().nullable(),
  publishedAt: instant,
  expiresAt: instant.nullable(),
  settledAt: instant.nullable(),
});
export const keptMessagePage = z.object({ items: z.array(keptMessage), nextCursor: z.string().nullable() });
export const correlateMessage = z.object({ instanceId: z.uuid(), waitId: z.string().max(100).optional(), reason });
export const moveTimer = z.object({ dueAt: instant, reason });

// Desk
export const ticketRow = z.object({
  number: z.string(),
  title: z.string(),
  customer: z.string().nullable(),
  priority: z.string().nullable(),
  status: z.string(),
  assignee: z.string().nullable(),
  createdAt: instant,
  sla: sla.nullable(),
});
const possible = z.enum(["possible", "notWaiting", "notInCharge"]);
export const ticket = ticketRow.extend({
  description: z.string(),
  resolution: z.string().nullable(),
  onsiteAt: instant.nullable().describe("When somebody last arrived at the customer"),
  revision: z.number().int(),
  channel: z.string(),
  kind: z.string(),
  impact: z.string().nullable(),
  urgency: z.string().nullable(),
  customerId: z.string().nullable(),
  creditHold: z.enum(["held"]).nullable().describe("Whether new orders of the customer are on hold"),
  contactId: z.string().nullable(),
  contact: z.string().nullable(),
  siteId: z.string().nullable(),
  site: z.string().nullable(),
  assetId: z.string().nullable(),
  asset: z.string().nullable(),
  categoryKey: z.string().nullable(),
  category: z.string().nullable().describe("Its name in German"),
  categoryEn: z.string().nullable(),
  messages: z.array(
    z.object({
      id: z.string(),
      direction: z.enum(["in", "out", "internal"]),
      body: z.string(),
      author: z.string(),
      at: instant,
    }),
  ),
  times: z.array(
    z.object({
      id: z.string(),
      technician: z.string(),
      startedAt: instant,
      minutes: z.number().int(),
      workType: z.string(),
      note: z.string(),
    }),
  ),
  answers: z
    .array(
      z.object({
        id: z.string(),
        source: z.string(),
        alert: z.string(),
        answer: z.enum(["acknowledged", "closed"]),
        outcome: z.enum(["waiting", "failed", "told", "over", "declined", "unheard"]),
        connector: z.string().nullable(),
        detail: z.string(),
        at: instant,
      }),
    )
    .describe("What the sources of its alerts were told, or are to be told"),
  acts: z
    .object({ edit: possible, merge: possible, reprioritise: possible, cancel: possible, confirm: possible })
    .describe("What whoever asks can do now"),
  instanceIds: z.array(z.string()).describe("Instances with this number as business key"),
});
export type Ticket = z.infer<typeof ticket>;
export const proposalRow = z.object({
  id: z.string(),
  customer: z.string(),
  ticketNumber: z.string().nullable(),
  state: z.string(),
  netCents: z.number(),
  needsApproval: z.boolean(),
  invoiceNumber: z.string().nullable(),
  replaces: z.string().nullable().describe("The cancelled invoice whose positions are billed again"),
  origin: z.string().describe("ticket, project, contract, material or manual"),
  createdAt: instant,
});
export const proposalPage = z.object({ items: z.array(proposalRow), nextCursor: z.string().nullable() });
export const proposal = proposalRow.extend({
  lines: z.array(
    z.object({
      pos: z.number().int(),
      text: z.string(),
      quantity: z.number(),
      minutes: z.number().int(),
      billedMinutes: z.number().int(),
      billable: z.string(),
      unitPriceCents: z.number().int(),
      netCents: z.number(),
      decision: z.string(),
      ruleTrace: z.unknown().describe("The verdicts of billability, rounding, price and tax"),
    }),
  ),
});
export const invoice = z.object({
  id: z.string(),
  number: z.string(),
  proposalId: z.string(),
  ticketNumber: z.string().nullable(),
  netCents: z.number(),
  vatCents: z.number(),
  grossCents: z.number(),
});
export const roadmapItem = z.object({
  id: z.string(),
  customer: z.string(),
  asset: z.string().nullable(),
  theme: z.string(),
  title: z.string(),
  horizon: z.string(),
  priority: z.string(),
  state: z.string(),
  quarter: z.string().nullable(),
  capexCents: z.number().nullable(),
  opexMonthCents: z.number().nullable(),
  risk: z.string().nullable(),
  decision: z.string().nullable(),
  riskAcceptedBy: z.string().nullable(),
  revision: z.number().int(),
  evidence: z.array(z.object({ origin: z.string(), note: z.string() })),
  createdAt: instant,
});
export const roadmapPage = z.object({ items: z.array(roadmapItem), nextCursor: z.string().nullable() });
export const ticketPage = z.object({ items: z.array(ticketRow), nextCursor: z.string().nullable() });
export const people = z.object({
  items: z.array(
    z.object({
      login: z.string(),
      name: z.string(),
      roles: z.array(z.string()),
      /** Whoever is away now: until when, and who stands in. */
      absence: z.object({ until: instant, substitute: z.string().nullable() }).nullable(),
    }),
  ),
});
export const notification = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string().nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
});
export const notificationPage = z.object({ items: z.array(notification), unread: z.number().int() });

/** What the event stream says: enough to know what to ask again, never the data itself. */
export const liveEvent = z.object({
  type: z.enum(["tasks", "instance", "notifications", "drafts", "impacts", "cases"]),
  /** Ids of instances that changed. */
  instanceIds: z.array(z.string()).optional(),
  /** Ids of drafts that somebody has changed. */
  draftIds: z.array(z.string()).optional(),
  /** Ids of impact runs that went on. */
  impactIds: z.array(z.string()).optional(),
  /** Keys of cases about which something was said, attached or counted. */
  caseKeys: z.array(z.string()).optional(),
  at: instant,
});

export const health = z.object({
  status: z.enum(["ok", "draining"]),
  version: z.string(),
  database: z.enum(["embedded", "external"]),
});

export type Problem = z.infer<typeof problem>;
export type SignIn = z.infer<typeof signIn>;
export type Session = z.infer<typeof session>;
export type Welcome = z.infer<typeof welcome>;
export type DraftTask = z.infer<typeof draftTask>;
export type TaskView = z.infer<typeof taskView>;
export type TaskSort = z.infer<typeof taskSort>;
export type Sla = z.infer<typeof sla>;
export type TaskRow = z.infer<typeof taskRow>;
export type TaskPage = z.infer<typeof taskPage>;
export type TaskCounts = z.infer<typeof taskCounts>;
export type FormField = z.infer<typeof formField>;
export type Form = z.infer<typeof form>;
export type DecisionExplained = z.infer<typeof decision>;
export type Task = z.infer<typeof task>;
export type InstanceRow = z.infer<typeof instanceRow>;
export type InstancePage = z.infer<typeof instancePage>;
export type Instance = z.infer<typeof instance>;
export type TrailEvent = z.infer<typeof trailEvent>;
export type TrailPage = z.infer<typeof trailPage>;
export type DefinitionRow = z.infer<typeof definitionRow>;
export type PublishedMessage = z.infer<typeof publishedMessage>;
export type BulkResult = z.infer<typeof bulkResult>;
export type Notification = z.infer<typeof notification>;
export type LiveEvent = z.infer<typeof liveEvent>;
export type OpenWait = z.infer<typeof openWait>;
export type Visit = z.infer<typeof visit>;
export type Subscription = z.infer<typeof subscription>;
export type Timer = z.infer<typeof timer>;
export type LeasedJob = z.infer<typeof leasedJob>;
export type MigrationPlan = z.infer<typeof migrationPlan>;
export type MigrationDryRun = z.infer<typeof migrationDryRun>;
export type BatchRow = z.infer<typeof batchRow>;
export type Batch = z.infer<typeof batch>;
export type KeptMessage = z.infer<typeof keptMessage>;
export type ModelReport = z.infer<typeof modelReport>;
