import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../api/request.ts";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import type { PartEditorProps } from "../../model/parts/PartScreen.tsx";
import type { ScenarioSuite } from "../../processes/queries.ts";
import { learn } from "../../words/dictionary.ts";
import { designerWords } from "../../words/designer.ts";
import { useWords } from "../../words/language.tsx";
import { scenarioWords } from "../../words/scenario.ts";
import { JsonText } from "../JsonText.tsx";
import { PartHeader, type PartView } from "../PartHeader.tsx";
import { StalePart } from "../StalePart.tsx";
import { usePartDraft, type Codec } from "../usePartDraft.ts";
import { fieldsOf, isFields, textOf, type Fields } from "./case.ts";
import { Case } from "./Case.tsx";
import { Result } from "./Result.tsx";
import { useProcess } from "./useProcess.ts";
import designer from "../Designer.module.css";
import css from "./Scenario.module.css";

learn(designerWords);
learn(scenarioWords);

const codec: Codec<unknown> = { open: (body) => body, store: (body) => body };

/** A scenario of a draft: what it begins with, what happens, what is expected; played at once, with its way on the diagram. */
export function ScenarioEditor({ draft, part }: PartEditorProps) {
  const { pick } = useWords();
  const edited = usePartDraft(draft, part, codec);
  const [view, setView] = useState<PartView>("designer");
  const { present, change, autosave } = edited;
  const canEdit = draft.actions.includes("edit");
  const scenario = fieldsOf(present);
  const played = useProcess(draft, textOf(scenario, "process"));
  const run = useMutation({
    mutationFn: async () => {
      await autosave.flush();
      return request<ScenarioSuite>("POST", "/api/scenarios/run", {
        body: { draftId: draft.id, scenarios: [scenario], processes: [textOf(scenario, "process")] },
      });
    },
  });
  useShortcuts({ save: () => void autosave.flush() });
  const title = fieldsOf(scenario["title"]);
  const edit = (by: (before: Fields) => Fields) => change((before) => (isFields(before) ? by(before) : before));
  return (
    <div className={designer["editor"]}>
      <PartHeader
        draft={draft}
        part={part}
        title={pick({ de: textOf(title, "de"), en: textOf(title, "en") })}
        edited={edited}
        view={isFields(present) ? view : "json"}
        onView={isFields(present) ? setView : null}
      />
      <StalePart draft={draft} part={part} edited={edited} read={() => present} />
      {isFields(present) && view === "designer" ? (
        <div className={css["bench"]}>
          <div className={css["case"]} inert={!canEdit}>
            <Case
              scenario={scenario}
              played={played}
              report={run.data?.reports[0]}
              isPending={run.isPending}
              edit={edit}
              onRun={() => run.mutate()}
            />
          </div>
          <Result
            suite={run.data}
            isPending={run.isPending}
            error={run.error}
            xml={played.xml}
            onRun={() => run.mutate()}
          />
        </div>
      ) : (
        <JsonText
          body={present}
          normal={(body) => body}
          isReadOnly={!canEdit}
          onChange={(body) => change(() => body)}
        />
      )}
    </div>
  );
}
