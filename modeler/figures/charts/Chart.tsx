import { ChartNoAxesColumn, Table2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { Plot } from "./Plot.tsx";
import css from "./Chart.module.css";

/** What the colour of a series says; its name says it too. */
export type Tone = "first" | "second" | "ok" | "bad";
export type Series = { readonly name: string; readonly tone: Tone; readonly values: readonly number[] };
/** A place on the axis: a day, a priority. */
export type Category = { readonly label: string; readonly spoken: string };
export type ChartProps = {
  readonly title: string;
  /** What it means and what it counts. */
  readonly text: string;
  readonly axis: string;
  readonly categories: readonly Category[];
  readonly series: readonly Series[];
  readonly kind: "bars" | "stacked" | "line";
};

/** A small chart with its legend, and the same as a table for those who do not see it or want the numbers. */
export function Chart(props: ChartProps) {
  const { t } = useWords();
  const [isTable, setTable] = useState(false);
  const { title, text, series } = props;
  return (
    <figure className={css["figure"]} aria-label={title}>
      <figcaption className={css["head"]}>
        <div>
          <h2>{title}</h2>
          <p>{text}</p>
        </div>
        <Button
          kind="plain"
          label={t(isTable ? "figures.asChart" : "figures.asTable", { what: title })}
          icon={isTable ? <ChartNoAxesColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
          onPress={() => setTable(!isTable)}
        />
      </figcaption>
      {isTable ? <ChartTable {...props} /> : <Plot {...props} />}
      {!isTable && (
        <ul className={css["legend"]}>
          {series.map(({ name, tone }) => (
            <li key={name}>
              <span className={css["swatch"]} data-tone={tone} /> {name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
