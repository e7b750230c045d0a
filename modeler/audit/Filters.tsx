import { useQuery } from "@tanstack/react-query";
import { FilterX } from "lucide-react";
import type { AuditSearch } from "../searchAudit.ts";
import { peopleQuery } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { Picker } from "../kit/Picker.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { useWords } from "../words/language.tsx";
import { DayInput } from "../kit/DayInput.tsx";
import { commandNames } from "./commandNames.ts";
import css from "./Audit.module.css";

const any = "*";

export type Narrowing = {
  readonly search: AuditSearch;
  readonly narrow: (change: { [Name in keyof AuditSearch]?: AuditSearch[Name] | undefined }) => void;
};

/** What narrows the list of events. */
export function Filters({ search, narrow }: Narrowing) {
  const { t, pick } = useWords();
  const { data } = useQuery(peopleQuery);
  const people = (data?.items ?? []).map(({ login, name }) => ({ id: login, name }));
  const commands = Object.entries(commandNames).map(([id, labels]) => ({ id, name: pick(labels) }));
  const isFiltered = [search.object, search.actor, search.type, search.from, search.to].some(Boolean);
  return (
    <div className={css["filters"]} data-search>
      <div className={css["searchBox"]}>
        <SearchBox
          label={t("audit.object")}
          value={search.object ?? ""}
          onChange={(text) => narrow({ object: text === "" ? undefined : text })}
        />
      </div>
      <Picker
        isCompact
        label={t("audit.actor")}
        choices={[{ id: any, name: t("audit.anyone") }, { id: "system", name: "system" }, ...people]}
        value={search.actor ?? any}
        onChange={(id) => narrow({ actor: id === any ? undefined : id })}
      />
      <Picker
        isCompact
        label={t("audit.type")}
        choices={[{ id: any, name: t("audit.anything") }, ...commands]}
        value={search.type ?? any}
        onChange={(id) => narrow({ type: id === any ? undefined : id })}
      />
      <span className={css["days"]}>
        <DayInput label={t("audit.from")} value={search.from} onChange={(from) => narrow({ from })} />
        <DayInput label={t("audit.to")} value={search.to} onChange={(to) => narrow({ to })} />
      </span>
      {isSwapped(search) && (
        <p className={css["swapped"]} role="alert">
          {t("audit.swapped")}
        </p>
      )}
      {isFiltered && (
        <Button
          kind="plain"
          icon={<FilterX aria-hidden="true" />}
          onPress={() =>
            narrow({ object: undefined, actor: undefined, type: undefined, from: undefined, to: undefined })
          }
        >
          {t("audit.clear")}
        </Button>
      )}
    </div>
  );
}

/** Whether the first day is after the last, so that nothing can be found. */
function isSwapped({ from, to }: AuditSearch): boolean {
  return from !== undefined && to !== undefined && from > to;
}
