import { useRef, useState, type KeyboardEvent } from "react";
import { useWords } from "../../words/language.tsx";
import type { ChartProps } from "./Chart.tsx";
import { frame, shapesOf } from "./geometry.ts";
import { labelled } from "./scale.ts";
import css from "./Chart.module.css";
import { tags } from "../../words/tags.ts";

const ways: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** The drawing: one stop for the keyboard, arrows walk along the axis, and what one stands on is read out below. */
export function Plot(props: ChartProps) {
  const { title, categories } = props;
  const { t } = useWords();
  const [at, setAt] = useState<number | null>(null);
  const group = useRef<SVGGElement>(null);
  const readOut = useReadOut(props);
  const { ticks, slot, y } = shapesOf(props);
  const last = categories.length - 1;
  const walk = (event: KeyboardEvent) => {
    const way = ways[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const next = group.current?.children[way(at ?? 0, last)];
    if (next instanceof SVGElement) next.focus();
  };
  const shown = labelled(categories.length, 8);
  return (
    <>
      <svg className={css["plot"]} viewBox={`0 0 ${frame.width} ${frame.height}`} role="group" aria-label={title}>
        <g aria-hidden="true">
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={css["grid"]} x1={frame.left} x2={frame.width} y1={y(tick)} y2={y(tick)} />
              <text className={css["tick"]} x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          {categories.map(({ label, spoken }, index) =>
            shown.has(index) ? (
              <text
                key={spoken}
                className={css["tick"]}
                x={frame.left + slot * (index + 0.5)}
                y={frame.height - 6}
                textAnchor="middle"
              >
                {label}
              </text>
            ) : null,
          )}
        </g>
        <Marks {...props} />
        <g ref={group}>
          {categories.map(({ spoken }, index) => (
            <rect
              key={spoken}
              className={css["slot"]}
              x={frame.left + slot * index}
              y={frame.top}
              width={slot}
              height={frame.height - frame.top - frame.bottom}
              role="img"
              aria-label={readOut(index)}
              tabIndex={index === (at ?? 0) ? 0 : -1}
              onFocus={() => setAt(index)}
              onMouseEnter={() => setAt(index)}
              onKeyDown={walk}
            />
          ))}
        </g>
      </svg>
      <p className={css["readOut"]} aria-hidden="true">
        {at === null ? t("figures.point") : readOut(Math.min(at, last))}
      </p>
    </>
  );
}

/** Bars and lines, as drawn. */
function Marks(props: ChartProps) {
  const { bars, lines } = shapesOf(props);
  return (
    <g aria-hidden="true">
      {bars.map(({ key, tone, ...box }) => (
        <rect key={key} className={css["bar"]} data-tone={tone} rx={1.5} {...box} />
      ))}
      {lines.map(({ key, tone, area, line }) => (
        <g key={key}>
          <path className={css["area"]} data-tone={tone} d={area} />
          <path className={css["line"]} data-tone={tone} d={line} />
        </g>
      ))}
    </g>
  );
}

function useReadOut({ categories, series }: ChartProps): (index: number) => string {
  const { language } = useWords();
  return (index) => {
    const values = series.map(({ name, values: all }) => `${name} ${(all[index] ?? 0).toLocaleString(tags[language])}`);
    return `${categories[index]?.spoken ?? ""}: ${values.join(", ")}`;
  };
}
