import { useQuery } from "@tanstack/react-query";
import { Pencil, Send, Trash2 } from "lucide-react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip, type Tone } from "../../kit/Chip.tsx";
import { TableHead } from "../../kit/TableHead.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { Awaited } from "../Awaited.tsx";
import { useChange } from "../useChange.ts";
import { deliveriesQuery, type Webhook, type WebhookDelivery, type WebhookList } from "./queries.ts";
import css from "../Admin.module.css";

type DetailProps = {
  readonly webhook: Webhook;
  readonly events: WebhookList["events"];
  readonly onEdit: () => void;
};

/** A webhook: whom it tells, of what, and how that went lately. */
export function WebhookDetail({ webhook, events, onEdit }: DetailProps) {
  const { t, pick } = useWords();
  const { id, name, url, isEnabled } = webhook;
  const path = `/api/webhooks/${id}`;
  const test = useChange({ run: () => request<unknown>("POST", `${path}/test`), said: "webhook.tested" });
  const turn = useChange({
    run: () => request<void>("PATCH", path, { body: { isEnabled: !isEnabled } }),
    said: "webhook.saved",
  });
  const remove = useChange({ run: () => request<void>("DELETE", path), said: "webhook.deleted" });
  const labelOf = (key: string) => {
    const label = events.find((each) => each.key === key)?.label;
    if (label === undefined) return key === "webhook.test" ? t("webhook.test") : key;
    return pick(label);
  };
  return (
    <section className={css["detail"]} aria-label={name}>
      <div className={css["connector"]}>
        <header>
          <h2>{name}</h2>
          <p className={css["wrap"]}>{url}</p>
          <span className={css["chips"]}>
            {!isEnabled && <Chip tone="warn">{t("webhook.off")}</Chip>}
            {webhook.events.map((key) => (
              <Chip key={key}>{labelOf(key)}</Chip>
            ))}
          </span>
          <div className={css["actions"]}>
            <Button
              kind="primary"
              icon={<Send aria-hidden="true" />}
              isPending={test.isPending}
              onPress={() => test.mutate(undefined)}
            >
              {t("webhook.test")}
            </Button>
            <Button icon={<Pencil aria-hidden="true" />} onPress={onEdit}>
              {t("records.edit")}
            </Button>
            <Button isPending={turn.isPending} onPress={() => turn.mutate(undefined)}>
              {t(isEnabled ? "webhook.disable" : "webhook.enable")}
            </Button>
            <Button
              kind="plain"
              icon={<Trash2 aria-hidden="true" />}
              isPending={remove.isPending}
              onPress={() => remove.mutate(undefined)}
            >
              {t("webhook.delete")}
            </Button>
          </div>
        </header>
        <Deliveries id={id} labelOf={labelOf} />
      </div>
    </section>
  );
}

function Deliveries({ id, labelOf }: { id: string; labelOf: (key: string) => string }) {
  const { t } = useWords();
  const deliveries = useQuery(deliveriesQuery(id));
  return (
    <section aria-label={t("webhook.deliveries")}>
      <h3>{t("webhook.deliveries")}</h3>
      <Awaited query={deliveries} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css["about"]}>{t("webhook.noDeliveries")}</p>
          ) : (
            <table className={css["table"]}>
              <TableHead
                columns={[t("webhook.at"), t("webhook.event"), t("webhook.state"), t("webhook.answer")]}
                actions={t("person.actions")}
              />
              <tbody>
                {items.map((delivery) => (
                  <Line key={delivery.id} webhookId={id} delivery={delivery} labelOf={labelOf} />
                ))}
              </tbody>
            </table>
          )
        }
      </Awaited>
    </section>
  );
}

const tones: Readonly<Record<WebhookDelivery["state"], Tone>> = {
  waiting: "info",
  delivered: "ok",
  failed: "bad",
  withheld: "warn",
};

type LineProps = {
  readonly webhookId: string;
  readonly delivery: WebhookDelivery;
  readonly labelOf: (key: string) => string;
};

function Line({ webhookId, delivery, labelOf }: LineProps) {
  const { t, language } = useWords();
  const again = useChange({
    run: () => request<void>("POST", `/api/webhooks/${webhookId}/deliveries/${delivery.id}/redeliver`),
    said: "webhook.tested",
  });
  const { state, status, attempts, answer, error, event, occurredAt } = delivery;
  return (
    <tr>
      <td className={css["when"]}>{instantText(occurredAt, language)}</td>
      <td>{labelOf(event)}</td>
      <td>
        <Chip tone={tones[state]}>{t(`webhook.state.${state}`)}</Chip>
        <span className={css["answer"]}>{t("webhook.attempts", { count: attempts })}</span>
      </td>
      <td className={css["wrap"]}>
        {status} <span className={css["answer"]}>{error ?? answer}</span>
      </td>
      <td className={css["rowActions"]}>
        {state !== "waiting" && (
          <Button kind="plain" isPending={again.isPending} onPress={() => again.mutate(undefined)}>
            {t("webhook.again")}
          </Button>
        )}
      </td>
    </tr>
  );
}
