import { useMemo } from "react";
import type { ProcessFigures } from "../../server/http/wireFigures.ts";
import { LazyDiagram } from "../diagram/LazyDiagram.tsx";
import type { Look } from "../diagram/look.ts";
import { Button } from "../kit/Button.tsx";
import { figureHeats, type FiguresSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { durationText } from "../words/time.ts";
import type { Narrow } from "./FiguresScreen.tsx";
import { amountOf, heatOf } from "./heat.ts";
import css from "./Figures.module.css";
import { tags } from "../words/tags.ts";

type Narrowing = { readonly search: FiguresSearch; readonly narrow: Narrow };
type Props = Narrowing & { readonly figures: ProcessFigures; readonly definitionId: string };

/** Where tokens wait, on the diagram and beside it as a table. */
export function Bottlenecks({ figures, definitionId, search, narrow }: Props) {
  const { t, language } = useWords();
  const { heat: by = "time", el = null } = search;
  const look = useMemo<Look>(() => {
    const write = (amount: number) =>
      by === "time" ? durationText(amount, language) : amount.toLocaleString(tags[language]);
    return { kind: "heat", heats: heatOf(figures.elements, by, write) };
  }, [figures.elements, by, language]);
  return (
    <section className={css["bottlenecks"]} aria-label={t("figures.bottlenecks")}>
      <header>
        <h2>{t("figures.bottlenecks")}</h2>
        <p>{t("figures.bottlenecksText", { count: figures.instances })}</p>
      </header>
      <div className={css["beside"]}>
        <div className={css["diagram"]}>
          <LazyDiagram
            definitionId={definitionId}
            look={look}
            label={t("figures.bottlenecks")}
            selected={el}
            onSelect={(id) => narrow({ el: id ?? undefined })}
            tools={figureHeats.map((one) => (
              <Button key={one} pressed={one === by} onPress={() => narrow({ heat: one })}>
                {t(`figures.heat.${one}`)}
              </Button>
            ))}
          />
        </div>
        <ElementTable figures={figures} by={by} el={el} narrow={narrow} />
      </div>
    </section>
  );
}

type TableProps = {
  readonly figures: ProcessFigures;
  readonly by: "time" | "count";
  readonly el: string | null;
  readonly narrow: Narrow;
};

function ElementTable({ figures, by, el, narrow }: TableProps) {
  const { t, language } = useWords();
  const number = (value: number) => value.toLocaleString(tags[language]);
  const time = (value: number | null) => (value === null ? "–" : durationText(value, language));
  const shown = figures.elements
    .filter((element) => amountOf(element, by) !== null)
    .toSorted((one, other) => (amountOf(other, by) ?? 0) - (amountOf(one, by) ?? 0));
  return (
    // what scrolls can be scrolled by keyboard
    <div className={css["scroll"]} role="region" aria-label={t("figures.elements")} tabIndex={0}>
      <table className={css["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("figures.element")}</th>
            <th scope="col">{t("figures.visits")}</th>
            <th scope="col">{t("figures.waiting")}</th>
            <th scope="col">{t("figures.median")}</th>
            <th scope="col">{t("figures.p90")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ elementId, name, entered, waiting, median, p90 }) => (
            <tr key={elementId} className={elementId === el ? css["isOpen"] : undefined}>
              <th scope="row">
                <button
                  type="button"
                  aria-pressed={elementId === el}
                  onClick={() => narrow({ el: elementId === el ? undefined : elementId })}
                >
                  {name}
                </button>
              </th>
              <td>{number(entered)}</td>
              <td>{number(waiting)}</td>
              <td>{time(median)}</td>
              <td>{time(p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
