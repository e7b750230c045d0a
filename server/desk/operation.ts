import { z } from "zod";
import type { JsonObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { ServiceCalendar } from "../calendar/calendar.ts";
import type { RuleSet } from "../decisions/ruleSet.ts";
import type { Tx } from "../db/transact.ts";

/** What a desk job sees: the transaction that completes it, and whose work it is. */
export interface OperationContext {
  readonly tx: Tx;
  readonly now: Date;
  readonly instanceId: string;
  readonly waitId: string;
  /** A service calendar by key; without one the tenant's default. @throws {Refusal} `calendar.missing` */
  readonly calendarOf: (key?: string | null) => Promise<ServiceCalendar>;
  /** A rule set as the process of the instance is bound to it. @throws {Refusal} `rules.missing` */
  readonly ruleSetOf: (key: string) => Promise<RuleSet>;
}

/** What an operation wants done by rooms above, in the same transaction. */
export type DeskEffect =
  | {
      /** The SLA moved: the open tasks with this business key are due then (null: no due time while the clock stands). */
      readonly kind: "rescheduleTasks";
      readonly businessKey: string;
      readonly dueAt: Date | null;
    }
  | ({ readonly kind: "publish" } & DeskMessage)
  | ({ readonly kind: "changed" } & RecordChange);

/** What somebody has changed of a record, for its trail. */
export interface RecordChange {
  readonly record: "customer" | "contract";
  readonly id: string;
  readonly members: readonly string[];
  readonly by: string;
}

/** A message of a record to the process that is its life, or to one that begins with it. */
export interface DeskMessage {
  readonly name: string;
  /** A UUID; messages under one key arrive in their order, those under different keys side by side. */
  readonly correlationKey: string;
  readonly variables: JsonObject;
}

export interface OperationResult {
  readonly variables: JsonObject;
  readonly effects?: readonly DeskEffect[];
}

/**
 * The work of one `desk.…` job type, done in the transaction that completes the job, hence exactly once. A `BpmnError` is
 * for the model, a `Refusal` for the operator.
 */
export type Operation = (context: OperationContext, input: JsonObject) => Promise<OperationResult>;

/**
 * Checks what came in.
 *
 * @throws {Refusal} `desk.input` with the place of each mistake
 */
export function expectInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => ({
    place: `/${issue.path.join("/")}`,
    code: "desk.input",
    message: issue.message,
  }));
  const all = complaints.map(({ place, message }) => `${place}: ${message}`).join("; ");
  throw new Refusal("invalid", "desk.input", `Expected other input, but ${all}`, complaints);
}

/** A text that may be missing, null or blank; blank counts as missing, as forms send it. */
export const optionalText = z
  .string()
  .max(100_000)
  .nullish()
  .transform((text) => (text === undefined || text === null || text.trim() === "" ? null : text));

/** An id that may be missing or null. */
export const optionalId = z
  .uuid()
  .nullish()
  .transform((id) => id ?? null);

/** Of a ticket variable only its id counts; the rest is read fresh. */
export const ticketInput = z.object({ ticket: z.object({ id: z.uuid() }) });
