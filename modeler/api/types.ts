import type { z } from "zod";
import type * as wire from "../../server/http/wire.ts";

/** The wire's types as the screens use them; nothing of the server is bundled. */
export type {
  BulkResult,
  DecisionExplained,
  DefinitionRow,
  Form,
  FormField,
  Instance,
  InstancePage,
  InstanceRow,
  LiveEvent,
  Notification,
  Problem,
  Session,
  Sla,
  Task,
  TaskPage,
  TaskRow,
  TaskSort,
  TaskView,
  TrailEvent,
  TrailPage,
  Welcome,
} from "../../server/http/wire.ts";

/** Somebody with an account. */
export type Person = z.infer<typeof wire.people>["items"][number];
export type RoleList = z.infer<typeof wire.roleList>;
export type TaskCounts = z.infer<typeof wire.taskCounts>;
export type Wait = z.infer<typeof wire.wait>;
export type Fault = z.infer<typeof wire.fault>;
export type InstanceStatus = z.infer<typeof wire.instanceStatus>;
export type TaskAction = z.infer<typeof wire.task>["actions"][number];
export type Language = "de" | "en";
/** A text in both languages. */
export type Labels = { readonly de: string; readonly en: string };
