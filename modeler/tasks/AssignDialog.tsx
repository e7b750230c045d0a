import { useQuery } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { SearchField } from "react-aria-components/SearchField";
import { peopleQuery } from "../api/queries.ts";
import type { Person } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import fields from "../kit/fields.module.css";
import { Failure, Skeleton } from "../kit/states.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { roleNames } from "../words/roles.ts";
import { useBulk, useTaskAct } from "./act.ts";
import { BulkResults } from "./BulkBar.tsx";
import { HandingChoice, type Handing } from "./HandingChoice.tsx";
import { PeopleList } from "./PeopleList.tsx";

export type AssignDialogProps = {
  readonly ids: readonly string[];
  /** How it begins; several tasks are always assigned. */
  readonly handing: Handing;
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Gives one task or several to a person: for good, or one for a while. */
export function AssignDialog({ ids, handing: first, nameOf, onClose, onDone }: AssignDialogProps) {
  const { t } = useWords();
  const [person, setPerson] = useState<string | null>(null);
  const [handing, setHanding] = useState<Handing>(ids.length === 1 ? first : "assign");
  const { hand, isPending, results } = useHanding(ids, onClose, onDone);
  if (results !== null) return <BulkResults results={results} nameOf={nameOf} onClose={onClose} />;

  const actions = (
    <>
      {ids.length === 1 && handing === "assign" && (
        <Button
          kind="plain"
          icon={<UserRoundX aria-hidden="true" />}
          onPress={() => hand("assign", null)}
          isPending={isPending}
        >
          {t("assign.nobody")}
        </Button>
      )}
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button
        kind="primary"
        isPending={isPending}
        declined={person === null ? t("assign.choose") : undefined}
        onPress={() => person !== null && hand(handing, person)}
      >
        {t(handing === "assign" ? "tasks.assign" : "delegate.do")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("assign.title", { count: ids.length })} onClose={onClose} actions={actions}>
      {ids.length === 1 && <HandingChoice value={handing} onChange={setHanding} />}
      <PeopleSearch chosen={person} onChoose={setPerson} />
    </Dialog>
  );
}

function PeopleSearch({ chosen, onChoose }: { chosen: string | null; onChoose: (login: string) => void }) {
  const { t, language } = useWords();
  const { data, error, refetch } = useQuery(peopleQuery);
  const [text, setText] = useState("");
  const said = (one: Person) => `${one.name} ${roleNames(one.roles, language)}`.toLowerCase();
  const shown = data?.items.filter((one) => said(one).includes(text.toLowerCase())) ?? [];
  return (
    <>
      <SearchField
        aria-label={t("assign.search")}
        value={text}
        onChange={setText}
        autoFocus
        className={fields["field"] ?? ""}
      >
        <Input className={fields["input"] ?? ""} placeholder={t("assign.search")} />
      </SearchField>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={4} height={40} />}
      {data !== undefined && <PeopleList all={data.items} shown={shown} chosen={chosen} onChoose={onChoose} />}
    </>
  );
}

function useHanding(ids: readonly string[], onClose: () => void, onDone: () => void) {
  const { t } = useWords();
  const { say } = useToasts();
  const one = useTaskAct();
  const many = useBulk();
  const done = (handing: Handing) => {
    say({ tone: "ok", text: handing === "assign" ? t("assign.done", { count: ids.length }) : t("delegate.done") });
    onDone();
    onClose();
  };
  const onError = (error: Error) => say({ tone: "bad", text: error.message });
  const hand = (handing: Handing, to: string | null) => {
    const [id] = ids;
    const onSuccess = () => done(handing);
    if (id === undefined || ids.length > 1) {
      const settled = (result: { results: readonly { ok: boolean }[] }) =>
        result.results.every((each) => each.ok) && done(handing);
      return many.mutate({ ids, action: "assign", assignee: to }, { onSuccess: settled, onError });
    }
    if (handing === "delegate" && to !== null) return one.mutate({ kind: "delegate", id, to }, { onSuccess, onError });
    return one.mutate({ kind: "assign", id, assignee: to }, { onSuccess, onError });
  };
  const hasFailures = many.data?.results.some((each) => !each.ok) === true;
  return {
    hand,
    isPending: one.isPending || many.isPending,
    results: hasFailures ? (many.data?.results ?? null) : null,
  };
}
