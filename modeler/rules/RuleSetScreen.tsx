import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { Chip } from "../kit/Chip.tsx";
import { Failure, Skeleton } from "../kit/states.tsx";
import { Lines } from "../processes/Lines.tsx";
import css from "../processes/Process.module.css";
import { Origin } from "../processes/ProcessTable.tsx";
import { VersionPicker } from "../processes/VersionPicker.tsx";
import { catalogueQuery, versionsQuery, type Versions, type VersionRow } from "../processes/queries.ts";
import { ruleTabs, type RuleSetSearch, type RuleTab } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { ExportRules } from "./ExportRules.tsx";
import { RuleDocumentation } from "./RuleDocumentation.tsx";
import { RuleVersions } from "./RuleVersions.tsx";
import { ShownTable } from "./ShownTable.tsx";
import { StartRuleDraft } from "./StartRuleDraft.tsx";
import { learn } from "../words/dictionary.ts";
import { designWords } from "../words/design.ts";

learn(designWords);

/** One rule set: its table with a case to try, its versions, what it says in words, where it comes from. */
export function RuleSetScreen() {
  const { key } = useParams({ from: "/shell/rules/$key" });
  const { t } = useWords();
  const { data, error, refetch } = useQuery(versionsQuery("ruleSet", key));
  const next = (
    <Link to="/rules" search={{}}>
      {t("rules.toList")}
    </Link>
  );
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} next={next} />;
  if (data === undefined) return <Skeleton rows={4} height={96} />;
  return <Shown key={key} versions={data} />;
}

/** The sheet takes what height there is; hidden panels stay hidden. */
const shownAs = ({ isInert }: { isInert: boolean }) => (isInert ? {} : { display: "flex" });

const ofOneVersion: readonly RuleTab[] = ["table", "documentation"];

function Shown({ versions }: { versions: Versions }) {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/rules/$key" });
  const navigate = useNavigate({ from: "/rules/$key" });
  const tab = search.tab ?? "table";
  const shown = versions.items.find((one) => String(one.version) === search.version) ?? versions.items[0];
  const change = (next: { [Name in keyof RuleSetSearch]?: RuleSetSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  if (shown === undefined) return null;
  return (
    <div className={css["screen"]}>
      <Head versions={versions} shown={shown} />
      <Tabs
        className={css["tabs"] ?? ""}
        selectedKey={tab}
        onSelectionChange={(key) => change({ tab: ruleTabs.find((one) => one === key) })}
      >
        <div className={css["bar"]}>
          <TabList className={css["tabList"] ?? ""} aria-label={t("rules.parts")}>
            {ruleTabs.map((one) => (
              <Tab key={one} id={one} className={css["tab"] ?? ""}>
                {t(`ruleTab.${one}`)}
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
        <TabPanel id="table" className={css["diagram"] ?? ""} style={shownAs}>
          <ShownTable ruleKey={versions.key} version={shown.version} />
        </TabPanel>
        <TabPanel id="versions" className={css["panel"] ?? ""}>
          <RuleVersions versions={versions} />
        </TabPanel>
        <TabPanel id="documentation" className={css["panel"] ?? ""}>
          <RuleDocumentation ruleKey={versions.key} version={shown.version} />
        </TabPanel>
        <TabPanel id="origin" className={css["panel"] ?? ""}>
          <Lines versions={versions} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function Head({ versions, shown }: { versions: Versions; shown: VersionRow }) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery("ruleSet"));
  const row = catalogue?.items.find((one) => one.key === versions.key);
  const newest = versions.items[0];
  const name = newest?.name ?? versions.key;
  return (
    <header className={css["header"]}>
      <div className={css["title"]}>
        <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
          <Link to="/rules" search={{}}>
            {t("shell.rules")}
          </Link>
          <span aria-hidden="true">/</span>
          <span>{versions.key}</span>
        </nav>
        <h1>{name}</h1>
        <div className={css["facts"]}>
          <Chip>{t("instance.version", { version: newest?.version ?? 0 })}</Chip>
          {newest?.state === "retired" && <Chip tone="warn">{t("version.retired")}</Chip>}
          <Origin lineage={versions.lineage} />
        </div>
      </div>
      <ExportRules shown={shown} />
      <StartRuleDraft isPrimary row={{ key: versions.key, name, draftIds: row?.draftIds ?? [] }} />
    </header>
  );
}
