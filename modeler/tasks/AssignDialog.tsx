import { useQuery } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { useState } from "react";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { SearchField } from "react-aria-components/SearchField";
import { peopleQuery } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import fields from "../kit/fields.module.css";
import { Failure, Skeleton } from "../kit/states.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { useBulk, useTaskAct } from "./act.ts";
import { BulkResults } from "./BulkBar.tsx";
import css from "./Tasks.module.css";

export type AssignDialogProps = {
  readonly ids: readonly string[];
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Gives one task or several to a person. */
export function AssignDialog({ ids, nameOf, onClose, onDone }: AssignDialogProps) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(peopleQuery);
  const [text, setText] = useState("");
  const [person, setPerson] = useState<string | null>(null);
  const { assign, isPending, results } = useAssign(ids, onClose, onDone);
  const shown =
    data?.items.filter((one) => `${one.name} ${one.roles.join(" ")}`.toLowerCase().includes(text.toLowerCase())) ?? [];
  if (results !== null) return <BulkResults results={results} nameOf={nameOf} onClose={onClose} />;

  const actions = (
    <>
      {ids.length === 1 && (
        <Button
          kind="plain"
          icon={<UserRoundX aria-hidden="true" />}
          onPress={() => assign(null)}
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
        onPress={() => person !== null && assign(person)}
      >
        {t("tasks.assign")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("assign.title", { count: ids.length })} onClose={onClose} actions={actions}>
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
      {data !== undefined && <People people={shown} chosen={person} onChoose={setPerson} />}
    </Dialog>
  );
}

type Person = { readonly login: string; readonly name: string; readonly roles: readonly string[] };
type PeopleProps = {
  readonly people: readonly Person[];
  readonly chosen: string | null;
  readonly onChoose: (login: string) => void;
};

function People({ people, chosen, onChoose }: PeopleProps) {
  const { t } = useWords();
  return (
    <ListBox
      aria-label={t("assign.people")}
      className={css["people"] ?? ""}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => onChoose(people.find((one) => keys === "all" || keys.has(one.login))?.login ?? "")}
      renderEmptyState={() => <p className={css["nobody"]}>{t("assign.none")}</p>}
      items={people.map((one) => ({ ...one, id: one.login }))}
    >
      {(one) => (
        <ListBoxItem id={one.id} textValue={one.name} className={fields["option"] ?? ""}>
          <span style={{ flex: 1 }}>{one.name}</span>
          <span className={css["roles"]}>{one.roles.join(", ")}</span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

function useAssign(ids: readonly string[], onClose: () => void, onDone: () => void) {
  const { t } = useWords();
  const { say } = useToasts();
  const one = useTaskAct();
  const many = useBulk();
  const done = () => {
    say({ tone: "ok", text: t("assign.done", { count: ids.length }) });
    onDone();
    onClose();
  };
  const failed = (error: Error) => say({ tone: "bad", text: error.message });
  const assign = (assignee: string | null) => {
    const [id] = ids;
    if (id !== undefined && ids.length === 1) {
      return one.mutate({ kind: "assign", id, assignee }, { onSuccess: done, onError: failed });
    }
    return many.mutate(
      { ids, action: "assign", ...(assignee === null ? {} : { assignee }) },
      { onSuccess: (result) => result.results.every((each) => each.ok) && done(), onError: failed },
    );
  };
  const hasFailures = many.data?.results.some((each) => !each.ok) === true;
  return {
    assign,
    isPending: one.isPending || many.isPending,
    results: hasFailures ? (many.data?.results ?? null) : null,
  };
}
