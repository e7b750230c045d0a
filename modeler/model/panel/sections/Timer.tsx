import { Picker } from "../../../kit/Picker.tsx";
import { useWords } from "../../../words/language.tsx";
import { Check } from "../../fields/Check.tsx";
import { Feel } from "../../fields/Feel.tsx";
import { Known } from "../../fields/Known.tsx";
import { When } from "../../fields/When.tsx";
import { eventDefinition, extension, one, textOf } from "../../island/moddle.ts";
import type { Moddle } from "../../island/moddle.ts";
import { addExtension, make, removeExtension, setExtension, setModel } from "../../island/write.ts";
import { usePlace } from "../place.tsx";
import { Section } from "../Section.tsx";

const kinds = ["timeDuration", "timeDate", "timeCycle"] as const;
type Kind = (typeof kinds)[number];

/** When a timer fires: after a duration, at a date or again and again; in service time when opening hours count. */
export function Timer() {
  const { t } = useWords();
  const place = usePlace();
  const definition = eventDefinition(place.owner);
  if (definition === undefined) return null;
  const kind = kinds.find((one_) => one(definition, one_) !== undefined) ?? "timeDuration";
  const value = textOf(one(definition, kind), "body");
  const write = (next: Kind, body: string) => setModel(place, definition, timesOf(next, body));
  const timesOf = (next: Kind, body: string) => {
    const made = make(place.island, definition, "bpmn:FormalExpression", { body });
    return Object.fromEntries(
      kinds.map((each) => [each, each === next && (body !== "" || next !== "timeDuration") ? made : undefined]),
    );
  };
  return (
    <Section title={t("panel.timer")}>
      <Picker
        label={t("timer.kind")}
        value={kind}
        choices={kinds.map((id) => ({ id, name: t(`timer.${id}`) }))}
        onChange={(id) => write(kinds.find((each) => each === id) ?? "timeDuration", id === kind ? value : "")}
      />
      {kind === "timeDuration" && (
        <When
          label={t("timer.after")}
          value={value}
          onChange={(body) => write(kind, body)}
          help={t("timer.afterHelp")}
        />
      )}
      {kind === "timeDate" && (
        <Feel label={t("timer.at")} value={value} onChange={(body) => write(kind, body)} help={t("timer.atHelp")} />
      )}
      {kind === "timeCycle" && (
        <Feel
          label={t("timer.every")}
          value={value}
          onChange={(body) => write(kind, body)}
          help={t("timer.everyHelp")}
        />
      )}
      <ServiceTime definition={definition} />
    </Section>
  );
}

/** What counts opening hours only: `ablauf:serviceTime` on the event, or its definition, or the task. */
export function ServiceTime({ definition }: { definition?: Moddle }) {
  const { t } = useWords();
  const place = usePlace();
  const holder =
    extension(place.owner, "ablauf:ServiceTime") === undefined &&
    definition !== undefined &&
    extension(definition, "ablauf:ServiceTime") !== undefined
      ? { ...place, owner: definition }
      : place;
  const service = extension(holder.owner, "ablauf:ServiceTime");
  const toggle = (isOn: boolean) => {
    if (isOn) addExtension(holder, "ablauf:ServiceTime", {});
    else if (service !== undefined) removeExtension(holder, service);
  };
  return (
    <>
      <Check label={t("timer.service")} value={service !== undefined} onChange={toggle} />
      {service !== undefined && (
        <Known
          label={t("timer.calendar")}
          value={textOf(service, "calendar")}
          choices={place.catalogue.calendars}
          onChange={(calendar) => setExtension(holder, "ablauf:ServiceTime", { calendar }, true)}
          written="plain"
          help={t("timer.calendarHelp")}
          unknown={(key) => t("timer.calendarUnknown", { key })}
        />
      )}
    </>
  );
}
