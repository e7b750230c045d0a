import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Filter, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { MenuTrigger } from "react-aria-components/Menu";
import { definitionsQuery } from "../api/queries.ts";
import { keysOf } from "../keys/shortcuts.ts";
import { Button } from "../kit/Button.tsx";
import { Menu, MenuItem } from "../kit/Menu.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { type TaskSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import css from "./Tasks.module.css";

export type FiltersProps = {
  readonly search: TaskSearch;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
};

/** Search, filter, order; what is filtered shows as chips that can be taken away. */
export function Filters({ search, isOpen, onOpen }: FiltersProps) {
  const { t } = useWords();
  const narrow = useNarrow();
  const { data: definitions } = useQuery(definitionsQuery);
  const processes = new Map(definitions?.items.map((definition) => [definition.key, definition.name]));

  return (
    <div className={css["filters"]}>
      <div className={css["searchLine"]} data-search>
        <SearchBox
          label={t("tasks.search")}
          value={search.search ?? ""}
          onChange={(text) => narrow({ search: text === "" ? undefined : text })}
        />
        <MenuTrigger isOpen={isOpen} onOpenChange={onOpen}>
          <Button label={t("tasks.filter")} keys={keysOf("filter")} icon={<Filter aria-hidden="true" />} />
          <Menu label={t("tasks.filter")}>
            {[...processes].map(([key, name]) => (
              <MenuItem key={key} text={name} onAction={() => narrow({ process: key })} />
            ))}
          </Menu>
        </MenuTrigger>
      </div>
      <ul className={css["chips"]} aria-label={t("tasks.activeFilters")}>
        <FilterChip
          name={t("shell.customer")}
          value={search.customer}
          onRemove={() => narrow({ customer: undefined })}
        />
        <FilterChip
          name={t("ops.process")}
          value={search.process === undefined ? undefined : (processes.get(search.process) ?? search.process)}
          onRemove={() => narrow({ process: undefined })}
        />
      </ul>
    </div>
  );
}

function useNarrow() {
  const navigate = useNavigate({ from: "/tasks" });
  return (change: { [Name in keyof TaskSearch]?: TaskSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
}

function FilterChip({
  name,
  value,
  onRemove,
}: {
  name: string;
  value: string | undefined;
  onRemove: () => void;
}): ReactNode {
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
