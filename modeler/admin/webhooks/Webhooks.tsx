import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook as Icon } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { Awaited } from "../Awaited.tsx";
import { SideList } from "../SideList.tsx";
import { useOpen } from "../useOpen.ts";
import { EditWebhook, NewWebhook } from "./EditWebhook.tsx";
import { WebhookDetail } from "./WebhookDetail.tsx";
import { webhooksQuery, type Webhook, type WebhookList } from "./queries.ts";
import css from "../Admin.module.css";

/** Which systems are told what has happened. */
export function Webhooks() {
  const { t } = useWords();
  const [isAdding, setAdding] = useState(false);
  const [, setOpen] = useOpen();
  const webhooks = useQuery(webhooksQuery);
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t("webhook.new")}
    </Button>
  );
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("webhook.about")}</p>
        <span className={css["gap"]} />
        {(webhooks.data?.items.length ?? 0) > 0 && add}
      </div>
      <Awaited query={webhooks} rows={5}>
        {(list) =>
          list.items.length === 0 ? (
            <Empty
              title={t("webhook.none")}
              text={t("webhook.noneText")}
              icon={<Icon aria-hidden="true" />}
              action={add}
            />
          ) : (
            <Shown list={list} />
          )
        }
      </Awaited>
      {isAdding && (
        <NewWebhook events={webhooks.data?.events ?? []} onMade={setOpen} onClose={() => setAdding(false)} />
      )}
    </>
  );
}

function Shown({ list: { items, events } }: { list: WebhookList }) {
  const { t } = useWords();
  const [open, setOpen] = useOpen();
  const [edited, setEdited] = useState<Webhook>();
  const shown = items.find(({ id }) => id === open) ?? items[0];
  const lines = items.map(({ id, name, url, isEnabled }) => ({
    id,
    name,
    text: url,
    ...(isEnabled ? {} : { chips: <Chip>{t("webhook.off")}</Chip> }),
  }));
  return (
    <div className={css["split"]}>
      <SideList label={t("admin.webhooks")} lines={lines} open={shown?.id} onOpen={setOpen} />
      {shown !== undefined && (
        <WebhookDetail key={shown.id} webhook={shown} events={events} onEdit={() => setEdited(shown)} />
      )}
      {edited !== undefined && <EditWebhook webhook={edited} events={events} onClose={() => setEdited(undefined)} />}
    </div>
  );
}
