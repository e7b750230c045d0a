import type { Labels } from "../../../api/types.ts";
import { useWords } from "../../../words/language.tsx";
import { pairsOf, setPairs } from "../../facts/mapping.ts";
import { Feel } from "../../fields/Feel.tsx";
import { Known } from "../../fields/Known.tsx";
import { extension, textOf } from "../../island/moddle.ts";
import { useNewestBody } from "../../useNewestBody.ts";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";

/** A fact that a rule set looks at. */
export type Fact = {
  readonly name: string;
  readonly label: Labels;
  /** What it can be, where that is a list. */
  readonly values?: readonly { readonly value: string; readonly label: Labels }[];
};

/** What the chosen rule set looks at, and from where each of it comes. */
export function Facts() {
  const { t } = useWords();
  const place = usePlace();
  const facts = useFacts();
  const pairs = pairsOf(place.owner, "input");
  const sourceOf = (name: string) => pairs.find((pair) => pair.target === name)?.source ?? "";
  const change = (name: string, source: string) => {
    const others = pairs.filter(({ target }) => !facts.some((fact) => fact.name === target));
    const given = facts.map((fact) => ({
      target: fact.name,
      source: fact.name === name ? source : sourceOf(fact.name),
    }));
    // One input alone would hide every variable: the facts that have none keep the variable of their name.
    const isGiven = given.some((each) => each.source !== "");
    const filled = given.map((each) => (each.source === "" ? { ...each, source: `=${each.target}` } : each));
    setPairs(place, "input", isGiven ? [...others, ...filled] : others);
  };
  if (facts.length === 0) return null;
  return (
    <div className={css["facts"]} role="group" aria-label={t("panel.facts")}>
      <h3>{t("panel.facts")}</h3>
      {facts.map((fact) => (
        <FactInput
          key={fact.name}
          fact={fact}
          value={sourceOf(fact.name)}
          onChange={(source) => change(fact.name, source === "=" ? "" : source)}
        />
      ))}
    </div>
  );
}

type InputProps = { readonly fact: Fact; readonly value: string; readonly onChange: (source: string) => void };

/** From where a fact comes; one that the rule set has values for (an SLA class, a priority) is also chosen from these. */
function FactInput({ fact: { name, label, values }, value, onChange }: InputProps) {
  const { t, pick } = useWords();
  const isOwn = value === "" || value === `=${name}`;
  const said = {
    label: pick(label) === "" ? name : pick(label),
    value: isOwn ? "" : value,
    onChange,
    help: isOwn ? t("panel.factHelp", { name }) : undefined,
  };
  if (values === undefined || values.length === 0) return <Feel {...said} isAlwaysFeel />;
  const choices = values.map((one) => ({ id: one.value, name: pick(one.label), hint: one.value }));
  return (
    <Known
      {...said}
      choices={choices}
      written="text"
      unknown={(text) => t("panel.factUnknown", { text, names: choices.map((choice) => choice.name).join(", ") })}
    />
  );
}

/** The facts of the rule set that the element decides by; none when it has none or takes it from an expression. */
export function useFacts(): readonly Fact[] {
  const { owner, draft } = usePlace();
  const body = useNewestBody(draft, "ruleSet", textOf(extension(owner, "zeebe:CalledDecision"), "decisionId"));
  const inputs: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "inputs") : null;
  return Array.isArray(inputs) ? (inputs as readonly Fact[]) : []; // as rule sets are stored
}
