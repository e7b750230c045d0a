import { BookOpen, PencilLine } from "lucide-react";
import { Button } from "../../../kit/Button.tsx";
import { Picker } from "../../../kit/Picker.tsx";
import { useWords } from "../../../words/language.tsx";
import { connectorOf, type Connector } from "../../catalogue/connectors.ts";
import { Check } from "../../fields/Check.tsx";
import { Choose } from "../../fields/Choose.tsx";
import { Feel } from "../../fields/Feel.tsx";
import { Line } from "../../fields/Line.tsx";
import { connect } from "../../facts/connecting.ts";
import { extension, textOf } from "../../island/moddle.ts";
import { setExtension } from "../../island/write.ts";
import { NewPart } from "../NewPart.tsx";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";
import { Section } from "../Section.tsx";
import { Facts } from "./Facts.tsx";
import { Input } from "./Input.tsx";

/** The work a task hands out: a connector of ours with its inputs, or a job for a worker of one's own. */
export function Job() {
  const { t, pick } = useWords();
  const place = usePlace();
  const { owner, catalogue } = place;
  const definition = extension(owner, "zeebe:TaskDefinition");
  const type = textOf(definition, "type");
  const connector = connectorOf(type);
  return (
    <Section title={t("panel.job")}>
      <Choose
        label={t("panel.connector")}
        value={type}
        choices={catalogue.connectors}
        onChange={(next) => connect(place, next, place.variables())}
        help={connector === undefined ? t("panel.connectorHelp") : pick(connector.text)}
        takesOthers
      />
      {connector?.inputs.map((input) => (
        <Input key={input.name} input={input} />
      ))}
      {connector !== undefined && <Brings connector={connector} />}
      {type !== "" && (
        <Line
          label={t("panel.retries")}
          value={textOf(definition, "retries")}
          onChange={(retries) => setExtension(place, "zeebe:TaskDefinition", { retries })}
          placeholder="3"
        />
      )}
    </Section>
  );
}

/** What a connector leaves behind, and how it may end otherwise. */
function Brings({ connector: { outputs, errors = [] } }: { connector: Connector }) {
  const { t } = useWords();
  return (
    <>
      {outputs.length > 0 && <p className={css["note"]}>{t("panel.brings", { names: outputs.join(", ") })}</p>}
      {errors.length > 0 && <p className={css["note"]}>{t("panel.errors", { codes: errors.join(", ") })}</p>}
    </>
  );
}

/** Which rule set decides, with what, and where the verdict goes. */
export function Decision() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, catalogue, openPart } = place;
  const called = extension(owner, "zeebe:CalledDecision");
  const key = textOf(called, "decisionId");
  const result = textOf(called, "resultVariable");
  const isKnown = key === "" || key.startsWith("=") || catalogue.ruleSets.some((each) => each.id === key);
  const write = (attributes: Record<string, string>) => setExtension(place, "zeebe:CalledDecision", attributes);
  return (
    <Section title={t("panel.decision")}>
      <Choose
        label={t("panel.ruleSet")}
        value={key}
        choices={catalogue.ruleSets}
        onChange={(decisionId) => write({ decisionId })}
        error={isKnown ? undefined : t("panel.ruleSetUnknown")}
        help={t("panel.ruleSetHelp")}
        takesOthers
      />
      <Line
        label={t("panel.result")}
        value={result}
        onChange={(resultVariable) => write({ resultVariable })}
        help={t("panel.resultHelp")}
      />
      {key === "" && (
        <div className={css["row"]}>
          <NewPart
            kind="ruleSet"
            known={catalogue.ruleSets}
            onMade={(decisionId) =>
              write({ decisionId, resultVariable: result === "" ? camelCase(decisionId) : result })
            }
          />
        </div>
      )}
      {key !== "" && (
        <>
          <Facts />
          <Binding value={textOf(called, "bindingType")} onChange={(bindingType) => write({ bindingType })} />
          <div className={css["row"]}>
            <Button
              icon={isKnown ? <PencilLine aria-hidden="true" /> : <BookOpen aria-hidden="true" />}
              onPress={() => openPart("ruleSet", key)}
            >
              {isKnown ? t("panel.ruleSetOpen") : t("panel.ruleSetNew", { key })}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}

function camelCase(key: string): string {
  return key.replaceAll(/[_-]+([a-z0-9])/g, (_, next: string) => next.toUpperCase());
}

/** Which version is used: the newest, or the one released together with this process. */
export function Binding({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useWords();
  return (
    <Picker
      label={t("panel.binding")}
      value={value === "deployment" ? "deployment" : "latest"}
      choices={[
        { id: "latest", name: t("binding.latest") },
        { id: "deployment", name: t("binding.deployment") },
      ]}
      onChange={(id) => onChange(id === "deployment" ? "deployment" : "")}
    />
  );
}

/** Which process is called and what it sees. */
export function Call() {
  const { t } = useWords();
  const place = usePlace();
  const { owner, catalogue } = place;
  const called = extension(owner, "zeebe:CalledElement");
  const write = (attributes: Record<string, string | boolean>) =>
    setExtension(place, "zeebe:CalledElement", attributes);
  const takes = (name: string) => called?.[name] !== false;
  return (
    <Section title={t("panel.call")}>
      <Choose
        label={t("panel.calledProcess")}
        value={textOf(called, "processId")}
        choices={catalogue.processes}
        onChange={(processId) => write({ processId })}
        help={t("panel.calledHelp")}
        takesOthers
      />
      <Binding value={textOf(called, "bindingType")} onChange={(bindingType) => write({ bindingType })} />
      <Check
        label={t("panel.allIn")}
        value={takes("propagateAllParentVariables")}
        onChange={(isOn) => write({ propagateAllParentVariables: isOn })}
      />
      <Check
        label={t("panel.allOut")}
        value={takes("propagateAllChildVariables")}
        onChange={(isOn) => write({ propagateAllChildVariables: isOn })}
      />
    </Section>
  );
}

/** A FEEL script and where its result goes. */
export function Script() {
  const { t } = useWords();
  const place = usePlace();
  const script = extension(place.owner, "zeebe:Script");
  const write = (attributes: Record<string, string>) => setExtension(place, "zeebe:Script", attributes);
  return (
    <Section title={t("panel.script")}>
      <Feel
        isAlwaysFeel
        label={t("panel.expression")}
        value={textOf(script, "expression")}
        onChange={(expression) => write({ expression })}
      />
      <Line
        label={t("panel.result")}
        value={textOf(script, "resultVariable")}
        onChange={(resultVariable) => write({ resultVariable })}
      />
    </Section>
  );
}
