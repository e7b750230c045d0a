import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FilePlus2, FileUp, GitFork, SearchX, Workflow } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { catalogueQuery, draftsQuery, type CatalogueRow, type DraftRow } from "./queries.ts";
import { ForkDialog } from "./ForkDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { NewDialog } from "./NewDialog.tsx";
import { OpenDrafts } from "./OpenDrafts.tsx";
import { ProcessTable } from "./ProcessTable.tsx";
import { useMay } from "./may.ts";
import css from "./Processes.module.css";

type Over = { readonly kind: "new" } | { readonly kind: "fork"; readonly key?: string } | { readonly kind: "import" };

/** Every process with its newest version, where it comes from, and what is being changed. */
export function ProcessesScreen() {
  const { t } = useWords();
  const may = useMay();
  const search = useSearch({ from: "/shell/processes" });
  const navigate = useNavigate({ from: "/processes" });
  const [over, setOver] = useState<Over | null>(null);
  const list = useQuery(catalogueQuery("process"));
  const drafts = useQuery(draftsQuery());
  const text = search.search ?? "";
  const found = (list.data?.items ?? []).filter((row) => matches(row, text));
  const declined = may("definitions.edit") ? undefined : t("processes.mayNot");
  const create = (
    <Button kind="primary" icon={<FilePlus2 aria-hidden="true" />} declined={declined} onPress={() => setOver({ kind: "new" })}>
      {t("processes.new")}
    </Button>
  );
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <h1>{t("shell.processes")}</h1>
        <div className={css["tools"]} data-search>
          <div className={css["searchBox"]}>
            <SearchBox
              label={t("processes.search")}
              value={text}
              onChange={(next) => void navigate({ search: (before) => ({ ...before, search: next === "" ? undefined : next }), replace: true })}
            />
          </div>
          <Button icon={<FileUp aria-hidden="true" />} declined={declined} onPress={() => setOver({ kind: "import" })}>
            {t("processes.import")}
          </Button>
          <Button icon={<GitFork aria-hidden="true" />} declined={declined} onPress={() => setOver({ kind: "fork" })}>
            {t("processes.fork")}
          </Button>
          {create}
        </div>
      </header>
      <div className={css["body"]}>
        <OpenDrafts drafts={(drafts.data?.items ?? []).filter((draft) => draftMatches(draft, text))} />
        {list.data === undefined && list.error !== null && <Failure error={list.error} onRetry={() => void list.refetch()} />}
        {list.data === undefined && list.error === null && <Skeleton rows={9} height={48} />}
        {list.data !== undefined && list.data.items.length === 0 && (
          <Empty title={t("processes.none")} text={t("processes.noneText")} icon={<Workflow aria-hidden="true" />} action={create} />
        )}
        {list.data !== undefined && list.data.items.length > 0 && found.length === 0 && (
          <Empty
            title={t("processes.noneFound")}
            text={t("processes.noneFoundText", { text })}
            icon={<SearchX aria-hidden="true" />}
            action={<Button onPress={() => void navigate({ search: {} })}>{t("tasks.clear")}</Button>}
          />
        )}
        {found.length > 0 && <ProcessTable rows={found} drafts={drafts.data?.items ?? []} onFork={(key) => setOver({ kind: "fork", key })} />}
      </div>
      {over?.kind === "new" && <NewDialog onClose={() => setOver(null)} known={list.data?.items ?? []} />}
      {over?.kind === "fork" && (
        <ForkDialog processes={list.data?.items ?? []} {...(over.key === undefined ? {} : { chosen: over.key })} onClose={() => setOver(null)} />
      )}
      {over?.kind === "import" && <ImportDialog onClose={() => setOver(null)} />}
    </div>
  );
}

function matches(row: CatalogueRow, text: string): boolean {
  return everyWord(`${row.name} ${row.key}`, text);
}

function draftMatches(draft: DraftRow, text: string): boolean {
  return everyWord(`${draft.title} ${draft.parts.map((part) => part.key).join(" ")}`, text);
}

function everyWord(where: string, text: string): boolean {
  const low = where.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => low.includes(word));
}
