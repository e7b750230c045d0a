import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn, Download } from "lucide-react";
import { useMemo } from "react";
import type { ServiceFigures } from "../../server/http/wireFigures.ts";
import { Button } from "../kit/Button.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import type { FigureSpan } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { minutesText } from "../words/time.ts";
import { serviceAddress, serviceQuery } from "./queries.ts";
import { ServiceCharts } from "./ServiceCharts.tsx";
import { daysOf } from "./span.ts";
import { Tile } from "./Tile.tsx";
import css from "./Figures.module.css";
import { tags } from "../words/tags.ts";

type Narrowed = {
  readonly span: FigureSpan;
  readonly team: string | undefined;
  readonly customer: string | undefined;
};

/** The figures of the desk. */
export function ServiceTab({ span, team, customer }: Narrowed) {
  const { t } = useWords();
  const days = useMemo(() => daysOf(span, new Date()), [span]);
  const asked = { ...days.now, team, customer };
  const { data, error, refetch } = useQuery(serviceQuery(asked));
  const { data: before } = useQuery(serviceQuery({ ...days.before, team, customer }));
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={4} height={120} />;
  if (isQuiet(data))
    return (
      <Empty title={t("figures.none")} text={t("figures.noneText")} icon={<ChartNoAxesColumn aria-hidden="true" />} />
    );
  return (
    <div className={css["body"]}>
      <div className={css["actions"]}>
        <Button
          icon={<Download aria-hidden="true" />}
          onPress={() => window.location.assign(serviceAddress("service.csv", asked))}
        >
          {t("figures.csv")}
        </Button>
      </div>
      <Tiles figures={data} before={before} />
      <ServiceCharts figures={data} />
    </div>
  );
}

function isQuiet({ days, attainment, workedMinutes }: ServiceFigures): boolean {
  const isStill = days.every(({ opened, ended, open }) => opened + ended + open === 0);
  return isStill && attainment.length === 0 && workedMinutes === 0;
}

function Tiles({ figures, before }: { figures: ServiceFigures; before: ServiceFigures | undefined }) {
  const { t, language } = useWords();
  const percent = (value: number) =>
    value.toLocaleString(tags[language], { style: "percent", maximumFractionDigits: 1 });
  const minutes = (value: number) => minutesText(Math.round(value), language);
  const number = (value: number) => value.toLocaleString(tags[language]);
  const both = <Value,>(read: (of: ServiceFigures) => Value) => ({
    value: read(figures),
    before: before === undefined ? undefined : read(before),
  });
  const p90 = (kind: "response" | "resolution") => {
    const { p90: slow, count } = figures[kind];
    return t("figures.paceText", { p90: slow === null ? "–" : minutes(slow), count });
  };
  return (
    <dl className={css["tiles"]}>
      <Tile
        label={t("figures.resolutionMet")}
        text={t("figures.metText")}
        write={percent}
        better="more"
        {...both((of) => metOf(of, "resolution"))}
      />
      <Tile
        label={t("figures.responseMet")}
        text={t("figures.metText")}
        write={percent}
        better="more"
        {...both((of) => metOf(of, "response"))}
      />
      <Tile
        label={t("figures.response")}
        text={p90("response")}
        write={minutes}
        better="less"
        {...both((of) => of.response.median)}
      />
      <Tile
        label={t("figures.resolution")}
        text={p90("resolution")}
        write={minutes}
        better="less"
        {...both((of) => of.resolution.median)}
      />
      <Tile
        label={t("figures.backlog")}
        text={t("figures.backlogText")}
        write={number}
        better="less"
        {...both((of) => of.days.at(-1)?.open ?? 0)}
      />
      <Tile label={t("figures.solved")} text={t("figures.solvedText")} write={number} {...both((of) => of.solved)} />
      <Tile
        label={t("figures.reopened")}
        text={t("figures.reopenedText")}
        write={percent}
        better="less"
        {...both((of) => (of.solved === 0 ? null : of.reopened / of.solved))}
      />
      <Tile
        label={t("figures.worked")}
        text={t("figures.workedText")}
        write={minutes}
        {...both((of) => of.workedMinutes)}
      />
    </dl>
  );
}

/** The share of clocks that were kept; null when none stopped. */
function metOf({ attainment }: ServiceFigures, kind: "response" | "resolution"): number | null {
  const clocks = attainment.filter((each) => each.kind === kind);
  const met = clocks.reduce((total, each) => total + each.met, 0);
  const all = clocks.reduce((total, each) => total + each.met + each.breached, 0);
  return all === 0 ? null : met / all;
}
