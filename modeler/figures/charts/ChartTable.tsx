import { useWords } from "../../words/language.tsx";
import type { ChartProps } from "./Chart.tsx";
import css from "./Chart.module.css";
import { tags } from "../../words/tags.ts";

/** The numbers of a chart. */
export function ChartTable({ title, axis, categories, series }: ChartProps) {
  const { language } = useWords();
  return (
    // what scrolls can be scrolled by keyboard
    <div className={css["scroll"]} role="region" aria-label={title} tabIndex={0}>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{axis}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className={css["number"]}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map(({ spoken }, index) => (
            <tr key={spoken}>
              <th scope="row">{spoken}</th>
              {series.map(({ name, values }) => (
                <td key={name} className={css["number"]}>
                  {(values[index] ?? 0).toLocaleString(tags[language])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
