import type { Element } from "diagram-js/lib/model/Types";
import { Picker } from "../../../kit/Picker.tsx";
import { useWords } from "../../../words/language.tsx";
import { Check } from "../../fields/Check.tsx";
import { Feel } from "../../fields/Feel.tsx";
import { isA, many, one, textOf } from "../../island/moddle.ts";
import type { Moddle } from "../../island/moddle.ts";
import { make, setOwn } from "../../island/write.ts";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";
import { Section } from "../Section.tsx";

const splits = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway", "bpmn:ComplexGateway"];

/** When a flow is taken: by a condition, or because no other is. */
export function Condition() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, island } = place;
  const source = one(owner, "sourceRef");
  const drawn = island.registry.get(source?.id ?? "") as Element | undefined; // a node of the diagram that is shown
  const isDefault = one(source, "default") === owner;
  const canHave = isA(source, ...splits, "bpmn:Activity");
  if (!canHave || source === undefined) return null;
  const writeCondition = (body: string) =>
    setOwn(place, {
      conditionExpression: body === "" ? undefined : make(island, owner, "bpmn:FormalExpression", { body }),
    });
  const makeDefault = (isOn: boolean) =>
    drawn !== undefined && setOwn({ ...place, element: drawn }, { default: isOn ? owner : undefined });
  return (
    <Section title={t("panel.condition")}>
      <Check label={t("panel.isDefault")} value={isDefault} onChange={makeDefault} />
      {isDefault ? (
        <p className={css["note"]}>{t("panel.defaultHelp")}</p>
      ) : (
        <Feel
          isAlwaysFeel
          label={t("panel.takenWhen")}
          value={textOf(one(owner, "conditionExpression"), "body")}
          onChange={writeCondition}
          placeholder={'decision = "approved"'}
          help={t("panel.takenWhenHelp")}
        />
      )}
    </Section>
  );
}

/** The ways out of a gateway with their conditions, all in one place. */
export function Ways() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, island } = place;
  const flows = many(owner, "outgoing");
  if (!isA(owner, ...splits) || flows.length < 2) return null;
  const fallback = one(owner, "default");
  const write = (flow: Moddle, body: string) => {
    const drawn = island.registry.get(flow.id ?? "") as Element | undefined; // a flow of the diagram that is shown
    if (drawn === undefined) return;
    const conditionExpression = body === "" ? undefined : make(island, flow, "bpmn:FormalExpression", { body });
    setOwn({ ...place, element: drawn }, { conditionExpression });
  };
  return (
    <Section title={t("panel.ways")}>
      {flows
        .filter((flow) => flow !== fallback)
        .map((flow) => (
          <Feel
            key={flow.id}
            isAlwaysFeel
            label={wayName(flow, t("panel.unnamed"))}
            value={textOf(one(flow, "conditionExpression"), "body")}
            onChange={(body) => write(flow, body)}
          />
        ))}
      <Picker
        label={t("panel.otherwise")}
        value={fallback?.id ?? "-"}
        choices={[
          { id: "-", name: t("panel.noDefault") },
          ...flows.map((flow) => ({ id: flow.id ?? "", name: wayName(flow, t("panel.unnamed")) })),
        ]}
        onChange={(id) => setOwn(place, { default: flows.find((flow) => flow.id === id) })}
        help={t("panel.otherwiseHelp")}
      />
    </Section>
  );
}

function wayName(flow: Moddle, unnamed: string): string {
  const target = textOf(one(flow, "targetRef"), "name");
  const name = textOf(flow, "name");
  return `${name === "" ? unnamed : name} → ${target === "" ? (one(flow, "targetRef")?.id ?? "") : target}`;
}
