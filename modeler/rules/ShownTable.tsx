import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Failure, Skeleton } from "../kit/states.tsx";
import { versionQuery } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import { SidePanel, type SideTab } from "./editor/SidePanel.tsx";
import { useLive } from "./editor/useLive.ts";
import { Sheet } from "./sheet/Sheet.tsx";
import type { Selection } from "./table/places.ts";
import { tableOf, type RuleTable } from "./table/ruleTable.ts";
import css from "./Rules.module.css";

/** A published version to be read: the table, and beside it a case to try, tests, findings. */
export function ShownTable({ ruleKey, version }: { ruleKey: string; version: number }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(versionQuery("ruleSet", ruleKey, version));
  const table = useMemo(() => (data === undefined ? null : tableOf(data.body)), [data]);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={8} height={34} />;
  if (table === null)
    return (
      <div className={css["plain"]}>
        <p>{t("rules.noTable")}</p>
        <pre tabIndex={0}>{JSON.stringify(data.body, null, 2)}</pre>
      </div>
    );
  return <Read key={version} ruleKey={ruleKey} table={table} />;
}

const none = () => undefined;

function Read({ ruleKey, table }: { ruleKey: string; table: RuleTable }) {
  const { t, pick } = useWords();
  const [selection, setSelection] = useState<Selection>({ anchor: { line: 0, at: 0 }, cursor: { line: 0, at: 0 } });
  const [tab, setTab] = useState<SideTab>("why");
  const { marks, setFacts, setWanted, ...live } = useLive(ruleKey, table);
  const showRow = (id: string) => {
    const line = table.rows.findIndex((row) => row.id === id);
    if (line >= 0) setSelection({ anchor: { line, at: 0 }, cursor: { line, at: 0 } });
  };
  return (
    <div className={css["work"]}>
      <Sheet
        table={table}
        label={t("rules.tableOf", { name: pick(table.label) })}
        isReadOnly
        selection={selection}
        onSelect={setSelection}
        marks={marks}
      />
      <SidePanel
        {...live}
        ruleKey={ruleKey}
        table={table}
        stored={table}
        tab={tab}
        onTab={setTab}
        canEdit={false}
        onFacts={setFacts}
        onTry={(given) => {
          setFacts(given);
          setTab("why");
        }}
        onWanted={setWanted}
        onRow={showRow}
        onChange={none}
      />
    </div>
  );
}
