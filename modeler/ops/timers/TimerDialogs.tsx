import { parseAbsoluteToLocal, type DateValue } from "@internationalized/date";
import { useState } from "react";
import type { Timer } from "../../../server/http/wire.ts";
import { request } from "../../api/request.ts";
import { DateEntry } from "../../kit/DateEntry.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";
import { caseName } from "../lists/CaseCell.tsx";

/** A timer of an instance, not that of a start event. */
export type InstanceTimer = Timer & { readonly instanceId: string; readonly waitId: string };
type Props = { readonly timer: InstanceTimer; readonly onClose: () => void };

/** Lets a timer fire before its time. */
export function FireDialog({ timer, onClose }: Props) {
  const { t, language } = useWords();
  return (
    <ReasonDialog
      title={t("opsTimer.fireTitle", { name: timer.elementName })}
      does={t("opsTimer.fireDo")}
      done={t("opsTimer.fired")}
      run={(reason) =>
        request("POST", `/api/instances/${timer.instanceId}/waits/${encodeURIComponent(timer.waitId)}/trigger`, {
          body: { reason },
        })
      }
      onClose={onClose}
    >
      <p>
        <strong>{caseName(timer)}</strong>
      </p>
      <p>{t("opsTimer.fireText", { at: instantText(timer.dueAt, language) })}</p>
    </ReasonDialog>
  );
}

/** Moves a timer to another instant. */
export function MoveTimerDialog({ timer, onClose }: Props) {
  const { t } = useWords();
  const [value, setValue] = useState<DateValue | null>(() => parseAbsoluteToLocal(timer.dueAt));
  const dueAt = value !== null && "toAbsoluteString" in value ? value.toAbsoluteString() : undefined;
  return (
    <ReasonDialog
      title={t("opsTimer.moveTitle", { name: timer.elementName })}
      does={t("opsTimer.moveDo")}
      done={t("opsTimer.moved")}
      missing={dueAt === undefined ? t("opsTimer.moveMissing") : undefined}
      run={(reason) =>
        request("PATCH", `/api/instances/${timer.instanceId}/timers/${encodeURIComponent(timer.waitId)}`, {
          body: { dueAt, reason },
        })
      }
      onClose={onClose}
    >
      <p>
        <strong>{caseName(timer)}</strong>
      </p>
      <DateEntry label={t("opsTimer.to")} value={value} onChange={setValue} granularity="minute" isRequired />
    </ReasonDialog>
  );
}
