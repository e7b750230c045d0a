import { lazy, Suspense, type ReactNode } from "react";
import { Skeleton } from "../../kit/states.tsx";
import { whenReached } from "../../live/reach.ts";
import { useWords } from "../../words/language.tsx";
import { translate } from "../../words/translate.ts";
import { eventDefinition, extension, isA, textOf } from "../island/moddle.ts";
import type { Moddle } from "../island/moddle.ts";
import { PanelMenu } from "../templates/PanelMenu.tsx";
import { decidedBy, useOrigin } from "../templates/useOrigin.ts";
import { kindWords } from "./kinds.ts";
import { usePlace } from "./place.tsx";
import css from "./Panel.module.css";
import { Condition, Ways } from "./sections/Flow.tsx";
import { Documentation, General } from "./sections/General.tsx";
import { Loop } from "./sections/Loop.tsx";
import { Mapping } from "./sections/Mapping.tsx";
import { Assignment, FormChoice, Schedule } from "./sections/Person.tsx";
import { Subject } from "./sections/Process.tsx";
import { Timer } from "./sections/Timer.tsx";
import { Coded, ConditionOrLink, Message } from "./sections/Triggers.tsx";
import { Call, Decision, Job, Script } from "./sections/Work.tsx";

/** Fetched where an element was made from a template. */
const TemplateSection = lazy(() =>
  whenReached(() => import("../templates/TemplateSection.tsx")).then((part) => ({ default: part.TemplateSection })),
);

/** Everything there is to set on the chosen element, in the words of those who use it. */
export function Panel() {
  const { t, language } = useWords();
  const { owner } = usePlace();
  const name = textOf(owner, "name");
  const kind = translate(kindWords(owner), language);
  const origin = useOrigin(owner);
  return (
    <div className={css["panel"]}>
      <header className={css["head"]}>
        <div>
          <h2>{name === "" ? kind : name}</h2>
          {name !== "" && <p>{kind}</p>}
        </div>
        <PanelMenu />
      </header>
      <General />
      {origin !== null && (
        <Suspense fallback={<Skeleton rows={2} height={40} />}>
          <TemplateSection origin={origin} />
        </Suspense>
      )}
      {sectionsOf(owner, decidedBy(origin))}
      {isA(owner, "bpmn:Activity", "bpmn:CatchEvent", "bpmn:EndEvent") && <Mapping direction="output" />}
      {!isA(owner, "bpmn:TextAnnotation", "bpmn:Collaboration") && <Documentation />}
      {isA(owner, "bpmn:Process") && <p className={css["note"]}>{t("panel.chooseElement")}</p>}
    </div>
  );
}

/** Which elements have a section, and the extension element that it is about: where a template decides that one, it has its own fields. */
type Rule = readonly [(element: Moddle) => boolean, () => ReactNode, decided?: string];

const rules: readonly Rule[] = [
  [(element) => isA(element, "bpmn:Process"), () => <Subject key="subject" />],
  [(element) => isA(element, "bpmn:UserTask"), () => <Assignment key="assignment" />, "zeebe:AssignmentDefinition"],
  [
    (element) => isA(element, "bpmn:UserTask") || isPlainStart(element),
    () => <FormChoice key="form" />,
    "zeebe:FormDefinition",
  ],
  [(element) => isA(element, "bpmn:UserTask"), () => <Schedule key="schedule" />, "zeebe:TaskSchedule"],
  [handsOutWork, () => <Job key="job" />, "zeebe:TaskDefinition"],
  [(element) => isA(element, "bpmn:BusinessRuleTask"), () => <Decision key="decision" />, "zeebe:CalledDecision"],
  [(element) => isA(element, "bpmn:CallActivity"), () => <Call key="call" />, "zeebe:CalledElement"],
  [(element) => isA(element, "bpmn:ScriptTask"), () => <Script key="script" />, "zeebe:Script"],
  [hasTrigger("Timer"), () => <Timer key="timer" />],
  [hasMessage, () => <Message key="message" />],
  [hasTrigger("Signal", "Error", "Escalation"), () => <Coded key="coded" />],
  [hasTrigger("Conditional", "Link"), () => <ConditionOrLink key="condition" />],
  [(element) => isA(element, "bpmn:SequenceFlow"), () => <Condition key="flow" />],
  [(element) => isA(element, "bpmn:Gateway"), () => <Ways key="ways" />],
  [(element) => isA(element, "bpmn:Activity"), () => <Loop key="loop" />],
  [(element) => isA(element, "bpmn:Activity", "bpmn:ThrowEvent"), () => <Mapping key="inputs" direction="input" />],
];

function sectionsOf(element: Moddle, decided: ReadonlySet<string>): readonly ReactNode[] {
  return rules
    .filter(([applies, , type]) => applies(element) && (type === undefined || !decided.has(type)))
    .map(([, section]) => section());
}

function hasTrigger(...kinds: readonly string[]): (element: Moddle) => boolean {
  return (element) => kinds.some((kind) => eventDefinition(element)?.$type === `bpmn:${kind}EventDefinition`);
}

function hasMessage(element: Moddle): boolean {
  if (isA(element, "bpmn:ReceiveTask")) return true;
  if (isA(element, "bpmn:SendTask")) return extension(element, "zeebe:TaskDefinition") === undefined;
  return hasTrigger("Message")(element);
}

/** Service-like tasks, and message events that somebody has given a job. */
function handsOutWork(element: Moddle): boolean {
  if (isA(element, "bpmn:ServiceTask")) return true;
  if (isA(element, "bpmn:SendTask")) return true;
  return extension(element, "zeebe:TaskDefinition") !== undefined;
}

function isPlainStart(element: Moddle): boolean {
  return (
    isA(element, "bpmn:StartEvent") && isA(element.$parent, "bpmn:Process") && eventDefinition(element) === undefined
  );
}
