import { body, one } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { hasTime, isProcessStart, unquoted } from "../reading/events.ts";
import { isReadable } from "../time/schedule.ts";
import { isExecutable, nameOf } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** Timers (10.5.5). */
export const timerRules: readonly Rule[] = [
  {
    code: "ext.131",
    reference: "10.5.5",
    on: ["bpmn:TimerEventDefinition"],
    check(definition) {
      const given = ["timeDate", "timeDuration", "timeCycle"].filter((name) => one(definition, name));
      const event = nameOf(definition.$parent ?? definition);
      if (given.length > 1)
        return `Expected one of date, duration and cycle at ${event}, but there are ${given.length}.`;
      return undefined;
    },
  },
  {
    code: "coverage.timer",
    reference: "10.5.5",
    on: ["bpmn:TimerEventDefinition"],
    check(definition) {
      if (hasTime(definition) || !isExecutable(definition) || isProcessStart(definition.$parent)) return undefined;
      return `Expected a date, duration or cycle at ${nameOf(definition.$parent ?? definition)}, but there is none.`;
    },
  },
  {
    code: "ext.132",
    reference: "10.5.5",
    on: ["bpmn:TimerEventDefinition"],
    check: timerProblem,
  },
];

const timerKinds = [
  ["timeDate", "date"],
  ["timeDuration", "duration"],
  ["timeCycle", "cycle"],
] as const;

/** A time that is no expression has to be ISO 8601 or cron as it stands. */
function timerProblem(definition: Element): string | undefined {
  if (!isExecutable(definition)) return undefined;
  for (const [name, kind] of timerKinds) {
    const element = one(definition, name);
    const expression = body(element);
    if (element && expression === undefined)
      return `Expected a time in ${name} of ${nameOf(definition.$parent ?? definition)}, but it is empty.`;
    if (expression === undefined || /^=|[$#]\{/.test(expression)) continue;
    if (!isReadable({ kind, expression: unquoted(expression) }))
      return `Expected a ${kind} of ISO 8601 at ${nameOf(definition.$parent ?? definition)}, but "${expression.slice(0, 80)}" is none.`;
  }
  return undefined;
}
