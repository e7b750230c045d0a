import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { Failure } from "../../kit/states.tsx";
import { TableHead } from "../../kit/TableHead.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { useChange } from "../useChange.ts";
import css from "../Admin.module.css";
import { changesQuery, type WaitingChange } from "./queries.ts";

/** Records that are yet to be written where they are led; what cannot be written says what to do. */
export function Changes() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(changesQuery);
  const [dropped, setDropped] = useState<WaitingChange>();
  const items = data?.items ?? [];
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (items.length === 0) return null;
  return (
    <section aria-label={t("systems.changes")}>
      <h2>{t("systems.changes")}</h2>
      <table className={css["table"]}>
        <TableHead columns={[t("systems.record"), t("systems.why")]} actions={t("person.actions")} />
        <tbody>
          {items.map((change) => (
            <Line key={`${change.entity}/${change.recordId}`} change={change} onDrop={() => setDropped(change)} />
          ))}
        </tbody>
      </table>
      {dropped !== undefined && <Sure change={dropped} onClose={() => setDropped(undefined)} />}
    </section>
  );
}

/** What is dropped is never written: that is asked before. */
function Sure({ change, onClose }: { readonly change: WaitingChange; readonly onClose: () => void }) {
  const { t } = useWords();
  const drop = useChange({
    run: () => request("POST", `${pathOf(change)}/drop`),
    said: "systems.dropped",
    onDone: onClose,
  });
  return (
    <Dialog
      title={t("systems.sureDrop", { label: change.label })}
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="danger" isPending={drop.isPending} onPress={() => drop.mutate()}>
            {t("systems.drop")}
          </Button>
        </>
      }
    >
      <p>{t("systems.sureDropText")}</p>
    </Dialog>
  );
}

function pathOf({ entity, recordId }: WaitingChange): string {
  return `/api/psa-changes/${entity}/${recordId}`;
}

function Line({ change, onDrop }: { readonly change: WaitingChange; readonly onDrop: () => void }) {
  const { t } = useWords();
  const retry = useChange({ run: () => request("POST", `${pathOf(change)}/retry`), said: "systems.retried" });
  return (
    <tr>
      <th scope="row">
        <Led change={change} />
      </th>
      <td>
        <Why change={change} />
      </td>
      <td className={css["rowActions"]}>
        {change.code !== null && (
          <Button
            kind="plain"
            label={`${t("systems.retry")}: ${change.label}`}
            isPending={retry.isPending}
            onPress={() => retry.mutate()}
          >
            {t("systems.retry")}
          </Button>
        )}
        {change.isFailed && (
          <Button kind="plain" label={`${t("systems.drop")}: ${change.label}`} onPress={onDrop}>
            {t("systems.drop")}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Leads to the record where it can be put right. */
function Led({ change: { entity, recordId, number, label } }: { readonly change: WaitingChange }) {
  const register = entity === "time" ? "tickets" : entity;
  const id = entity === "tickets" || entity === "time" ? number : recordId;
  if (id === null) return <>{label}</>;
  return (
    <Link to="/desk/$register/$id" params={{ register, id }}>
      {label}
    </Link>
  );
}

function Why({ change: { code, error, isFailed, dueAt } }: { readonly change: WaitingChange }) {
  const { t, language } = useWords();
  const reason = useReason(code);
  if (code === null) return <>{t("systems.soon")}</>;
  return (
    <>
      <span title={error ?? undefined}>{reason ?? error ?? code}</span>
      {!isFailed && dueAt !== null && <> {t("systems.next", { at: instantText(dueAt, language) })}</>}
    </>
  );
}

/** What the server says it could not do, in words of ours. */
function useReason(code: string | null): string | undefined {
  const { t } = useWords();
  switch (code) {
    case "psa.customer":
      return t("systems.codeCustomer");
    case "psa.ticket":
      return t("systems.codeTicket");
    case "psa.waits":
      return t("systems.codeWaits");
    case "psa.declined":
      return t("systems.codeDeclined");
    case "psa.unsupported":
      return t("systems.codeUnsupported");
    case "psa.unreachable":
      return t("systems.codeUnreachable");
    default:
      return undefined;
  }
}
