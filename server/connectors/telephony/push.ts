import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import type { CallEvent } from "../frame/ports.ts";
import { storableText } from "../storable.ts";

const shape = z.object({
  event: z.enum(["newCall", "answer", "hangup"]),
  callId: z.string().min(1).max(200),
  from: z.string().max(60),
  to: z.string().max(60).default(""),
  direction: z.enum(["in", "out"]).default("in"),
  user: z.string().max(200).optional(),
});

/**
 * Reads a push of sipgate.io's manner, as Zammad's generic CTI takes it too: a form with `event`, `callId`, `from`, `to`,
 * `direction` and `user` or `user[]`.
 *
 * @throws {Refusal} `call.shape`
 */
export function readPush(body: string): CallEvent {
  const form = new URLSearchParams(body);
  const value = (name: string) => form.get(name) ?? undefined;
  const given = {
    event: value("event"),
    callId: value("callId") ?? value("call_id"),
    from: value("from"),
    to: value("to"),
    direction: value("direction"),
    user: value("user") ?? value("user[]") ?? value("answeringNumber"),
  };
  const result = shape.safeParse(given);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Refusal(
      "invalid",
      "call.shape",
      `Expected a call as sipgate.io pushes it, but ${issue?.path.join(".")}: ${issue?.message}`,
    );
  }
  const { event, callId, from, to, direction, user } = result.data;
  return {
    kind: event,
    callId: storableText(callId),
    from: e164(from),
    to: e164(to),
    direction,
    user: user === undefined ? null : storableText(user),
  };
}

/** A number with its country code and `+`; what is no number (anonymous) stays as it is. */
function e164(number: string): string {
  const digits = number.replaceAll(/[\s()/.-]/g, "");
  if (/^\+\d{4,20}$/.test(digits)) return digits;
  if (/^00\d{4,20}$/.test(digits)) return `+${digits.slice(2)}`;
  return /^\d{6,20}$/.test(digits) ? `+${digits}` : storableText(number);
}
