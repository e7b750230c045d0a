import { usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Standing } from "../../../server/http/wireOperations.ts";
import { xmlQuery } from "../../api/queries.ts";
import { LazyDiagram } from "../../diagram/LazyDiagram.tsx";
import { processQuery } from "../../figures/queries.ts";
import { daysOf } from "../../figures/span.ts";
import { Button } from "../../kit/Button.tsx";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { standingShows, type StandingSearch } from "../../searchOps.ts";
import { useWords } from "../../words/language.tsx";
import { ElementTable } from "./ElementTable.tsx";
import { lookOf } from "./look.ts";
import { elementsQuery } from "./queries.ts";
import type { NarrowStanding } from "./StandingScreen.tsx";
import css from "./Standing.module.css";

type Props = { readonly of: Standing; readonly search: StandingSearch; readonly narrow: NarrowStanding };

/** A version's diagram with the tokens of all its instances, or with its heat; beside it the same as a table. */
export function StandingDiagram({ of, search, narrow }: Props) {
  const { t, language } = useWords();
  const { show = "tokens", el = null, customer } = search;
  const isOfDays = show === "time" || show === "count";
  const days = useMemo(() => daysOf("30", new Date()).now, []);
  usePrefetchQuery(xmlQuery(of.definitionId)); // beside the counts, not after them
  const { data, error, refetch } = useQuery(elementsQuery(of.definitionId, customer));
  // what was hot is the figures' to say; asked for only when wanted
  const { data: figures } = useQuery({ ...processQuery(of.processKey, { ...days, customer }), enabled: isOfDays });
  const look = useMemo(
    () => lookOf({ show, elements: data?.items ?? [], figures: figures?.elements ?? [], language }),
    [show, data, figures, language],
  );
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={1} height={420} />;
  return (
    <div className={css["beside"]}>
      <section className={css["diagram"]} aria-label={t("instance.diagram")}>
        <LazyDiagram
          definitionId={of.definitionId}
          look={look}
          label={t("instance.diagramOf", { name: of.processName })}
          selected={el}
          onSelect={(id) => narrow({ el: id === null || id === el ? undefined : id })}
          tools={
            <div className={css["shows"]} role="group" aria-label={t("opsUse.show")}>
              {standingShows.map((one) => (
                <Button
                  key={one}
                  pressed={one === show}
                  kind={one === show ? "primary" : "quiet"}
                  onPress={() => narrow({ show: one === "tokens" ? undefined : one })}
                >
                  {t(`opsUse.show.${one}`)}
                </Button>
              ))}
              {isOfDays && <span className={css["days"]}>{t("opsUse.days")}</span>}
            </div>
          }
        />
      </section>
      <ElementTable
        of={of}
        elements={data.items}
        figures={isOfDays ? (figures?.elements ?? []) : []}
        show={show}
        selected={el}
        onSelect={(id) => narrow({ el: id === el ? undefined : id })}
      />
    </div>
  );
}
