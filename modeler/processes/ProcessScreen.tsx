import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Key } from "react-aria-components";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { Failure, Skeleton } from "../kit/states.tsx";
import { processTabs, type ProcessSearch, type ProcessTab } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { LazyXmlDiagram } from "./diagram/LazyXmlDiagram.tsx";
import { Documentation } from "./Documentation.tsx";
import { Lines } from "./Lines.tsx";
import { ProcessHeader } from "./ProcessHeader.tsx";
import { catalogueQuery, versionQuery, versionsQuery, type Versions, type VersionRow } from "./queries.ts";
import { VersionPicker } from "./VersionPicker.tsx";
import { VersionTable } from "./VersionTable.tsx";
import css from "./Process.module.css";
import { learn } from "../words/dictionary.ts";
import { designWords } from "../words/design.ts";

learn(designWords);

/** One process: its versions, what they look like, what they are for, where they come from. */
export function ProcessScreen() {
  const { key } = useParams({ from: "/shell/processes/$key" });
  const { t } = useWords();
  const { data, error, refetch } = useQuery(versionsQuery("process", key));
  if (data === undefined && error !== null)
    return (
      <Failure
        error={error}
        onRetry={() => void refetch()}
        next={
          <Link to="/processes" search={{}}>
            {t("draft.toList")}
          </Link>
        }
      />
    );
  if (data === undefined) return <Skeleton rows={4} height={96} />;
  return <Shown key={key} versions={data} />;
}

const ofOneVersion: readonly ProcessTab[] = ["diagram", "documentation"];

function Shown({ versions }: { versions: Versions }) {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/processes/$key" });
  const navigate = useNavigate({ from: "/processes/$key" });
  const { data: catalogue } = useQuery(catalogueQuery("process"));
  const row = catalogue?.items.find((one) => one.key === versions.key);
  const tab = search.tab ?? "diagram";
  const shown = versions.items.find((one) => String(one.version) === search.version) ?? versions.items[0];
  const change = (next: { [Name in keyof ProcessSearch]?: ProcessSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  if (shown === undefined) return null;
  const select = (key: Key) => change({ tab: processTabs.find((one) => one === key) });
  return (
    <div className={css["screen"]}>
      <ProcessHeader versions={versions} shown={shown} row={row} />
      <Tabs className={css["tabs"] ?? ""} selectedKey={tab} onSelectionChange={select}>
        <div className={css["bar"]}>
          <TabList className={css["tabList"] ?? ""} aria-label={t("process.parts")}>
            {processTabs.map((one) => (
              <Tab key={one} id={one} className={css["tab"] ?? ""}>
                {t(`process.${one}`)}
              </Tab>
            ))}
          </TabList>
          <VersionPicker
            versions={versions}
            shown={shown}
            isNeeded={ofOneVersion.includes(tab)}
            onChange={(version) => change({ version })}
          />
        </div>
        <TabPanel id="diagram" className={css["diagram"] ?? ""}>
          <DiagramOf shown={shown} selected={search.el ?? null} onSelect={(el) => change({ el: el ?? undefined })} />
        </TabPanel>
        <TabPanel id="versions" className={css["panel"] ?? ""}>
          <VersionTable versions={versions} />
        </TabPanel>
        <TabPanel id="documentation" className={css["panel"] ?? ""}>
          <Documentation processKey={versions.key} version={shown.version} />
        </TabPanel>
        <TabPanel id="origin" className={css["panel"] ?? ""}>
          <Lines versions={versions} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

type DiagramOfProps = { readonly shown: VersionRow; readonly selected: string | null; readonly onSelect: (id: string | null) => void };

function DiagramOf({ shown, selected, onSelect }: DiagramOfProps) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(versionQuery("process", shown.key, shown.version));
  const xml = useMemo(() => (typeof data?.body === "string" ? data.body : null), [data]);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (xml === null) return <Skeleton rows={1} height={320} />;
  return (
    <LazyXmlDiagram
      xml={xml}
      label={t("instance.diagramOf", { name: shown.name })}
      selected={selected}
      onSelect={(id) => onSelect(id === selected ? null : id)}
    />
  );
}
