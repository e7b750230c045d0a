import type { Labels } from "../../../api/types.ts";
import { useWords } from "../../../words/language.tsx";
import { pairsOf, setPairs } from "../../facts/mapping.ts";
import { Feel } from "../../fields/Feel.tsx";
import { extension, textOf } from "../../island/moddle.ts";
import { useNewestBody } from "../../useNewestBody.ts";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";

/** A fact that a rule set looks at. */
export type Fact = { readonly name: string; readonly label: Labels };

/** What the chosen rule set looks at, and from where each of it comes. */
export function Facts() {
  const { t, pick } = useWords();
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
      {facts.map(({ name, label }) => (
        <Feel
          key={name}
          isAlwaysFeel
          label={pick(label) === "" ? name : pick(label)}
          value={sourceOf(name)}
          onChange={(source) => change(name, source === "=" ? "" : source)}
          help={sourceOf(name) === "" ? t("panel.factHelp", { name }) : undefined}
        />
      ))}
    </div>
  );
}

/** The facts of the rule set that the element decides by; none when it has none or takes it from an expression. */
export function useFacts(): readonly Fact[] {
  const { owner, draft } = usePlace();
  const body = useNewestBody(draft, "ruleSet", textOf(extension(owner, "zeebe:CalledDecision"), "decisionId"));
  const inputs: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "inputs") : null;
  return Array.isArray(inputs) ? (inputs as readonly Fact[]) : []; // as rule sets are stored
}
