import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellOff, CheckCheck } from "lucide-react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Popover } from "react-aria-components/Popover";
import { useRouter } from "@tanstack/react-router";
import { notificationsQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { Notification } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { useTextOfNow } from "../kit/now.ts";
import { Empty, Failure } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { agoText } from "../words/time.ts";
import css from "./Notifications.module.css";

/** The bell with what happened while one looked elsewhere. */
export function Notifications() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(notificationsQuery);
  const client = useQueryClient();
  const read = useMutation({
    mutationFn: () => request("POST", "/api/notifications/read"),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationsQuery.queryKey }),
  });
  const unread = data?.unread ?? 0;

  return (
    <DialogTrigger>
      <AriaButton className={css["bell"] ?? ""} aria-label={t("notes.title", { count: unread })}>
        <Bell size={19} aria-hidden="true" />
        {unread > 0 && (
          <span className={css["unread"]} aria-hidden="true">
            {Math.min(unread, 99)}
          </span>
        )}
      </AriaButton>
      <Popover placement="bottom end" className={css["panel"] ?? ""}>
        <Dialog style={{ outline: "none" }}>
          {({ close }) => (
            <>
              <div className={css["panelHead"]}>
                <Heading slot="title" level={2}>
                  {t("notes.heading")}
                </Heading>
                {unread > 0 && (
                  <Button kind="plain" icon={<CheckCheck aria-hidden="true" />} onPress={() => read.mutate()}>
                    {t("notes.read")}
                  </Button>
                )}
              </div>
              {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
              {data?.items.length === 0 && (
                <Empty title={t("notes.none")} text={t("notes.noneText")} icon={<BellOff aria-hidden="true" />} />
              )}
              <ul>
                {data?.items.map((note) => (
                  <li key={note.id}>
                    <Note note={note} onOpen={close} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Note({ note, onOpen }: { note: Notification; onOpen: () => void }) {
  const { language } = useWords();
  const router = useRouter();
  const ago = useTextOfNow((now) => agoText(note.createdAt, now, language));
  const content = (
    <>
      <strong>{note.title}</strong>
      <span>{note.body}</span>
      <time dateTime={note.createdAt}>{ago}</time>
    </>
  );
  const { link } = note;
  if (link === null) {
    return (
      <div className={css["note"]} data-unread={note.readAt === null}>
        {content}
      </div>
    );
  }
  return (
    <a
      className={css["note"]}
      data-unread={note.readAt === null}
      href={link}
      onClick={(event) => {
        event.preventDefault();
        onOpen();
        void router.navigate({ href: link });
      }}
    >
      {content}
    </a>
  );
}
