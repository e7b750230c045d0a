import type { Key } from "react-aria-components";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import type { ReactNode } from "react";
import type { Instance } from "../api/types.ts";
import { instanceTabs, type InstanceTab } from "../search.ts";
import { useWords } from "../words/language.tsx";
import type { useRetry } from "./act.ts";
import { Children } from "./Children.tsx";
import { DecisionsOf } from "./DecisionsOf.tsx";
import { Faults } from "./Faults.tsx";
import { TasksOf } from "./TasksOf.tsx";
import { Variables } from "./Variables.tsx";
import { Waits } from "./Waits.tsx";
import css from "./Instance.module.css";

export type InstanceTabsProps = {
  readonly instance: Instance;
  readonly tab: InstanceTab;
  readonly onTab: (tab: InstanceTab) => void;
  readonly onElement: (id: string) => void;
  readonly retry: ReturnType<typeof useRetry>;
};

/** What there is to know about an instance, tab by tab, each with its number. */
export function InstanceTabs({ instance, tab, onTab, onElement, retry }: InstanceTabsProps) {
  const { t } = useWords();
  const counts: Record<InstanceTab, number | null> = {
    faults: instance.faultList.length,
    variables: Object.keys(instance.variables).length,
    waits: instance.waits.length,
    tasks: instance.waits.filter((wait) => wait.kind === "task").length,
    decisions: null,
    children: instance.children.length,
  };
  const panels: Record<InstanceTab, ReactNode> = {
    faults: <Faults instance={instance} retry={retry} onElement={onElement} />,
    variables: <Variables instance={instance} />,
    waits: <Waits instance={instance} onElement={onElement} />,
    tasks: <TasksOf instance={instance} />,
    decisions: <DecisionsOf instance={instance} />,
    children: <Children instance={instance} />,
  };
  const change = (key: Key) => {
    const next = instanceTabs.find((one) => one === key);
    if (next !== undefined) onTab(next);
  };
  return (
    <>
      <h2 className="unseen">{t("instance.details")}</h2>
      <Tabs className={css["tabsRoot"] ?? ""} selectedKey={tab} onSelectionChange={change}>
        <TabList className={css["tabList"] ?? ""} aria-label={t("instance.details")}>
          {instanceTabs.map((one) => (
            <Tab
              key={one}
              id={one}
              className={css["tab"] ?? ""}
              data-bad={one === "faults" && instance.faultList.length > 0}
            >
              {t(`tab.${one}`)}
              {counts[one] !== null && counts[one] > 0 && <span className={css["count"]}>{counts[one]}</span>}
            </Tab>
          ))}
        </TabList>
        {instanceTabs.map((one) => (
          <TabPanel key={one} id={one} className={css["panel"] ?? ""}>
            {panels[one]}
          </TabPanel>
        ))}
      </Tabs>
    </>
  );
}
