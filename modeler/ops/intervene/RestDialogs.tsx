import { useState } from "react";
import { request } from "../../api/request.ts";
import type { Instance } from "../../api/types.ts";
import { Check } from "../../model/fields/Check.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";

type Props = { readonly instance: Instance; readonly onClose: () => void };

/** Lets an instance and all that it called rest. */
export function SuspendDialog({ instance, onClose }: Props) {
  const { t } = useWords();
  return (
    <ReasonDialog
      title={t("intervene.suspendTitle", { name: instance.businessKey ?? instance.processName })}
      does={t("intervene.suspend")}
      done={t("intervene.suspended")}
      run={(reason) => request("POST", `/api/instances/${instance.id}/suspend`, { body: { reason } })}
      onClose={onClose}
    >
      <p>{t("intervene.suspendText")}</p>
    </ReasonDialog>
  );
}

/** Lets it go on; its clocks may have stood meanwhile. */
export function ResumeDialog({ instance, onClose }: Props) {
  const { t } = useWords();
  const [keepRemainder, setKeep] = useState(true);
  return (
    <ReasonDialog
      title={t("intervene.resumeTitle", { name: instance.businessKey ?? instance.processName })}
      does={t("intervene.resume")}
      done={t("intervene.resumed")}
      run={(reason) => request("POST", `/api/instances/${instance.id}/resume`, { body: { reason, keepRemainder } })}
      onClose={onClose}
    >
      <Check label={t("intervene.keepRemainder")} value={keepRemainder} onChange={setKeep} />
    </ReasonDialog>
  );
}
