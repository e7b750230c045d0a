import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../../api/request.ts";
import type { Instance } from "../../api/types.ts";
import { useFlowNodes } from "../../diagram/elementNames.ts";
import { Picker } from "../../kit/Picker.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";

const start = "";

/** Starts an ended instance again, from its beginning or before an element; the new one is opened. */
export function RestartDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const nodes = useFlowNodes(instance.definitionId);
  const [before, setBefore] = useState(start);
  const run = async (reason: string) => {
    const body = { reason, ...(before === start ? {} : { before }) };
    const { id } = await request<{ id: string }>("POST", `/api/instances/${instance.id}/restart`, { body });
    await navigate({ to: "/ops/$id", params: { id }, search: {} });
  };
  return (
    <ReasonDialog
      title={t("intervene.restartTitle", { name: instance.businessKey ?? instance.processName })}
      does={t("intervene.restart")}
      done={t("intervene.restarted")}
      run={run}
      onClose={onClose}
    >
      <p>{t("intervene.restartText")}</p>
      <Picker
        label={t("intervene.before")}
        choices={[{ id: start, name: t("intervene.fromStart") }, ...nodes]}
        value={before}
        onChange={setBefore}
      />
    </ReasonDialog>
  );
}
