import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { instancesQuery } from "../../api/queries.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import type { Draft } from "../../processes/queries.ts";
import { dateText } from "../../processes/when.ts";
import { useWords } from "../../words/language.tsx";
import { useNewScenario, type ScenarioRow } from "./useScenarios.ts";

export type NewScenarioProps = {
  readonly draft: Draft;
  readonly processKey: string;
  readonly known: readonly ScenarioRow[];
  readonly onClose: () => void;
};

/** A new scenario: what case it is, and whether it begins empty or is recorded from a run. */
export function NewScenario({ draft, processKey, known, onClose }: NewScenarioProps) {
  const { t, language } = useWords();
  const [title, setTitle] = useState("");
  const [from, setFrom] = useState("nothing");
  const [isAsked, setAsked] = useState(false);
  const { data } = useInfiniteQuery(
    instancesQuery({ process: processKey, status: undefined, search: undefined, customer: undefined }),
  );
  const runs = (data?.pages ?? []).flatMap(({ items }) => items);
  const make = useNewScenario(draft, processKey, known);
  const create = () => {
    setAsked(true);
    const name = title.trim();
    if (name === "") return;
    make.mutate(from === "nothing" ? { from, title: name } : { from: "run", title: name, instanceId: from });
  };
  return (
    <Dialog
      title={t("scenario.new")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={make.isPending} onPress={create}>
            {t("scenario.create")}
          </Button>
        </>
      }
    >
      <TextInput
        autoFocus
        label={t("scenario.case")}
        value={title}
        onChange={setTitle}
        help={t("scenario.caseHelp")}
        error={isAsked && title.trim() === "" ? t("scenario.missing") : undefined}
      />
      <Picker
        label={t("scenario.from")}
        value={from}
        choices={[
          { id: "nothing", name: t("scenario.fromNothing") },
          ...runs.map(({ id, title: name, businessKey, startedAt }) => ({
            id,
            name: t("scenario.fromRun", {
              name: [businessKey, name].filter((each) => each !== null).join(" "),
              at: dateText(startedAt, language),
            }),
          })),
        ]}
        onChange={setFrom}
        help={t("scenario.fromHelp")}
      />
    </Dialog>
  );
}
