import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { useWords } from "../../words/language.tsx";
import type { RuleExplanation, RuleFinding, RuleTestRun } from "../queries.ts";
import type { Facts, RuleTable } from "../table/ruleTable.ts";
import { Findings } from "./Findings.tsx";
import { ImpactPanel } from "./ImpactPanel.tsx";
import { TestsPanel } from "./TestsPanel.tsx";
import type { Asked } from "./useAsked.ts";
import { Why } from "./Why.tsx";
import css from "./SidePanel.module.css";

export const sideTabs = ["why", "tests", "findings", "impact"] as const;
export type SideTab = (typeof sideTabs)[number];
export type SidePanelProps = {
  readonly ruleKey: string;
  /** With what is typed right now. */
  readonly table: RuleTable;
  readonly stored: RuleTable;
  readonly tab: SideTab;
  readonly onTab: (tab: SideTab) => void;
  readonly canEdit: boolean;
  readonly facts: Facts;
  readonly onFacts: (facts: Facts) => void;
  readonly onTry: (facts: Facts) => void;
  readonly wanted: Facts | null;
  readonly onWanted: (wanted: Facts | null) => void;
  readonly why: Asked<RuleExplanation>;
  readonly tests: Asked<RuleTestRun>;
  readonly checks: Asked<readonly RuleFinding[]>;
  readonly onRow: (id: string) => void;
  readonly onChange: (table: RuleTable) => void;
};

/** What a change means, beside the table: why, tests, findings, impact. */
export function SidePanel(props: SidePanelProps) {
  const { table, tab, onTab, tests, checks } = props;
  const { t } = useWords();
  const counts: Readonly<Partial<Record<SideTab, Count>>> = {
    tests: testCount(table, tests.answer),
    findings: findingCount(checks.answer ?? []),
  };
  return (
    <aside className={css["panel"]} aria-label={t("rules.beside")}>
      <Tabs
        className={css["tabs"] ?? ""}
        selectedKey={tab}
        onSelectionChange={(key) => onTab(sideTabs.find((one) => one === key) ?? "why")}
      >
        <TabList className={css["tabList"] ?? ""} aria-label={t("rules.beside")}>
          {sideTabs.map((one) => (
            <Tab key={one} id={one} className={css["tab"] ?? ""}>
              {t(`side.${one}`)}
              {counts[one] !== undefined && (
                <span className={css["count"]} data-bad={counts[one].isBad}>
                  {counts[one].text}
                </span>
              )}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="why" className={css["body"] ?? ""}>
          <Why {...props} />
        </TabPanel>
        <TabPanel id="tests" className={css["body"] ?? ""}>
          <TestsPanel {...props} />
        </TabPanel>
        <TabPanel id="findings" className={css["body"] ?? ""}>
          <Findings findings={checks.answer ?? []} error={checks.error} onRow={props.onRow} onTry={props.onTry} />
        </TabPanel>
        <TabPanel id="impact" className={css["body"] ?? ""}>
          <ImpactPanel ruleKey={props.ruleKey} table={props.stored} canStart={props.canEdit} onTry={props.onTry} />
        </TabPanel>
      </Tabs>
    </aside>
  );
}

type Count = { readonly text: string; readonly isBad: boolean };

function testCount({ tests }: RuleTable, run: RuleTestRun | null): Count {
  if (run === null) return { text: String(tests?.length ?? 0), isBad: false };
  return { text: `${run.passed}/${run.passed + run.failed}`, isBad: run.failed > 0 };
}

function findingCount(findings: readonly RuleFinding[]): Count {
  return { text: String(findings.length), isBad: findings.some(({ severity }) => severity === "error") };
}
