import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Picker } from "../kit/Picker.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import type { VersionRow } from "./queries.ts";
import { useTrials } from "./trials.ts";

/** Starts an instance of a version with variables of one's own, and goes there. */
export function StartDialog({ shown, onClose }: { shown: VersionRow; onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [businessKey, setBusinessKey] = useState(`TEST-${shown.version}`);
  const [variables, setVariables] = useState("{}");
  const [trial, setTrial] = useState("");
  const trials = useTrials(shown.key);
  const choose = (id: string) => {
    setTrial(id);
    const chosen = trials.find((each) => each.id === id);
    setVariables(chosen === undefined ? "{}" : JSON.stringify(chosen.variables, null, 2));
  };
  const fault = faultOf(variables);
  const start = useMutation({
    mutationFn: () =>
      request<{ id: string }>("POST", "/api/instances", {
        body: {
          processKey: shown.key,
          version: shown.version,
          ...(businessKey.trim() === "" ? {} : { businessKey: businessKey.trim() }),
          variables: JSON.parse(variables) as unknown,
        },
      }),
    onSuccess: ({ id }) => void navigate({ to: "/ops/$id", params: { id }, search: {} }),
  });
  return (
    <Dialog
      title={t("start.title", { version: shown.version })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={start.isPending} declined={fault === null ? undefined : t("start.unreadable")} onPress={() => start.mutate()}>
            {t("start.run")}
          </Button>
        </>
      }
    >
      <p>{t("start.text")}</p>
      <TextInput label={t("subject.businessKey")} value={businessKey} onChange={setBusinessKey} error={start.error?.message} />
      {trials.length > 0 && (
        <Picker
          label={t("start.from")}
          value={trial}
          choices={[{ id: "", name: t("start.fromNothing") }, ...trials]}
          onChange={choose}
          help={t("start.fromHelp")}
        />
      )}
      <TextInput label={t("start.variables")} value={variables} onChange={setVariables} rows={6} help={t("start.variablesHelp")} error={fault === null ? undefined : t("variables.unreadable", { reason: fault })} />
    </Dialog>
  );
}

function faultOf(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? null : text;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
