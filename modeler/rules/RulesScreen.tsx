import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FilePlus2, FileUp, SearchX, Table2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "../kit/Button.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useMay } from "../processes/may.ts";
import { OpenDrafts } from "../processes/OpenDrafts.tsx";
import css from "../processes/Processes.module.css";
import { catalogueQuery, draftsQuery, type CatalogueRow } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import { ImportDmn } from "./ImportDmn.tsx";
import { NewRuleSet } from "./NewRuleSet.tsx";
import { RulesTable } from "./RulesTable.tsx";
import { learn } from "../words/dictionary.ts";
import { designWords } from "../words/design.ts";

learn(designWords);

/** Every rule set with its newest version, who decides by it, and what is being changed. */
export function RulesScreen() {
  const { t } = useWords();
  const may = useMay();
  const search = useSearch({ from: "/shell/rules" });
  const navigate = useNavigate({ from: "/rules" });
  const [over, setOver] = useState<"new" | "import" | null>(null);
  const list = useQuery(catalogueQuery("ruleSet"));
  const drafts = useQuery(draftsQuery());
  const text = search.search ?? "";
  const open = (drafts.data?.items ?? []).filter((draft) => draft.parts.some(({ kind }) => kind === "ruleSet"));
  const declined = may("definitions.edit") ? undefined : t("processes.mayNot");
  const create = (
    <Button kind="primary" icon={<FilePlus2 aria-hidden="true" />} declined={declined} onPress={() => setOver("new")}>
      {t("rules.new")}
    </Button>
  );
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <h1>{t("shell.rules")}</h1>
        <div className={css["tools"]} data-search>
          <div className={css["searchBox"]}>
            <SearchBox
              label={t("processes.search")}
              value={text}
              onChange={(next) =>
                void navigate({
                  search: (before) => ({ ...before, search: next === "" ? undefined : next }),
                  replace: true,
                })
              }
            />
          </div>
          <Button icon={<FileUp aria-hidden="true" />} declined={declined} onPress={() => setOver("import")}>
            {t("rules.import")}
          </Button>
          {create}
        </div>
      </header>
      <div className={css["body"]}>
        <OpenDrafts
          drafts={open.filter((draft) =>
            everyWord(`${draft.title} ${draft.parts.map(({ key }) => key).join(" ")}`, text),
          )}
        />
        <Listed
          items={list.data?.items}
          error={list.error}
          text={text}
          create={create}
          onRetry={() => void list.refetch()}
          onClear={() => void navigate({ search: {} })}
        />
      </div>
      {over === "new" && <NewRuleSet known={list.data?.items ?? []} onClose={() => setOver(null)} />}
      {over === "import" && <ImportDmn onClose={() => setOver(null)} />}
    </div>
  );
}

type ListedProps = {
  readonly items: readonly CatalogueRow[] | undefined;
  readonly error: Error | null;
  readonly text: string;
  readonly create: ReactNode;
  readonly onRetry: () => void;
  readonly onClear: () => void;
};

function Listed({ items, error, text, create, onRetry, onClear }: ListedProps) {
  const { t } = useWords();
  if (items === undefined && error !== null) return <Failure error={error} onRetry={onRetry} />;
  if (items === undefined) return <Skeleton rows={9} height={48} />;
  if (items.length === 0)
    return (
      <Empty
        title={t("rules.noneYet")}
        text={t("rules.noneYetText")}
        icon={<Table2 aria-hidden="true" />}
        action={create}
      />
    );
  const found = items.filter((row) => everyWord(`${row.name} ${row.key}`, text));
  if (found.length > 0) return <RulesTable rows={found} />;
  return (
    <Empty
      title={t("rules.noneFound")}
      text={t("processes.noneFoundText", { text })}
      icon={<SearchX aria-hidden="true" />}
      action={<Button onPress={onClear}>{t("tasks.clear")}</Button>}
    />
  );
}

function everyWord(where: string, text: string): boolean {
  const low = where.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}
