import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { Picker } from "../kit/Picker.tsx";
import { figureSpans, figureTabs, figureTeams, type FiguresSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { ProcessTab } from "./ProcessTab.tsx";
import { ServiceTab } from "./ServiceTab.tsx";
import css from "./Figures.module.css";
import { learn } from "../words/dictionary.ts";
import { figureWords } from "../words/figures.ts";

learn(figureWords);

const any = "*";
export type Narrow = (change: { [Name in keyof FiguresSearch]?: FiguresSearch[Name] | undefined }) => void;

/** How the desk and its processes did. */
export function FiguresScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/figures" });
  const navigate = useNavigate({ from: "/figures" });
  const { tab = "service", span = "30" } = search;
  const narrow: Narrow = (change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <h1>{t("shell.figures")}</h1>
        <div className={css["filters"]} data-search>
          <Picker
            isCompact
            label={t("figures.span")}
            choices={figureSpans.map((id) => ({ id, name: t(`figures.span.${id}`) }))}
            value={span}
            onChange={(id) => narrow({ span: figureSpans.find((one) => one === id) })}
          />
          {tab === "service" && (
            <Picker
              isCompact
              label={t("figures.team")}
              choices={[
                { id: any, name: t("figures.anyTeam") },
                ...figureTeams.map((id) => ({ id, name: t("figures.level", { level: id }) })),
              ]}
              value={search.team ?? any}
              onChange={(id) => narrow({ team: figureTeams.find((one) => one === id) })}
            />
          )}
        </div>
      </header>
      <Tabs
        className={css["tabsRoot"] ?? ""}
        selectedKey={tab}
        onSelectionChange={(key) => narrow({ tab: figureTabs.find((one) => one === key) })}
      >
        <TabList className={css["tabs"] ?? ""} aria-label={t("shell.figures")}>
          {figureTabs.map((one) => (
            <Tab key={one} id={one} className={css["tab"] ?? ""}>
              {t(`figures.tab.${one}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="service" className={css["panel"] ?? ""}>
          <ServiceTab span={span} team={search.team} customer={search.customer} />
        </TabPanel>
        <TabPanel id="processes" className={css["panel"] ?? ""}>
          <ProcessTab span={span} search={search} narrow={narrow} />
        </TabPanel>
      </Tabs>
    </div>
  );
}
