import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { z } from "zod";
import type { resourceLoad } from "../../../server/http/wireProjects.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { PersonName } from "../../kit/PersonName.tsx";
import { Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { minutesText } from "../../words/time.ts";
import { hoursText, shortDay } from "../written.ts";
import type { TaskRow } from "./projectRow.ts";
import record from "../Record.module.css";
import css from "./Plan.module.css";

type Load = z.output<typeof resourceLoad>;

/** Who does how much of a project, and how booked they are in the weeks to come. */
export function People({ tasks }: { tasks: readonly TaskRow[] }) {
  const { t, language } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ["records", "load"],
    queryFn: ({ signal }) => request<Load>("GET", "/api/resources?weeks=6", { signal }),
  });
  const people = useMemo(() => [...new Set(tasks.map(({ assignee }) => assignee))], [tasks]);
  const weeks = [...new Set((data?.items ?? []).map(({ weekOf }) => weekOf))].toSorted();
  const time = (minutes: number) => minutesText(minutes, language);
  // until it is there nobody has a name
  if (data === undefined && error === null) return <Skeleton rows={3} height={40} />;
  return (
    <section className={record["card"]} aria-label={t("plans.people")}>
      <h2>{t("plans.people")}</h2>
      <div className={css["scroll"]} role="group" aria-label={t("plans.people")} tabIndex={0}>
        <table className={css["people"]}>
          <thead>
            <tr>
              <th scope="col">{t("plans.who")}</th>
              <th scope="col">{t("plans.planned")}</th>
              <th scope="col">{t("plans.spent")}</th>
              {weeks.map((week) => (
                <th key={week} scope="col">
                  {t("plans.week", { day: shortDay(week, language) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((login) => {
              const own = tasks.filter(({ assignee }) => assignee === login);
              const loads = data?.items.filter((each) => each.login === login) ?? [];
              return (
                <tr key={login ?? ""}>
                  <th scope="row">
                    {login === null ? t("plans.nobody") : (loads[0]?.name ?? <PersonName login={login} />)}
                  </th>
                  <td data-label={t("plans.planned")}>
                    {time(own.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0))}
                  </td>
                  <td data-label={t("plans.spent")}>
                    {time(own.reduce((sum, { spentMinutes }) => sum + spentMinutes, 0))}
                  </td>
                  {weeks.map((week) => (
                    <td key={week} data-label={t("plans.week", { day: shortDay(week, language) })}>
                      <Week load={loads.find(({ weekOf }) => weekOf === week)} />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {data === undefined && error !== null ? (
        <div className={css["help"]} role="alert">
          {t("plans.loadFailed")} <Button onPress={() => void refetch()}>{t("common.retry")}</Button>
        </div>
      ) : (
        <p className={css["help"]}>{t("plans.loadText")}</p>
      )}
    </section>
  );
}

function Week({ load }: { load: Load["items"][number] | undefined }) {
  const { t, language } = useWords();
  if (load === undefined) return "–";
  const { bookedMinutes: booked, availableMinutes: free, isOverbooked } = load;
  const share = free === 0 ? (booked > 0 ? 1 : 0) : Math.min(1, booked / free);
  return (
    <span className={css["week"]} data-over={isOverbooked}>
      <span className={css["meter"]} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {t("plans.booked", { booked: hoursText(booked, language), free: hoursText(free, language) })}
      {isOverbooked && <b>{t("plans.overbooked")}</b>}
    </span>
  );
}
