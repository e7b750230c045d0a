/**
 * What a property is called, by the path below its element. The first pattern that fits says it; what is in brackets
 * (the target of a mapping, the key of a header) becomes the subject.
 */
const codes: readonly (readonly [RegExp, string])[] = [
  [/^@\$type$/, "type"],
  [/^@\$parent$/, "container"],
  [/^@lanes$/, "lane"],
  [/^@name$/, "name"],
  [/^@id$/, "id"],
  [/^@text$|^\/text@/, "text"],
  [/^@isExecutable$/, "executable"],
  [/^@sourceRef$/, "source"],
  [/^@targetRef$/, "target"],
  [/^@default$/, "default"],
  [/^@attachedToRef$/, "attachedTo"],
  [/^@cancelActivity$|^@isInterrupting$/, "interrupting"],
  [/^@processRef$/, "process"],
  [/^@calledElement$/, "called"],
  [/^@script$|^\/script@/, "script"],
  [/^@scriptFormat$/, "scriptFormat"],
  [/^@triggeredByEvent$/, "eventSubProcess"],
  [/^@isForCompensation$/, "compensation"],
  [/^\/conditionExpression/, "condition"],
  [/^\/documentation/, "documentation"],
  [/\/timeDate(?:@|$)/, "timer.date"],
  [/\/timeDuration(?:@|$)/, "timer.duration"],
  [/\/timeCycle(?:@|$)/, "timer.cycle"],
  [/@messageRef$/, "message"],
  [/@signalRef$/, "signal"],
  [/@errorRef$/, "error"],
  [/@escalationRef$/, "escalation"],
  [/@activityRef$/, "compensates"],
  [/\[ConditionalEventDefinition\]\/condition/, "condition"],
  [/\[LinkEventDefinition\]@name$/, "link"],
  [/^\/eventDefinitions/, "event"],
  [/^\/loopCharacteristics/, "loop"],
  [/^\/(?:ioSpecification|dataInputAssociations|dataOutputAssociations|properties)/, "data"],
  [/^\/resources/, "performer"],
  [/@\$order:lanes$/, "laneOrder"],
  [/@\$order:/, "order"],
  [/^\/extensionElements.*(?:input|inputParameter)(?:\||[\]@])/i, "input"],
  [/^\/extensionElements.*(?:output|outputParameter)(?:\||[\]@])/i, "output"],
  [/^\/extensionElements.*(?:header)(?:\||[\]@s])/i, "header"],
  [/^\/extensionElements.*listener/i, "listener"],
  [/^\/extensionElements.*\[zeebe:taskDefinition\]@type$/, "job"],
  [/^\/extensionElements.*\[zeebe:taskDefinition\]@retries$/, "retries"],
  [/^\/extensionElements.*(?:formDefinition|formData|formField|userTaskForm)/, "form"],
  [/^\/extensionElements.*(?:calledDecision|ruleSet)/, "decision"],
  [/^\/extensionElements.*calledElement/, "called"],
  [/^\/extensionElements.*(?:assignmentDefinition|taskSchedule|priorityDefinition)/, "assignment"],
  [/^\/extensionElements.*\[\w+:text\|lang=/, "translation"],
  [/^\/extensionElements/, "extension"],
  [/^@(?:camunda|flowable|activiti):(?:assignee|candidateUsers|candidateGroups)$/, "assignment"],
  [/^@(?:camunda|flowable|activiti):formKey$/, "form"],
  [/^@@?[\w.-]+:/, "attribute"],
];

/** The stable code of a property, for words and for programs. `property` when there is no word for it. */
export function codeOf(path: string): string {
  const normal = path.replace(/@@/g, "@");
  return codes.find(([pattern]) => pattern.test(normal))?.[1] ?? "property";
}

/** What makes the property one of several: `target=upn`, `lang=en`, the name of an attribute. Empty when it stands alone. */
export function subjectOf(path: string): string {
  const named = [...path.matchAll(/\|(?:\w+=)?([^\]]*)\]/g)].at(-1)?.[1];
  const attribute = path.slice(path.lastIndexOf("@") + 1);
  const code = codeOf(path);
  if (named !== undefined)
    return ["$body", "source", "target", "value", "body"].includes(attribute) ? named : `${named}.${attribute}`;
  return ["property", "extension", "attribute", "data", "loop", "event", "listener"].includes(code) ? tail(path) : "";
}

function tail(path: string): string {
  const [, place = "", attribute = ""] = /^(.*?)@?@([^@]*)$/.exec(path) ?? [];
  const inner =
    place
      .split("/")
      .at(-1)
      ?.replace(/^\w+\[(.*)\]$/, "$1")
      .replace(/~\w+$/, "") ?? "";
  return [inner, attribute].filter((each) => each !== "" && each !== "body" && each !== "$body").join(".");
}
