import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { Key as AriaKey } from "react-aria-components";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { commentsQuery, filesQuery } from "../../api/cases.ts";
import type { Task } from "../../api/types.ts";
import { DecisionCards } from "../../decisions/DecisionCards.tsx";
import { Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { Place } from "../Place.tsx";
import { Subject } from "../Subject.tsx";
import { caseTabs, type CaseTab } from "./useCaseTab.ts";
import css from "./Case.module.css";
import { learn } from "../../words/dictionary.ts";
import { caseTabWords } from "../../words/caseTabs.ts";
import { whenReached } from "../../live/reach.ts";

learn(caseTabWords);

const Comments = lazy(async () => ({ default: (await whenReached(() => import("./Comments.tsx"))).Comments }));
const Files = lazy(async () => ({ default: (await whenReached(() => import("./Files.tsx"))).Files }));
const Time = lazy(async () => ({ default: (await whenReached(() => import("./Time.tsx"))).Time }));

export type CaseTabsProps = {
  readonly task: Task;
  readonly tab: CaseTab;
  readonly onTab: (tab: CaseTab) => void;
};

/** What surrounds the form, one thing at a time: what it is about, what is said, attached and worked. */
export function CaseTabs({ task, tab, onTab }: CaseTabsProps) {
  const { t } = useWords();
  const counts = useCounts(task);
  const shown = caseTabs.filter((one) => one !== "time" || task.ticketNumber !== null);
  const chosen = shown.includes(tab) ? tab : "about";
  const show = (key: AriaKey) => onTab(caseTabs.find((one) => one === key) ?? "about");

  return (
    <Tabs className={css["root"] ?? ""} selectedKey={chosen} onSelectionChange={show}>
      <TabList className={css["tabs"] ?? ""} aria-label={t("task.context")}>
        {shown.map((one) => (
          <Tab key={one} id={one} className={css["tab"] ?? ""}>
            {t(`case.${one}`)}
            {counts[one] > 0 && <span className={css["count"]}>{counts[one]}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="about" className={css["panel"] ?? ""}>
        <Subject task={task} />
        <Place task={task} />
        <DecisionCards decisions={task.decisions} />
      </TabPanel>
      <TabPanel id="comments" className={css["panel"] ?? ""}>
        <Suspense fallback={<Skeleton rows={3} height={64} />}>
          <Comments key={task.caseKey} task={task} />
        </Suspense>
      </TabPanel>
      <TabPanel id="files" className={css["panel"] ?? ""}>
        <Suspense fallback={<Skeleton rows={3} height={48} />}>
          <Files key={task.caseKey} caseKey={task.caseKey} />
        </Suspense>
      </TabPanel>
      {task.ticketNumber !== null && (
        <TabPanel id="time" className={css["panel"] ?? ""}>
          <Suspense fallback={<Skeleton rows={3} height={48} />}>
            <Time key={task.ticketNumber} ticketNumber={task.ticketNumber} taskId={task.id} />
          </Suspense>
        </TabPanel>
      )}
    </Tabs>
  );
}

function useCounts({ caseKey, instanceId }: Task): Record<CaseTab, number> {
  const { data: comments } = useQuery(commentsQuery(caseKey, instanceId));
  const { data: files } = useQuery(filesQuery(caseKey));
  return { about: 0, comments: comments?.items.length ?? 0, files: files?.items.length ?? 0, time: 0 };
}
