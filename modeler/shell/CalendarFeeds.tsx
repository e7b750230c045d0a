import { useQuery } from "@tanstack/react-query";
import { CalendarPlus } from "lucide-react";
import { useState } from "react";
import type { Feed, FeedScope } from "../../server/http/wireFeeds.ts";
import { useChange } from "../admin/useChange.ts";
import { sessionQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { CopyButton, Failure } from "../kit/states.tsx";
import { learn } from "../words/dictionary.ts";
import { feedWords } from "../words/feeds.ts";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import css from "./CalendarFeeds.module.css";

learn(feedWords);

const feedsQuery = {
  queryKey: ["admin", "calendarFeeds"],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<{ items: Feed[] }>("GET", "/api/calendar-feeds", { signal }),
};

/** Addresses under which calendar programs read one's planned work: made, shown once, and ended. */
export function CalendarFeeds({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const [address, setAddress] = useState<string>();
  const make = useChange({
    run: (scope: FeedScope) => request<{ path: string }>("POST", "/api/calendar-feeds", { body: { scope } }),
    onDone: ({ path }) => setAddress(new URL(path, location.href).href),
  });
  const maySeeAll = session?.permissions.includes("tasks.assign") === true;
  return (
    <Dialog title={t("feed.title")} onClose={onClose} actions={<Button onPress={onClose}>{t("common.close")}</Button>}>
      <p>{t("feed.about")}</p>
      <div className={css["makers"]}>
        <Button
          kind="primary"
          icon={<CalendarPlus aria-hidden="true" />}
          isPending={make.isPending}
          onPress={() => make.mutate("own")}
        >
          {t("feed.makeOwn")}
        </Button>
        {maySeeAll && (
          <Button isPending={make.isPending} onPress={() => make.mutate("house")}>
            {t("feed.makeHouse")}
          </Button>
        )}
      </div>
      {address !== undefined && (
        <section className={css["address"]} aria-label={t("feed.address")}>
          <p>{t("feed.once")}</p>
          <p className={css["shown"]}>
            <code>{address}</code>
            <CopyButton text={address} />
          </p>
        </section>
      )}
      <Feeds />
    </Dialog>
  );
}

function Feeds() {
  const { t, language } = useWords();
  const { data, error, refetch } = useQuery(feedsQuery);
  const end = useChange({
    run: (id: string) => request<void>("DELETE", `/api/calendar-feeds/${id}`),
    said: "feed.ended",
  });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.items.length === 0) return undefined;
  return (
    <section>
      <h3>{t("feed.yours")}</h3>
      <ul className={css["feeds"]}>
        {data.items.map(({ id, scope, createdAt, lastUsedAt }) => (
          <li key={id}>
            <span>
              <strong>{t(`feed.scope.${scope}`)}</strong>
              <small>
                {t("feed.made", { at: instantText(createdAt, language) })}
                {" · "}
                {lastUsedAt === null ? t("feed.unread") : t("feed.read", { at: instantText(lastUsedAt, language) })}
              </small>
            </span>
            <Button kind="plain" isPending={end.isPending} onPress={() => end.mutate(id)}>
              {t("feed.end")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
