import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import type { Person } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import fields from "../kit/fields.module.css";
import { useWords } from "../words/language.tsx";
import { roleNames } from "../words/roles.ts";
import { dateText } from "../words/time.ts";
import css from "./Assign.module.css";

export type PeopleListProps = {
  readonly all: readonly Person[];
  readonly shown: readonly Person[];
  readonly chosen: string | null;
  readonly onChoose: (login: string) => void;
};

/** People to choose from. Who is away says so, and offers who stands in. */
export function PeopleList({ all, shown, chosen, onChoose }: PeopleListProps) {
  const { t, language } = useWords();
  return (
    <>
      <ListBox
        aria-label={t("assign.people")}
        className={css["people"] ?? ""}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelectionChange={(keys) => {
          const next = shown.find((one) => keys !== "all" && keys.has(one.login));
          if (next !== undefined) onChoose(next.login);
        }}
        renderEmptyState={() => <p className={css["nobody"]}>{t("assign.none")}</p>}
        items={shown.map((one) => ({ ...one, id: one.login }))}
      >
        {(one) => (
          <ListBoxItem id={one.id} textValue={one.name} className={fields["option"] ?? ""}>
            <span style={{ flex: 1 }}>{one.name}</span>
            <span className={css["roles"]}>
              {one.absence === null
                ? roleNames(one.roles, language)
                : t("delegate.away", { until: dateText(one.absence.until, language) })}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
      <Substitute all={all} chosen={chosen} onChoose={onChoose} />
    </>
  );
}

function Substitute({ all, chosen, onChoose }: Omit<PeopleListProps, "shown">) {
  const { t, language } = useWords();
  const person = all.find((one) => one.login === chosen);
  if (person === undefined || person.absence === null) return null;
  const { until, substitute } = person.absence;
  const standIn = all.find((one) => one.login === substitute);
  return (
    <div className={css["away"]} role="status">
      <span>{t("delegate.awayFor", { name: person.name, until: dateText(until, language) })}</span>
      {standIn !== undefined && (
        <Button onPress={() => onChoose(standIn.login)}>{t("delegate.substitute", { name: standIn.name })}</Button>
      )}
    </div>
  );
}
