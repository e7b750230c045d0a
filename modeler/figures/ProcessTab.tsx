import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn, Download, Pickaxe } from "lucide-react";
import { useMemo } from "react";
import type { ProcessFigures } from "../../server/http/wireFigures.ts";
import { definitionsQuery } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { Picker } from "../kit/Picker.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import type { FigureSpan, FiguresSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { durationText } from "../words/time.ts";
import { Bottlenecks } from "./Bottlenecks.tsx";
import { Chart } from "./charts/Chart.tsx";
import type { Narrow } from "./FiguresScreen.tsx";
import { processAddress, processQuery, type Asked } from "./queries.ts";
import { useDays } from "./ServiceCharts.tsx";
import { daysOf } from "./span.ts";
import { Tile } from "./Tile.tsx";
import css from "./Figures.module.css";
import { tags } from "../words/tags.ts";

type Narrowing = { readonly span: FigureSpan; readonly search: FiguresSearch; readonly narrow: Narrow };

/** The figures of one process; without a choice of the one that runs most. */
export function ProcessTab({ span, search, narrow }: Narrowing) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(definitionsQuery);
  const days = useMemo(() => daysOf(span, new Date()), [span]);
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={4} height={120} />;
  const [busiest] = data.items.toSorted((one, other) => other.running - one.running);
  const key = search.process ?? busiest?.key;
  if (key === undefined)
    return <Empty title={t("figures.noProcess")} icon={<ChartNoAxesColumn aria-hidden="true" />} />;
  const processes = [...new Map(data.items.map((one) => [one.key, { id: one.key, name: one.name }])).values()];
  const asked = { ...days.now, customer: search.customer };
  return (
    <div className={css["body"]}>
      <div className={css["actions"]}>
        <div className={css["process"]}>
          <Picker
            isCompact
            label={t("figures.process")}
            choices={processes}
            value={key}
            onChange={(process) => narrow({ process, el: undefined })}
          />
        </div>
        <Button
          icon={<Download aria-hidden="true" />}
          onPress={() => window.location.assign(processAddress(key, "/elements.csv", asked))}
        >
          {t("figures.csv")}
        </Button>
        <Button
          icon={<Pickaxe aria-hidden="true" />}
          onPress={() => window.location.assign(processAddress(key, "/log.xes", asked))}
        >
          {t("figures.xes")}
        </Button>
      </div>
      <Shown
        key={key}
        processKey={key}
        asked={asked}
        before={{ ...asked, ...days.before }}
        search={search}
        narrow={narrow}
      />
    </div>
  );
}

type ShownProps = Omit<Narrowing, "span"> & {
  readonly processKey: string;
  readonly asked: Asked;
  readonly before: Asked;
};

function Shown({ processKey, asked, before: askedBefore, search, narrow }: ShownProps) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(processQuery(processKey, asked));
  const { data: before } = useQuery(processQuery(processKey, askedBefore));
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={4} height={120} />;
  if (data.definitionId === null)
    return (
      <Empty
        title={t("figures.noInstances")}
        text={t("figures.noInstancesText")}
        icon={<ChartNoAxesColumn aria-hidden="true" />}
      />
    );
  return (
    <>
      <Tiles figures={data} before={before} />
      <Bottlenecks figures={data} definitionId={data.definitionId} search={search} narrow={narrow} />
      <Flow figures={data} />
    </>
  );
}

function Tiles({ figures, before }: { figures: ProcessFigures; before: ProcessFigures | undefined }) {
  const { t, language } = useWords();
  const number = (value: number) => value.toLocaleString(tags[language]);
  const duration = (value: number) => durationText(value, language);
  const both = <Value,>(read: (of: ProcessFigures) => Value) => ({
    value: read(figures),
    before: before === undefined ? undefined : read(before),
  });
  const { p90, count } = figures.duration;
  return (
    <dl className={css["tiles"]}>
      <Tile label={t("figures.started")} text={t("figures.startedText")} write={number} {...both((of) => of.started)} />
      <Tile label={t("figures.over")} text={t("figures.overText")} write={number} {...both(endedOf)} />
      <Tile label={t("figures.running")} text={t("figures.runningText")} write={number} {...both((of) => of.running)} />
      <Tile
        label={t("figures.duration")}
        text={t("figures.durationText", { p90: p90 === null ? "–" : duration(p90), count })}
        write={duration}
        better="less"
        {...both((of) => of.duration.median)}
      />
    </dl>
  );
}

function endedOf({ ended }: ProcessFigures): number {
  return Object.values(ended).reduce((total, count) => total + count, 0);
}

function Flow({ figures }: { figures: ProcessFigures }) {
  const { t } = useWords();
  const days = useDays(figures.days);
  return (
    <Chart
      title={t("figures.flow")}
      text={t("figures.flowText")}
      axis={t("figures.day")}
      categories={days}
      kind="bars"
      series={[
        { name: t("figures.started"), tone: "second", values: figures.days.map(({ started }) => started) },
        { name: t("figures.over"), tone: "first", values: figures.days.map(({ ended }) => ended) },
      ]}
    />
  );
}
