import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../../api/request.ts";
import type { Instance } from "../../api/types.ts";
import { useElementNames, useFlowNodes } from "../../diagram/elementNames.ts";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import css from "../Instance.module.css";

const nothing = "";

/** Takes a token away, puts one somewhere, or both: the element chosen on the diagram is offered as the place to go on from. */
export function MoveDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { t } = useWords();
  const { el } = useSearch({ from: "/shell/ops/$id" });
  const nameOf = useElementNames(instance.definitionId);
  const nodes = useFlowNodes(instance.definitionId);
  const waits = instance.waits;
  const isWaiting = waits.some(({ elementId }) => elementId === el);
  const [from, setFrom] = useState(
    isWaiting ? (waits.find((wait) => wait.elementId === el)?.waitId ?? nothing) : (waits[0]?.waitId ?? nothing),
  );
  const [to, setTo] = useState(el !== undefined && !isWaiting ? el : nothing);
  const instructions = [
    ...(from === nothing ? [] : [{ kind: "cancelWait", waitId: from }]),
    ...(to === nothing ? [] : [{ kind: "startBefore", elementId: to }]),
  ];
  return (
    <ReasonDialog
      title={t("intervene.moveTitle")}
      does={t("intervene.moveDo")}
      done={t("intervene.moved")}
      missing={instructions.length === 0 ? t("intervene.moveMissing") : undefined}
      run={(reason) => request("POST", `/api/instances/${instance.id}/modify`, { body: { instructions, reason } })}
      onClose={onClose}
      isDangerous
    >
      <p>{t("intervene.moveText")}</p>
      <div className={css["pickers"]}>
        <Picker
          label={t("intervene.from")}
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
          choices={[{ id: nothing, name: t("intervene.toNothing") }, ...nodes]}
          value={to}
          onChange={setTo}
        />
      </div>
    </ReasonDialog>
  );
}
