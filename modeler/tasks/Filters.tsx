import { useQuery } from "@tanstack/react-query";
import { ArrowDownUp, Filter, X } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { MenuTrigger } from "react-aria-components/Menu";
import { definitionsQuery, peopleQuery } from "../api/queries.ts";
import { keysOf } from "../keys/shortcuts.ts";
import { Button } from "../kit/Button.tsx";
import { Menu, MenuItem, MenuSection } from "../kit/Menu.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { taskSorts, type TaskSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { isNarrowed, sortWords, useNarrow } from "./narrow.ts";
import { SaveView } from "./views/SaveView.tsx";
import css from "./Filters.module.css";

/** The menu above the list that is open. */
export type OpenMenu = "filter" | "sort" | null;

export type FiltersProps = {
  readonly search: TaskSearch;
  readonly open: OpenMenu;
  readonly onOpen: (menu: OpenMenu) => void;
};

/** Search, filter, order; what is filtered shows as chips that can be taken away, and can be kept as a view. */
export const Filters = memo(function Filters({ search, open, onOpen }: FiltersProps) {
  const { t } = useWords();
  const narrow = useNarrow();
  const toggle = (menu: Exclude<OpenMenu, null>) => (isOpen: boolean) => onOpen(isOpen ? menu : null);
  const isOwn = isNarrowed(search) || search.sort !== undefined;
  return (
    <div className={css["filters"]}>
      <div className={css["searchLine"]} data-search>
        <SearchBox
          label={t("tasks.search")}
          value={search.search ?? ""}
          onChange={(text) => narrow({ search: text === "" ? undefined : text })}
        />
        <MenuTrigger isOpen={open === "filter"} onOpenChange={toggle("filter")}>
          <Button label={t("tasks.filter")} keys={keysOf("filter")} icon={<Filter aria-hidden="true" />} />
          <FilterMenu />
        </MenuTrigger>
        <MenuTrigger isOpen={open === "sort"} onOpenChange={toggle("sort")}>
          <Button
            label={t("sort.by", { name: t(sortWords[search.sort ?? "due"]) })}
            keys={keysOf("sort")}
            icon={<ArrowDownUp aria-hidden="true" />}
          />
          <Menu label={t("sort.title")}>
            {taskSorts.map((sort) => (
              <MenuItem
                key={sort}
                text={t(sortWords[sort])}
                isChosen={sort === (search.sort ?? "due")}
                onAction={() => narrow({ sort: sort === "due" ? undefined : sort })}
              />
            ))}
          </Menu>
        </MenuTrigger>
      </div>
      {isOwn && (
        <div className={css["chipLine"]}>
          <Chips search={search} />
          <SaveView search={search} />
        </div>
      )}
    </div>
  );
});

const priorities = ["P1", "P2", "P3", "P4"];

function FilterMenu() {
  const { t } = useWords();
  const narrow = useNarrow();
  const processes = useProcesses();
  const { data: people } = useQuery(peopleQuery);
  return (
    <Menu label={t("tasks.filter")}>
      <MenuSection title={t("filter.priority")}>
        {priorities.map((priority) => (
          <MenuItem key={priority} text={priority} onAction={() => narrow({ priority })} />
        ))}
      </MenuSection>
      <MenuSection title={t("ops.process")}>
        {[...processes].map(([key, name]) => (
          <MenuItem key={key} text={name} onAction={() => narrow({ process: key })} />
        ))}
      </MenuSection>
      <MenuSection title={t("filter.holder")}>
        {(people?.items ?? []).map(({ login, name }) => (
          <MenuItem key={login} text={name} onAction={() => narrow({ assignee: login })} />
        ))}
      </MenuSection>
    </Menu>
  );
}

function Chips({ search }: { search: TaskSearch }) {
  const { t } = useWords();
  const narrow = useNarrow();
  const processes = useProcesses();
  const { data: people } = useQuery(peopleQuery);
  const { customer, process, priority, assignee, sort } = search;
  const holder = people?.items.find(({ login }) => login === assignee)?.name ?? assignee;
  const chips = [
    { name: t("shell.customer"), value: customer, without: { customer: undefined } },
    { name: t("ops.process"), value: processes.get(process ?? "") ?? process, without: { process: undefined } },
    { name: t("filter.priority"), value: priority, without: { priority: undefined } },
    { name: t("filter.holder"), value: holder, without: { assignee: undefined } },
    { name: t("sort.title"), value: sort && t(sortWords[sort]), without: { sort: undefined } },
  ];
  return (
    <ul className={css["chips"]} aria-label={t("tasks.activeFilters")}>
      {chips.map(({ name, value, without }) => (
        <FilterChip key={name} name={name} value={value} onRemove={() => narrow(without)} />
      ))}
    </ul>
  );
}

function useProcesses(): ReadonlyMap<string, string> {
  const { data } = useQuery(definitionsQuery);
  return new Map(data?.items.map((definition) => [definition.key, definition.name]));
}

type FilterChipProps = { readonly name: string; readonly value: string | undefined; readonly onRemove: () => void };

function FilterChip({ name, value, onRemove }: FilterChipProps): ReactNode {
  const { t } = useWords();
  if (value === undefined) return null;
  return (
    <li>
      <AriaButton
        className={css["filterChip"] ?? ""}
        onPress={onRemove}
        aria-label={t("tasks.removeFilter", { name, value })}
      >
        {name}: <strong>{value}</strong> <X size={14} aria-hidden="true" />
      </AriaButton>
    </li>
  );
}
