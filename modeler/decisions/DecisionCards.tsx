import { Check, CornerDownRight, Scale, X } from "lucide-react";
import type { DecisionExplained } from "../api/types.ts";
import { Chip } from "../kit/Chip.tsx";
import { Fold } from "../kit/Fold.tsx";
import { useValueText } from "../kit/valueText.ts";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { explain, labelOf, standing, wordsFor, type Explanation, type Named } from "./explain.ts";
import { byRuleSet } from "./group.ts";
import css from "./Decisions.module.css";
import { learn } from "../words/dictionary.ts";
import { decisionWords } from "../words/decisions.ts";
import { tags } from "../words/tags.ts";

learn(decisionWords);

/** Each decision with its reason in plain words, and every row of the rule set for who wants to know. */
export function DecisionCards({ decisions }: { decisions: readonly DecisionExplained[] }) {
  const { t } = useWords();
  if (decisions.length === 0) return null;
  return (
    <section className={css["card"]} aria-labelledby="decisions-title">
      <h2 id="decisions-title">{t("decision.title")}</h2>
      <ol className={css["list"]}>
        {byRuleSet(decisions).map(({ latest, earlier }) => (
          <li key={latest.ruleSetKey}>
            <DecisionCard decision={latest} />
            {earlier.length > 0 && <Earlier decisions={earlier} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Earlier({ decisions }: { decisions: readonly DecisionExplained[] }) {
  const { t } = useWords();
  return (
    <Fold className={css["why"]} summary={t("decision.earlier", { count: decisions.length })}>
      <ol className={css["earlier"]}>
        {decisions.map((decision) => (
          <li key={decision.id}>
            <DecisionCard decision={decision} />
          </li>
        ))}
      </ol>
    </Fold>
  );
}

/** One decision. */
export function DecisionCard({ decision }: { decision: DecisionExplained }) {
  const { t, pick, language } = useWords();
  const say = useSay();
  const told = explain(decision);
  return (
    <article className={css["decision"]}>
      <header className={css["head"]}>
        <Scale size={17} aria-hidden="true" />
        <div>
          <h3>{pick(decision.ruleSetLabel)}</h3>
          <p className={css["meta"]}>
            {t("decision.version", { version: decision.ruleSetVersion })} · {instantText(decision.decidedAt, language)}
          </p>
        </div>
      </header>
      <p className={css["verdict"]}>
        {told.verdict.length === 0 && <Chip>{t("decision.nothing")}</Chip>}
        {told.verdict.map((one) => (
          <Chip key={`${one.name.en}${say(one)}`} tone="info">
            {pick(one.name)}: {say(one)}
          </Chip>
        ))}
      </p>
      <Because told={told} />
      <Fold className={css["why"]} summary={t("decision.why", { count: decision.rows.length })}>
        <ol className={css["rows"]}>
          {decision.rows.map((row, index) => (
            <RuleRow key={row.id} decision={decision} row={row} number={index + 1} />
          ))}
        </ol>
      </Fold>
    </article>
  );
}

function Because({ told }: { told: Explanation }) {
  const { t, pick, language } = useWords();
  const say = useSay();
  const and = new Intl.ListFormat(tags[language], { type: "conjunction" });
  if (told.reasons.length === 0) return <p className={css["because"]}>{t("decision.noRow")}</p>;
  return (
    <>
      {told.reasons.map((reason) => (
        <p key={reason.row} className={css["because"]}>
          {reason.conditions.length === 0
            ? t("decision.always", { row: reason.row })
            : t("decision.because", {
                row: reason.row,
                conditions: and.format(
                  reason.conditions.map((one) => t("decision.is", { name: pick(one.name), value: say(one) })),
                ),
              })}
          {reason.note !== undefined && <em> {pick(reason.note)}</em>}
        </p>
      ))}
      {told.shadowed > 0 && <p className={css["meta"]}>{t("decision.shadowed", { count: told.shadowed })}</p>}
    </>
  );
}

const standings = { hit: "decision.hit", shadowed: "decision.tooLate", missed: "decision.missed" } as const;
const marks = { hit: Check, shadowed: CornerDownRight, missed: X };

type RuleRowProps = {
  readonly decision: DecisionExplained;
  readonly row: DecisionExplained["rows"][number];
  readonly number: number;
};

function RuleRow({ decision, row, number }: RuleRowProps) {
  const { t, pick } = useWords();
  const say = useSay();
  const valueIn = (columns: DecisionExplained["inputs"], name: string) => (value: unknown) =>
    say({ value, words: wordsFor(columns, name, value) });
  const state = standing(row);
  const Mark = marks[state];
  const asked = row.conditions;
  return (
    <li className={css["row"]} data-state={state}>
      <p className={css["rowHead"]}>
        <Mark size={15} aria-hidden="true" />
        <strong>{t("decision.row", { row: number })}</strong>
        <span>{t(standings[state])}</span>
      </p>
      <ul>
        {asked.map((condition) => (
          <li key={condition.input} data-holds={condition.holds}>
            <span className="unseen">{t(condition.holds ? "decision.holds" : "decision.fails")}</span>
            {t("decision.compared", {
              name: pick(labelOf(decision.inputs, condition.input)),
              expected: expectedText(condition.expected, valueIn(decision.inputs, condition.input)),
              actual: valueIn(decision.inputs, condition.input)(condition.actual),
            })}
          </li>
        ))}
        {asked.length === 0 && <li>{t("decision.anything")}</li>}
      </ul>
      <p className={css["then"]}>
        →{" "}
        {Object.entries(row.then)
          .map(([name, value]) => `${pick(labelOf(decision.outputs, name))}: ${valueIn(decision.outputs, name)(value)}`)
          .join(", ")}
      </p>
    </li>
  );
}

/** A value in the words of its rule set, else as any value is written. */
function useSay(): (one: Pick<Named, "value" | "words">) => string {
  const { pick } = useWords();
  const valueText = useValueText();
  return ({ value, words }) => (words === undefined ? valueText(value) : pick(words));
}

/** What a cell asks for: a value, one of several, or an operator with a value. */
function expectedText(expected: unknown, valueText: (value: unknown) => string): string {
  if (Array.isArray(expected)) return expected.map(valueText).join(" | ");
  if (typeof expected !== "object" || expected === null) return valueText(expected);
  return Object.entries(expected)
    .map(([operator, value]) => `${operator} ${valueText(value)}`)
    .join(", ");
}
