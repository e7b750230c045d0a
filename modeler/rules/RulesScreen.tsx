import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FilePlus2, FileUp, SearchX, Table2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useMay } from "../processes/may.ts";
import { OpenDrafts } from "../processes/OpenDrafts.tsx";
import css from "../processes/Processes.module.css";
import { catalogueQuery, draftsQuery } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import { ImportDmn } from "./ImportDmn.tsx";
import { NewRuleSet } from "./NewRuleSet.tsx";
import { RulesTable } from "./RulesTable.tsx";

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
  const found = (list.data?.items ?? []).filter((row) => everyWord(`${row.name} ${row.key}`, text));
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
        {list.data === undefined && list.error !== null && (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data === undefined && list.error === null && <Skeleton rows={9} height={48} />}
        {list.data !== undefined && list.data.items.length === 0 && (
          <Empty
            title={t("rules.noneYet")}
            text={t("rules.noneYetText")}
            icon={<Table2 aria-hidden="true" />}
            action={create}
          />
        )}
        {list.data !== undefined && list.data.items.length > 0 && found.length === 0 && (
          <Empty
            title={t("rules.noneFound")}
            text={t("processes.noneFoundText", { text })}
            icon={<SearchX aria-hidden="true" />}
            action={<Button onPress={() => void navigate({ search: {} })}>{t("tasks.clear")}</Button>}
          />
        )}
        {found.length > 0 && <RulesTable rows={found} />}
      </div>
      {over === "new" && <NewRuleSet known={list.data?.items ?? []} onClose={() => setOver(null)} />}
      {over === "import" && <ImportDmn onClose={() => setOver(null)} />}
    </div>
  );
}

function everyWord(where: string, text: string): boolean {
  const low = where.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}
