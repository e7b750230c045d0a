import type { ServiceFigures } from "../../server/http/wireFigures.ts";
import { useWords } from "../words/language.tsx";
import { dateText, dayText } from "../words/time.ts";
import { Chart, type Category } from "./charts/Chart.tsx";
import css from "./Figures.module.css";

/** What the figures of the desk look like over time, by priority and by age. */
export function ServiceCharts({ figures }: { figures: ServiceFigures }) {
  const { t } = useWords();
  const days = useDays(figures.days);
  const values = (name: "opened" | "ended" | "open") => figures.days.map((day) => day[name]);
  return (
    <div className={css["charts"]}>
      <Chart
        title={t("figures.throughput")}
        text={t("figures.throughputText")}
        axis={t("figures.day")}
        categories={days}
        kind="bars"
        series={[
          { name: t("figures.opened"), tone: "second", values: values("opened") },
          { name: t("figures.ended"), tone: "first", values: values("ended") },
        ]}
      />
      <Chart
        title={t("figures.backlogDays")}
        text={t("figures.backlogDaysText")}
        axis={t("figures.day")}
        categories={days}
        kind="line"
        series={[{ name: t("figures.open"), tone: "first", values: values("open") }]}
      />
      <Targets figures={figures} kind="resolution" />
      <Targets figures={figures} kind="response" />
      <Chart
        title={t("figures.ages")}
        text={t("figures.agesText")}
        axis={t("figures.age")}
        categories={figures.ages.map(({ bucket }) => categoryOf(t(`figures.age.${bucket}`)))}
        kind="bars"
        series={[{ name: t("figures.open"), tone: "first", values: figures.ages.map(({ count }) => count) }]}
      />
    </div>
  );
}

/** Days as places on an axis. */
export function useDays(days: readonly { readonly day: string }[]): readonly Category[] {
  const { language } = useWords();
  return days.map(({ day }) => {
    const noon = `${day}T12:00:00`; // the same day in whatever time zone the browser is
    return { label: dateText(noon, language), spoken: dayText(noon, language) };
  });
}

function Targets({ figures, kind }: { figures: ServiceFigures; kind: "response" | "resolution" }) {
  const { t } = useWords();
  const clocks = figures.attainment.filter((each) => each.kind === kind);
  if (clocks.length === 0) return null;
  return (
    <Chart
      title={t(kind === "response" ? "figures.responseTargets" : "figures.resolutionTargets")}
      text={t("figures.targetsText")}
      axis={t("figures.priority")}
      categories={clocks.map(({ priority }) => categoryOf(priority ?? t("figures.noPriority")))}
      kind="stacked"
      series={[
        { name: t("figures.met"), tone: "ok", values: clocks.map(({ met }) => met) },
        { name: t("figures.breached"), tone: "bad", values: clocks.map(({ breached }) => breached) },
      ]}
    />
  );
}

function categoryOf(label: string): Category {
  return { label, spoken: label };
}
