import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CircleCheckBig } from "lucide-react";
import type { Job } from "../../../server/http/wireOperations.ts";
import { Picker } from "../../kit/Picker.tsx";
import { SearchBox } from "../../kit/SearchBox.tsx";
import { jobStates, type JobsSearch } from "../../searchOps.ts";
import { useWords } from "../../words/language.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import { pagesQuery } from "../lists/pages.ts";
import { ProcessPicker } from "../lists/ProcessPicker.tsx";
import ops from "../Ops.module.css";
import { JobTable } from "./JobTable.tsx";

const any = "*";

/** What connectors and workers still have to do, and what they could not. */
export function JobsScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops/jobs" });
  const navigate = useNavigate({ from: "/ops/jobs" });
  const { state, type, process: processKey, customer } = search;
  const list = useInfiniteQuery(pagesQuery<Job>("/api/jobs", { state, type, processKey, customer }));
  const narrow = (change: { [Name in keyof JobsSearch]?: JobsSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <OpsPage
      title={t("ops.jobs")}
      tools={
        <>
          <div className={ops["searchBox"]}>
            <SearchBox
              label={t("opsJob.type")}
              value={type ?? ""}
              onChange={(next) => narrow({ type: next === "" ? undefined : next })}
            />
          </div>
          <Picker
            isCompact
            label={t("opsJob.state")}
            choices={[
              { id: any, name: t("opsJob.anyState") },
              ...jobStates.map((id) => ({ id, name: t(`opsJob.state.${id}`) })),
            ]}
            value={state ?? any}
            onChange={(id) => narrow({ state: jobStates.find((one) => one === id) })}
          />
          <ProcessPicker value={processKey} onChange={(process) => narrow({ process })} />
        </>
      }
    >
      <PagedList
        list={list}
        none={{ title: t("opsJob.none"), text: t("opsJob.noneText"), icon: <CircleCheckBig aria-hidden="true" /> }}
        onClear={Object.keys(search).length > 0 ? () => void navigate({ search: {} }) : undefined}
        count={(count) => t("opsJob.counted", { count })}
      >
        {(jobs) => <JobTable jobs={jobs} />}
      </PagedList>
    </OpsPage>
  );
}
