import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";
import type { Timer } from "../../../server/http/wire.ts";
import { useWords } from "../../words/language.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import { pagesQuery } from "../lists/pages.ts";
import { ProcessPicker } from "../lists/ProcessPicker.tsx";
import { TimerTable } from "./TimerTable.tsx";

/** What time will bring: the timers of all instances, those due next first. */
export function TimersScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops/timers" });
  const navigate = useNavigate({ from: "/ops/timers" });
  const { process: processKey, customer } = search;
  const list = useInfiniteQuery(pagesQuery<Timer>("/api/timers", { processKey, customer }));
  return (
    <OpsPage
      title={t("ops.timers")}
      tools={
        <ProcessPicker
          value={processKey}
          onChange={(process) => void navigate({ search: (before) => ({ ...before, process }), replace: true })}
        />
      }
    >
      <PagedList
        list={list}
        none={{ title: t("opsTimer.none"), text: t("opsTimer.noneText"), icon: <CalendarClock aria-hidden="true" /> }}
        onClear={Object.keys(search).length > 0 ? () => void navigate({ search: {} }) : undefined}
        count={(count) => t("opsTimer.counted", { count })}
      >
        {(timers) => <TimerTable timers={timers} />}
      </PagedList>
    </OpsPage>
  );
}
