import { useWords } from "../../../words/language.tsx";
import { Choose } from "../../fields/Choose.tsx";
import { Feel } from "../../fields/Feel.tsx";
import { Line } from "../../fields/Line.tsx";
import { definitionsOf, eventDefinition, extension, isA, many, one, textOf } from "../../island/moddle.ts";
import type { Moddle } from "../../island/moddle.ts";
import { make, rootElement, setExtension, setModel, setOwn, together } from "../../island/write.ts";
import { usePlace } from "../place.tsx";
import { Section } from "../Section.tsx";

/** The message an event or task sends or waits for, and the key that brings both together. */
export function Message() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, island } = place;
  const definition = eventDefinition(owner) ?? owner;
  const message = one(definition, "messageRef");
  const throws = isA(owner, "bpmn:ThrowEvent", "bpmn:SendTask");
  const isStart = isA(owner, "bpmn:StartEvent") && isA(owner.$parent, "bpmn:Process");
  const names = rootNames(owner, "bpmn:Message", "name");
  const choose = (name: string) =>
    together(island, () => {
      const messageRef = name === "" ? undefined : rootElement(place, "bpmn:Message", "name", name);
      if (definition === owner) setOwn(place, { messageRef });
      else setModel(place, definition, { messageRef });
    });
  return (
    <Section title={t("panel.message")}>
      <Choose
        label={t("panel.messageName")}
        value={textOf(message, "name")}
        choices={names}
        onChange={choose}
        takesOthers
        help={t("panel.messageHelp")}
      />
      {throws && (
        <Feel
          isAlwaysFeel
          label={t("panel.publishKey")}
          value={textOf(extension(owner, "ablauf:Publish"), "correlationKey")}
          onChange={(correlationKey) => setExtension(place, "ablauf:Publish", { correlationKey })}
          help={t("panel.publishKeyHelp")}
        />
      )}
      {!throws && !isStart && message !== undefined && (
        <Feel
          isAlwaysFeel
          label={t("panel.correlationKey")}
          value={textOf(extension(message, "zeebe:Subscription"), "correlationKey")}
          onChange={(correlationKey) =>
            setExtension({ ...place, owner: message }, "zeebe:Subscription", { correlationKey })
          }
          help={t("panel.correlationKeyHelp")}
        />
      )}
    </Section>
  );
}

const coded = {
  "bpmn:SignalEventDefinition": { type: "bpmn:Signal", reference: "signalRef", key: "name", title: "panel.signal" },
  "bpmn:ErrorEventDefinition": { type: "bpmn:Error", reference: "errorRef", key: "errorCode", title: "panel.error" },
  "bpmn:EscalationEventDefinition": {
    type: "bpmn:Escalation",
    reference: "escalationRef",
    key: "escalationCode",
    title: "panel.escalation",
  },
} as const;

/** The signal, error or escalation of an event, by its name or code. */
export function Coded() {
  const { t } = useWords();
  const place = usePlace();
  const definition = eventDefinition(place.owner);
  const kind = Object.entries(coded).find(([type]) => type === definition?.$type)?.[1];
  if (kind === undefined || definition === undefined) return null;
  const choose = (value: string) =>
    together(place.island, () =>
      setModel(place, definition, {
        [kind.reference]: value === "" ? undefined : rootElement(place, kind.type, kind.key, value),
      }),
    );
  return (
    <Section title={t(kind.title)}>
      <Choose
        label={t(kind.title)}
        value={textOf(one(definition, kind.reference), kind.key)}
        choices={rootNames(place.owner, kind.type, kind.key)}
        onChange={choose}
        takesOthers
        help={t("panel.codeHelp")}
      />
    </Section>
  );
}

/** The condition of a conditional event, or the name that joins two link events. */
export function ConditionOrLink() {
  const { t } = useWords();
  const place = usePlace();
  const definition = eventDefinition(place.owner);
  if (definition === undefined) return null;
  if (definition.$type === "bpmn:LinkEventDefinition")
    return (
      <Section title={t("panel.link")}>
        <Line
          label={t("panel.linkName")}
          value={textOf(definition, "name")}
          onChange={(name) => setModel(place, definition, { name })}
        />
      </Section>
    );
  const write = (body: string) =>
    setModel(place, definition, { condition: make(place.island, definition, "bpmn:FormalExpression", { body }) });
  return (
    <Section title={t("panel.condition")}>
      <Feel
        isAlwaysFeel
        label={t("panel.condition")}
        value={textOf(one(definition, "condition"), "body")}
        onChange={write}
      />
    </Section>
  );
}

/** What root elements of a type are called already. */
function rootNames(owner: Moddle, type: string, key: string) {
  const names = many(definitionsOf(owner), "rootElements")
    .filter((root) => root.$type === type)
    .map((root) => textOf(root, key));
  return [...new Set(names)].filter((name) => name !== "").map((name) => ({ id: name, name }));
}
