import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight, FilterX, History } from "lucide-react";
import { useEffect } from "react";
import { trailQuery } from "../api/queries.ts";
import type { TrailEvent } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { JsonTree } from "../kit/JsonTree.tsx";
import { PersonName } from "../kit/PersonName.tsx";
import { CopyButton, Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { clockText, dayText } from "../words/time.ts";
import { concerning, givenWith } from "./concerning.ts";
import css from "./Timeline.module.css";

export type TimelineProps = {
  readonly instanceId: string;
  readonly selected: string | null;
  readonly onClear: () => void;
  readonly onElement: (id: string) => void;
};

const pagesAtOnce = 5;

/** What happened, one sentence an event, newest last; with an element chosen only what concerns it. */
export function Timeline({ instanceId, selected, onClear, onElement }: TimelineProps) {
  const { t } = useWords();
  const { trail, hasMore } = useTrail(instanceId);
  const events = concerning(trail.data?.pages.flatMap((page) => page.items) ?? [], selected);

  return (
    <section className={css["timeline"]} aria-labelledby="timeline-title">
      <header className={css["head"]}>
        <h2 id="timeline-title">{t("timeline.title")}</h2>
        {selected !== null && (
          <Button kind="plain" icon={<FilterX aria-hidden="true" />} onPress={onClear}>
            {t("timeline.clear")}
          </Button>
        )}
      </header>
      {trail.data === undefined && trail.error !== null && (
        <Failure error={trail.error} onRetry={() => void trail.refetch()} />
      )}
      {trail.data === undefined && trail.error === null && <Skeleton rows={6} height={44} />}
      {trail.data !== undefined && events.length === 0 && (
        <Empty title={t("timeline.none")} text={t("timeline.noneText")} icon={<History aria-hidden="true" />} />
      )}
      <ol className={css["events"]}>
        {events.map((event, index) => (
          <li key={`${event.streamId}${event.seq}`}>
            <DayHead event={event} before={events[index - 1]} />
            <Event event={event} selected={selected} onElement={onElement} />
          </li>
        ))}
      </ol>
      {hasMore && (
        <Button isPending={trail.isFetchingNextPage} onPress={() => void trail.fetchNextPage()}>
          {t("timeline.more")}
        </Button>
      )}
    </section>
  );
}

/** The first pages of a trail are read one after the other; more when asked for. */
function useTrail(instanceId: string) {
  const trail = useInfiniteQuery(trailQuery(instanceId));
  const { hasNextPage, isFetching, fetchNextPage } = trail;
  const pages = trail.data?.pages.length ?? 0;
  const isReading = hasNextPage && pages < pagesAtOnce;
  useEffect(() => {
    if (isReading && !isFetching) void fetchNextPage();
  }, [isReading, isFetching, fetchNextPage]);
  return { trail, hasMore: hasNextPage && !isReading };
}

function DayHead({ event, before }: { event: TrailEvent; before: TrailEvent | undefined }) {
  const { language } = useWords();
  const day = dayText(event.at, language);
  if (before !== undefined && dayText(before.at, language) === day) return null;
  return <h3 className={css["day"]}>{day}</h3>;
}

type EventProps = {
  readonly event: TrailEvent;
  readonly selected: string | null;
  readonly onElement: (id: string) => void;
};

function Event({ event, selected, onElement }: EventProps) {
  const { t, language } = useWords();
  const isFault = event.facts.some((fact) => /fault/i.test(fact.type));
  return (
    <details className={css["event"]} data-fault={isFault}>
      <summary>
        <time dateTime={event.at}>{clockText(event.at, language)}</time>
        <span className={css["text"]}>
          {event.text}
          <span className={css["actor"]}>
            <PersonName login={event.actor} />
          </span>
        </span>
        <ChevronRight size={16} aria-hidden="true" className={css["chevron"]} />
      </summary>
      <div className={css["inside"]}>
        <ul>
          {event.facts.map((fact, index) => (
            <li
              key={`${fact.type}${fact.elementId ?? ""}${index}`}
              data-on={selected !== null && fact.elementId === selected}
            >
              {fact.elementId === undefined ? (
                fact.text
              ) : (
                <button type="button" onClick={() => onElement(fact.elementId ?? "")}>
                  {fact.text}
                </button>
              )}
            </li>
          ))}
        </ul>
        <JsonTree value={givenWith(event.data)} depth={1} />
        <p className={css["seal"]}>
          {t("timeline.seal", { seq: event.seq })} <code title={event.hash}>{event.hash.slice(0, 12)}</code>
          <CopyButton text={event.hash} />
        </p>
      </div>
    </details>
  );
}
