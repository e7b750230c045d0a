import { useQuery } from "@tanstack/react-query";
import { FilterX } from "lucide-react";
import { peopleQuery } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { Picker, type Choice } from "../kit/Picker.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import type { DeskSearch } from "../searchDesk.ts";
import { useWords } from "../words/language.tsx";
import type { Filter, Register } from "./register.ts";
import css from "./Desk.module.css";

const any = "*";

type Narrowing = {
  readonly register: Register;
  readonly search: DeskSearch;
  readonly narrow: (change: Record<string, string | undefined>) => void;
};

/** What narrows a register. */
export function Filters({ register, search, narrow }: Narrowing) {
  const { t } = useWords();
  const cleared = Object.fromEntries(["search", ...register.filters.map(({ at }) => at)].map((at) => [at, undefined]));
  const isNarrowed = Object.keys(cleared).some((at) => Reflect.get(search, at) !== undefined);
  return (
    <div className={css["filters"]} data-search>
      <div className={css["searchBox"]}>
        <SearchBox
          label={t("records.search")}
          value={search.search ?? ""}
          onChange={(text) => narrow({ search: text === "" ? undefined : text })}
        />
      </div>
      {register.filters.map((filter) => (
        <FilterPicker key={filter.at} filter={filter} search={search} narrow={narrow} />
      ))}
      {isNarrowed && (
        <Button kind="plain" icon={<FilterX aria-hidden="true" />} onPress={() => narrow(cleared)}>
          {t("records.clear")}
        </Button>
      )}
    </div>
  );
}

function FilterPicker({ filter, search, narrow }: Omit<Narrowing, "register"> & { filter: Filter }) {
  const { t, pick } = useWords();
  const choices = useChoices(filter);
  const name = pick(filter.name);
  const value: unknown = Reflect.get(search, filter.at);
  return (
    <Picker
      isCompact
      label={name}
      choices={[{ id: any, name: t("records.any", { name }) }, ...choices]}
      value={typeof value === "string" ? value : any}
      onChange={(id) => narrow({ [filter.at]: id === any ? undefined : id })}
    />
  );
}

function useChoices(filter: Filter): readonly Choice[] {
  const { pick } = useWords();
  const { data } = useQuery({ ...peopleQuery, enabled: filter.kind === "person" });
  if (filter.kind === "person") return (data?.items ?? []).map(({ login, name }) => ({ id: login, name }));
  return Object.entries(filter.values).map(([id, names]) => ({ id, name: pick(names) }));
}
