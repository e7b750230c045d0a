import { Minus, TrendingDown, TrendingUp } from "lucide-react";
import { useWords } from "../words/language.tsx";
import css from "./Figures.module.css";

export type TileProps = {
  readonly label: string;
  /** What it means and how it is counted. */
  readonly text: string;
  readonly value: number | null;
  /** The same of the span before; undefined while it is not known. */
  readonly before: number | null | undefined;
  readonly write: (value: number) => string;
  /** Which way is good; without it a change is only a change. */
  readonly better?: "more" | "less";
};

/** One number, what it was in the span before, and what it means. */
export function Tile({ label, text, value, before, write, better }: TileProps) {
  return (
    <div className={css["tile"]}>
      <dt>{label}</dt>
      <dd className={css["value"]}>{value === null ? "–" : write(value)}</dd>
      {value !== null && before !== undefined && <Change value={value} before={before} write={write} better={better} />}
      <dd className={css["means"]}>{text}</dd>
    </div>
  );
}

type ChangeProps = Pick<TileProps, "write"> & {
  readonly value: number;
  readonly before: number | null;
  readonly better: TileProps["better"] | undefined;
};

function Change({ value, before, write, better }: ChangeProps) {
  const { t } = useWords();
  if (before === null) return <dd className={css["change"]}>{t("figures.noBefore")}</dd>;
  const way = Math.sign(value - before);
  const Icon = [TrendingDown, Minus, TrendingUp][way + 1] ?? Minus;
  const isGood = better === "more" ? way > 0 : way < 0;
  const tone = better === undefined || way === 0 ? "same" : isGood ? "good" : "worse";
  return (
    <dd className={css["change"]} data-tone={tone}>
      <Icon size={15} aria-hidden="true" />
      {t(`figures.before.${tone}`, { before: write(before) })}
    </dd>
  );
}
