import { Copy, PencilLine, Trash2 } from "lucide-react";
import { Button } from "../../kit/Button.tsx";
import type { Draft } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { useOpenPart } from "../useOpenPart.ts";
import { useRemovePart } from "./Parts.tsx";
import { useNewScenario, type ScenarioRow } from "./useScenarios.ts";

export type ScenarioActionsProps = {
  readonly draft: Draft;
  readonly processKey: string;
  readonly row: ScenarioRow;
  readonly known: readonly ScenarioRow[];
};

/** What can be done with a scenario: edit, duplicate, and delete what only the draft has. */
export function ScenarioActions({ draft, processKey, row, known }: ScenarioActionsProps) {
  const { t } = useWords();
  const openPart = useOpenPart(draft);
  const duplicate = useNewScenario(draft, processKey, known);
  const remove = useRemovePart(draft.id);
  const held = draft.parts.find((part) => part.kind === "scenario" && part.key === row.key);
  if (!draft.actions.includes("edit")) return null;
  const { name } = row;
  return (
    <>
      <Button
        kind="plain"
        label={t("scenario.edit", { name })}
        icon={<PencilLine aria-hidden="true" />}
        onPress={() => openPart("scenario", row.key)}
      />
      <Button
        kind="plain"
        label={t("scenario.duplicate", { name })}
        icon={<Copy aria-hidden="true" />}
        isPending={duplicate.isPending}
        onPress={() => duplicate.mutate({ from: "scenario", row })}
      />
      {held !== undefined && (
        <Button
          kind="plain"
          label={t("parts.remove", { key: row.key })}
          icon={<Trash2 aria-hidden="true" />}
          onPress={() => remove.mutate(held)}
        />
      )}
    </>
  );
}
