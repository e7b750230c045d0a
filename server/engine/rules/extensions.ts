import { isA, many } from "../reading/element.ts";
import type { Element } from "../reading/element.ts";
import { attribute, camundaAttribute, camundaExtensions, extension } from "../reading/extensions.ts";
import { activityTypes, eventTypes, isExecutable, nameOf } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** Extensions of other engines that change what happens (8.2.3), and that nothing here does: refused rather than left out. */
export const extensionRules: readonly Rule[] = [
  {
    code: "coverage.extension",
    reference: "8.2.3",
    on: [...activityTypes, ...eventTypes],
    check(element) {
      if (!isExecutable(element)) return undefined;
      for (const [name, reason] of notHere) {
        if (camundaAttribute(element, name) !== undefined || camundaExtensions(element, name).length > 0)
          return `Expected what runs at ${nameOf(element)}, but "${name}" ${reason}.`;
      }
      const reason = scriptElsewhere(element) ?? gatheredByAdHoc(element) ?? boundToTag(element) ?? calendarOf(element);
      return reason && `Expected what runs at ${nameOf(element)}, but ${reason}.`;
    },
  },
  {
    code: "coverage.extension.part",
    reference: "8.2.3",
    isAdvice: true,
    on: ["bpmn:CallActivity"],
    check(call) {
      if (camundaAttribute(call, "idVariableName") === undefined || !isExecutable(call)) return undefined;
      return `Expected nothing to wait for the variable "idVariableName" of ${nameOf(call)}, since it stays empty, but it is asked for.`;
    },
  },
  {
    code: "coverage.correlation",
    reference: "8.3.2",
    isAdvice: true,
    on: ["bpmn:CorrelationSubscription"],
    check(subscription) {
      const owner = subscription.$parent ?? subscription;
      return `Expected messages of ${nameOf(owner)} to meet by name and the key of each message, but it has a correlation subscription, which is not looked at.`;
    },
  },
];

/** Attributes or extension elements of the Camunda 7 family, each with why not. */
const notHere: readonly (readonly [name: string, reason: string])[] = [
  ["variableMappingClass", "is foreign code, and there is none here"],
  ["variableMappingDelegateExpression", "is foreign code, and there is none here"],
  ["errorEventDefinition", "turns what a worker says into errors; workers report errors themselves"],
  ["eventType", "is an event of a registry that is not there"],
];

function scriptElsewhere(task: Element): string | undefined {
  if (!isA(task, "bpmn:ScriptTask") || camundaAttribute(task, "resource") === undefined) return undefined;
  return `its "resource" is a script in another file`;
}

function gatheredByAdHoc(scope: Element): string | undefined {
  const adHoc = extension(scope, "zeebe", "adHoc");
  if (attribute(adHoc, "outputCollection") === undefined) return undefined;
  return `its "outputCollection" gathers what its activities give, which a loop does here`;
}

/** Versions have numbers and releases, no tags. */
function boundToTag(element: Element): string | undefined {
  const bound = ["calledElement", "calledDecision", "formDefinition"].map((name) =>
    attribute(extension(element, "zeebe", name), "bindingType"),
  );
  const others = ["calledElementBinding", "decisionRefBinding", "formRefBinding"];
  const isTagged = [...bound, ...others.map((name) => camundaAttribute(element, name))].includes("versionTag");
  return isTagged ? `it is bound to a "versionTag", and versions have none` : undefined;
}

const usualCalendars: ReadonlySet<string> = new Set(["duration", "cycle", "dueDate"]);

function calendarOf(element: Element): string | undefined {
  const holders = [element, ...many(element, "eventDefinitions")];
  const [name] = holders.flatMap((holder) => camundaAttribute(holder, "businessCalendarName") ?? []);
  return name === undefined || usualCalendars.has(name) || /[$#]\{/.test(name)
    ? undefined
    : `its "businessCalendarName" is a calendar of another engine; service time counts in calendars here`;
}
