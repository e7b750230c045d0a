import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import type { Subscription } from "../../../server/http/wire.ts";
import { query } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { SearchBox } from "../../kit/SearchBox.tsx";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";
import { caseName } from "../lists/CaseCell.tsx";
import type { MessageDialogProps } from "./MessageDialogs.tsx";
import ops from "../Ops.module.css";
import css from "./Messages.module.css";

type Receiver = Subscription & { readonly instanceId: string; readonly waitId: string };

/** Hands a message to an instance that waits for its name; whoever it is, is chosen by search. */
export function HandDialog({ message, onClose }: MessageDialogProps) {
  const { t } = useWords();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Receiver | null>(null);
  const run = (reason: string) => {
    const body = { instanceId: chosen?.instanceId, waitId: chosen?.waitId, reason };
    return request("POST", `/api/messages/${message.id}/correlate`, { body });
  };
  return (
    <ReasonDialog
      title={t("opsMessage.handTitle", { name: message.name })}
      does={t("opsMessage.hand")}
      done={t("opsMessage.handed")}
      missing={chosen === null ? t("opsMessage.choose") : undefined}
      run={run}
      onClose={onClose}
    >
      <p>{t("opsMessage.handText")}</p>
      <SearchBox label={t("opsMessage.search")} value={search} onChange={setSearch} />
      <Receivers name={message.name} search={search} chosen={chosen} onChoose={setChosen} />
    </ReasonDialog>
  );
}

function receiversQuery(name: string, search: string) {
  return queryOptions({
    queryKey: ["instances", "list", "/api/subscriptions", name, search],
    queryFn: ({ signal }) =>
      request<{ items: Subscription[] }>(
        "GET",
        `/api/subscriptions${query({ kind: "message", name, search, limit: 50 })}`,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

type ReceiversProps = {
  readonly name: string;
  readonly search: string;
  readonly chosen: Receiver | null;
  readonly onChoose: (receiver: Receiver | null) => void;
};

function Receivers({ name, search, chosen, onChoose }: ReceiversProps) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(receiversQuery(name, search));
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={3} height={40} />;
  const receivers = data.items.flatMap((each) => {
    const { instanceId, waitId } = each;
    return instanceId === null || waitId === null ? [] : [{ ...each, instanceId, waitId }];
  });
  return (
    <ListBox
      aria-label={t("opsMessage.receivers")}
      className={css["receivers"] ?? ""}
      selectionMode="single"
      selectedKeys={chosen === null ? [] : [idOf(chosen)]}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : [...keys];
        onChoose(receivers.find((each) => idOf(each) === key) ?? null);
      }}
      renderEmptyState={() => <p className={css["nobody"]}>{t("opsMessage.nobody")}</p>}
    >
      {receivers.map((each) => (
        <ListBoxItem key={idOf(each)} id={idOf(each)} textValue={caseName(each)} className={css["receiver"] ?? ""}>
          <strong>{caseName(each)}</strong>
          <span className={ops["sub"]}>
            {[
              each.businessKey ?? each.instanceId.slice(0, 8),
              each.customer,
              each.elementName,
              each.correlationKey === null ? null : t("opsMessage.expects", { key: each.correlationKey }),
            ]
              .filter((part) => part !== null)
              .join(" · ")}
          </span>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

function idOf({ instanceId, waitId }: Receiver): string {
  return `${instanceId}~${waitId}`;
}
