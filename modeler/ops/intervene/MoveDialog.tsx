import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../../api/request.ts";
import type { Instance } from "../../api/types.ts";
import { useElementNames, useFlowNodes } from "../../diagram/elementNames.ts";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import css from "../Instance.module.css";

/** Said aloud: this side of the move is left out. */
const nothing = "";

/**
 * Takes a token away, puts one somewhere, or both. What is chosen on the diagram is filled in, and the one task that is open; the
 * rest is asked for, because a wait that is taken away is gone.
 */
export function MoveDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { t } = useWords();
  const { el } = useSearch({ from: "/shell/ops/$id" });
  const nameOf = useElementNames(instance.definitionId);
  const nodes = useFlowNodes(instance.definitionId);
  const waits = instance.waits;
  const [from, setFrom] = useState(() => firstFrom(waits, el));
  const isWaiting = waits.some(({ elementId }) => elementId === el);
  const [to, setTo] = useState(el !== undefined && !isWaiting ? el : null);
  const instructions = [
    ...(from === null || from === nothing ? [] : [{ kind: "cancelWait", waitId: from }]),
    ...(to === null || to === nothing ? [] : [{ kind: "startBefore", elementId: to }]),
  ];
  const isAsked = from === null || to === null || instructions.length === 0;
  return (
    <ReasonDialog
      title={t("intervene.moveTitle")}
      does={t("intervene.moveDo")}
      done={t("intervene.moved")}
      missing={isAsked ? t("intervene.moveMissing") : undefined}
      run={(reason) => request("POST", `/api/instances/${instance.id}/modify`, { body: { instructions, reason } })}
      onClose={onClose}
      isDangerous
    >
      <p>{t("intervene.moveText")}</p>
      <div className={css["pickers"]}>
        <Picker
          label={t("intervene.from")}
          placeholder={t("intervene.choose")}
          choices={[
            { id: nothing, name: t("intervene.fromNothing") },
            ...waits.map(({ waitId, elementId, kind }) => ({
              id: waitId,
              name: `${nameOf(elementId)} (${t(`wait.${kind}`)})`,
            })),
          ]}
          value={from}
          onChange={setFrom}
        />
        <Picker
          label={t("intervene.to")}
          placeholder={t("intervene.choose")}
          choices={[{ id: nothing, name: t("intervene.toNothing") }, ...nodes]}
          value={to}
          onChange={setTo}
        />
      </div>
    </ReasonDialog>
  );
}

/** The wait that is chosen on the diagram, else the one task that is open; nothing where that would be a guess. */
function firstFrom(waits: Instance["waits"], chosen: string | undefined): string | null {
  const tasks = waits.filter(({ kind }) => kind === "task");
  const found = waits.find(({ elementId }) => elementId === chosen) ?? (tasks.length === 1 ? tasks[0] : undefined);
  return found?.waitId ?? null;
}
