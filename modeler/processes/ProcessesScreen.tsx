import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FilePlus2, FileUp, GitFork, SearchX, Stamp, Workflow } from "lucide-react";
import { useState, type ReactNode } from "react";
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
import { learn } from "../words/dictionary.ts";
import { designWords } from "../words/design.ts";

learn(designWords);

type Over = { readonly kind: "new" | "fork" | "import" };

/** Every process with its newest version, where it comes from, and what is being changed. */
export function ProcessesScreen() {
  const { t } = useWords();
  const may = useMay();
  const search = useSearch({ from: "/shell/processes" });
  const navigate = useNavigate({ from: "/processes" });
  const [over, setOver] = useState<Over | null>(null);
  const list = useQuery(catalogueQuery("process"));
  const text = search.search ?? "";
  const declined = may("definitions.edit") ? undefined : t("processes.mayNot");
  const find = (next: string) =>
    void navigate({
      search: (before) => ({ ...before, search: next === "" ? undefined : next }),
      replace: true,
    });
  const create = (
    <Button
      kind="primary"
      icon={<FilePlus2 aria-hidden="true" />}
      declined={declined}
      onPress={() => setOver({ kind: "new" })}
    >
      {t("processes.new")}
    </Button>
  );
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <h1>{t("shell.processes")}</h1>
        <div className={css["tools"]} data-search>
          <div className={css["searchBox"]}>
            <SearchBox label={t("processes.search")} value={text} onChange={find} />
          </div>
          <Button
            icon={<Stamp aria-hidden="true" />}
            onPress={() => void navigate({ to: "/element-templates", search: {} })}
          >
            {t("elementTemplates.title")}
          </Button>
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
        <Found list={list} text={text} create={create} onClear={() => find("")} />
      </div>
      <Dialogs over={over} processes={list.data?.items ?? []} onClose={() => setOver(null)} />
    </div>
  );
}

type FoundProps = {
  readonly list: {
    readonly data: { readonly items: readonly CatalogueRow[] } | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  readonly text: string;
  readonly create: ReactNode;
  readonly onClear: () => void;
};

function Found({ list, text, create, onClear }: FoundProps) {
  const { t } = useWords();
  const drafts = useQuery(draftsQuery());
  if (list.data === undefined && list.error !== null)
    return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton rows={9} height={48} />;
  const rows = list.data.items.filter((row) => everyWord(`${row.name} ${row.key}`, text));
  const open = (drafts.data?.items ?? []).filter((draft) => draftMatches(draft, text));
  if (list.data.items.length === 0 && open.length === 0)
    return (
      <Empty
        title={t("processes.none")}
        text={t("processes.noneText")}
        icon={<Workflow aria-hidden="true" />}
        action={create}
      />
    );
  if (rows.length === 0 && open.length === 0)
    return (
      <Empty
        title={t("processes.noneFound")}
        text={t("processes.noneFoundText", { text })}
        icon={<SearchX aria-hidden="true" />}
        action={<Button onPress={onClear}>{t("tasks.clear")}</Button>}
      />
    );
  return (
    <>
      <OpenDrafts drafts={open} />
      {rows.length > 0 && <ProcessTable rows={rows} />}
    </>
  );
}

type DialogsProps = {
  readonly over: Over | null;
  readonly processes: readonly CatalogueRow[];
  readonly onClose: () => void;
};

function Dialogs({ over, processes, onClose }: DialogsProps) {
  if (over?.kind === "new") return <NewDialog known={processes} onClose={onClose} />;
  if (over?.kind === "fork") return <ForkDialog processes={processes} onClose={onClose} />;
  return over?.kind === "import" ? <ImportDialog onClose={onClose} /> : null;
}

function draftMatches(draft: DraftRow, text: string): boolean {
  return everyWord(`${draft.title} ${draft.parts.map((part) => part.key).join(" ")}`, text);
}

function everyWord(where: string, text: string): boolean {
  const low = where.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => low.includes(word));
}
