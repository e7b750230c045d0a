import { useState } from "react";
import type { Task } from "../../api/types.ts";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { oneOf } from "../../search.ts";

/** What surrounds a form, in the order of its tabs. */
export const caseTabs = ["about", "comments", "files", "time"] as const;
export type CaseTab = (typeof caseTabs)[number];

const remembered = "ablauf.caseTab";

/**
 * The tab beside the form and the keys that lead to tabs. It is known before the tabs are drawn, so that no key is lost
 * that somebody presses until then.
 */
export function useCaseTab(task: Task | undefined): { readonly tab: CaseTab; readonly show: (tab: CaseTab) => void } {
  const [tab, setTab] = useState<CaseTab>(() => oneOf(caseTabs, localStorage.getItem(remembered)) ?? "about");
  const show = (next: CaseTab) => {
    localStorage.setItem(remembered, next);
    setTab(next);
  };
  useShortcuts({
    comment: () => {
      if (task === undefined) return;
      show("comments");
      focusSoon("#comment-composer textarea");
    },
    work: () => {
      if (task === undefined || task.ticketNumber === null) return;
      show("time");
      focusSoon("#case-time [data-first] :is(button, a)");
    },
  });
  return { tab, show };
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
