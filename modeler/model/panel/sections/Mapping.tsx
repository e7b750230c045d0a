import { ArrowLeft, Plus, Trash2 } from "lucide-react";
import { Button } from "../../../kit/Button.tsx";
import { useWords } from "../../../words/language.tsx";
import { connectorOf } from "../../catalogue/connectors.ts";
import { pairsOf, setPairs, type Direction, type Pair } from "../../facts/mapping.ts";
import { Feel } from "../../fields/Feel.tsx";
import { Line } from "../../fields/Line.tsx";
import { extension, textOf } from "../../island/moddle.ts";
import { boundIn, decidedBy, useOrigin } from "../../templates/useOrigin.ts";
import { usePlace } from "../place.tsx";
import css from "../Panel.module.css";
import { Section } from "../Section.tsx";
import { useFacts } from "./Facts.tsx";

/** What goes in and comes out of an element, variable by variable. */
export function Mapping({ direction }: { direction: Direction }) {
  const { t } = useWords();
  const place = usePlace();
  const { owner } = place;
  const pairs = pairsOf(owner, direction);
  const facts = useFacts().map(({ name }) => name);
  const origin = useOrigin(owner);
  const decided = decidedBy(origin);
  const bound = boundIn(origin, direction);
  const connector = connectorOf(textOf(extension(owner, "zeebe:TaskDefinition"), "type"));
  // what the sections of the job and of the decision show, where a template does not stand in for them
  const elsewhere = [
    ...(decided.has("zeebe:TaskDefinition") ? [] : (connector?.inputs ?? []).map(({ name }) => name)),
    ...(decided.has("zeebe:CalledDecision") ? [] : facts),
  ];
  const isElsewhere = ({ source, target }: Pair) =>
    direction === "input" ? bound.has(target) || elsewhere.includes(target) : bound.has(source);
  const shown = pairs.map((pair, index) => ({ pair, index })).filter(({ pair }) => !isElsewhere(pair));
  const change = (index: number, next: Partial<Pair>) =>
    setPairs(
      place,
      direction,
      pairs.map((pair, at) => (at === index ? { ...pair, ...next } : pair)),
    );
  const add = () => setPairs(place, direction, [...pairs, { source: "=", target: freeName(pairs) }]);
  return (
    <Section title={t(`panel.${direction}s`)} isOpen={false} count={shown.length}>
      <p className={css["note"]}>{t(`panel.${direction}sHelp`)}</p>
      {shown.map(({ pair, index }) => (
        <fieldset key={index} className={css["pair"]}>
          <legend className="unseen">{t("panel.mapping", { name: pair.target })}</legend>
          <Line label={t("panel.variable")} value={pair.target} onChange={(target) => change(index, { target })} />
          <ArrowLeft size={15} aria-hidden="true" />
          <Feel
            label={t("panel.value")}
            value={pair.source}
            onChange={(source) => change(index, { source })}
            isAlwaysFeel={pair.source === "" || pair.source.startsWith("=")}
          />
          <Button
            kind="plain"
            label={t("panel.removeMapping", { name: pair.target })}
            icon={<Trash2 aria-hidden="true" />}
            onPress={() =>
              setPairs(
                place,
                direction,
                pairs.filter((_, at) => at !== index),
              )
            }
          />
        </fieldset>
      ))}
      <div className={css["row"]}>
        <Button icon={<Plus aria-hidden="true" />} onPress={add}>
          {t("panel.addVariable")}
        </Button>
      </div>
    </Section>
  );
}

function freeName(pairs: readonly Pair[]): string {
  const taken = new Set(pairs.map((pair) => pair.target));
  for (let number = 1; ; number += 1) if (!taken.has(`variable${number}`)) return `variable${number}`;
}
