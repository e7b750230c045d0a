import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { MessageSquareReply } from "lucide-react";
import type { AlertAnswer } from "../../../server/http/wireOperations.ts";
import { alertSources, answerOutcomes } from "../../desk/registers/values.ts";
import { Picker } from "../../kit/Picker.tsx";
import { SearchBox } from "../../kit/SearchBox.tsx";
import { answerStates, type AnswersSearch } from "../../searchOps.ts";
import { useWords } from "../../words/language.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import { pagesQuery } from "../lists/pages.ts";
import ops from "../Ops.module.css";
import { AnswerTable } from "./AnswerTable.tsx";

const any = "*";

/** What the sources of alerts were told about the tickets they opened, and what they could not be told. */
export function AnswersScreen() {
  const { t, pick } = useWords();
  const search = useSearch({ from: "/shell/ops/alert-answers" });
  const navigate = useNavigate({ from: "/ops/alert-answers" });
  const { state, source, search: text, customer } = search;
  const list = useInfiniteQuery(
    pagesQuery<AlertAnswer>("/api/alert-answers", { state, source, search: text, customer }),
  );
  const narrow = (change: { [Name in keyof AnswersSearch]?: AnswersSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const named = (id: string, names: typeof alertSources) => ({ id, name: pick(names[id] ?? { de: id, en: id }) });
  return (
    <OpsPage
      title={t("ops.alertAnswers")}
      tools={
        <>
          <div className={ops["searchBox"]}>
            <SearchBox
              label={t("opsAnswer.search")}
              value={text ?? ""}
              onChange={(next) => narrow({ search: next === "" ? undefined : next })}
            />
          </div>
          <Picker
            isCompact
            label={t("opsAnswer.state")}
            choices={[
              { id: any, name: t("opsAnswer.anyState") },
              ...answerStates.map((id) => named(id, answerOutcomes)),
            ]}
            value={state ?? any}
            onChange={(id) => narrow({ state: answerStates.find((one) => one === id) })}
          />
          <Picker
            isCompact
            label={t("opsAnswer.source")}
            choices={[
              { id: any, name: t("opsAnswer.anySource") },
              ...Object.keys(alertSources).map((id) => named(id, alertSources)),
            ]}
            value={source ?? any}
            onChange={(id) => narrow({ source: id === any ? undefined : id })}
          />
        </>
      }
    >
      <PagedList
        list={list}
        none={{
          title: t("opsAnswer.none"),
          text: t("opsAnswer.noneText"),
          icon: <MessageSquareReply aria-hidden="true" />,
        }}
        onClear={Object.keys(search).length > 0 ? () => void navigate({ search: {} }) : undefined}
        count={(count) => t("opsAnswer.counted", { count })}
      >
        {(answers) => <AnswerTable answers={answers} />}
      </PagedList>
    </OpsPage>
  );
}
