import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Key as AriaKey } from "react-aria-components";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";
import { commentsQuery, filesQuery } from "../../api/cases.ts";
import type { Task } from "../../api/types.ts";
import { DecisionCards } from "../../decisions/DecisionCards.tsx";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { Place } from "../Place.tsx";
import { Subject } from "../Subject.tsx";
import css from "./Case.module.css";
import { learn } from "../../words/dictionary.ts";
import { caseTabWords } from "../../words/caseTabs.ts";

learn(caseTabWords);

const Comments = lazy(async () => ({ default: (await import("./Comments.tsx")).Comments }));
const Files = lazy(async () => ({ default: (await import("./Files.tsx")).Files }));
const Time = lazy(async () => ({ default: (await import("./Time.tsx")).Time }));

const tabs = ["about", "comments", "files", "time"] as const;
type CaseTab = (typeof tabs)[number];

const remembered = "ablauf.caseTab";

/** What surrounds the form, one thing at a time: what it is about, what is said, attached and worked. */
export function CaseTabs({ task }: { task: Task }) {
  const { t } = useWords();
  const [tab, setTab] = useState<CaseTab>(
    () => tabs.find((one) => one === localStorage.getItem(remembered)) ?? "about",
  );
  const counts = useCounts(task);
  const shown = tabs.filter((one) => one !== "time" || task.ticketNumber !== null);
  const chosen = shown.includes(tab) ? tab : "about";
  const show = (key: AriaKey) => {
    const next = tabs.find((one) => one === key) ?? "about";
    localStorage.setItem(remembered, next);
    setTab(next);
  };
  useShortcuts({
    comment: () => {
      show("comments");
      focusSoon("#comment-composer textarea");
    },
    work: () => {
      if (task.ticketNumber === null) return;
      show("time");
      focusSoon("#case-time [data-first] :is(button, a)");
    },
  });

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

/** What is shown next may have to be fetched first; nobody who types meanwhile is disturbed. */
function focusSoon(place: string): void {
  const from = document.activeElement;
  const until = performance.now() + 2_000;
  const look = () => {
    const found = document.querySelector<HTMLElement>(place);
    if (document.activeElement !== from && document.activeElement !== document.body) return;
    if (found !== null) found.focus();
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
