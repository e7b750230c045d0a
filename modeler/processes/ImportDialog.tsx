import { CircleAlert, CircleCheck, FileUp, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Picker } from "../kit/Picker.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { openFile } from "./exporting.ts";
import { checkModel, savePart, type Draft, type ModelReport } from "./queries.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import css from "./Processes.module.css";

type Read = { readonly name: string; readonly report: ModelReport };

/** A file of another modeler: first what is understood of it, then a draft of it. Nothing runs before it is published. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [process, setProcess] = useState<string | null>(null);
  const make = useImport();
  const choose = async () => {
    const file = await openFile(".bpmn,.xml,application/xml");
    if (file === null) return;
    setFailure(null);
    try {
      const report = await checkModel(file.text, new AbortController().signal);
      setRead({ name: file.name, report });
      setProcess((report.processes.find(({ isExecutable }) => isExecutable) ?? report.processes[0])?.id ?? null);
    } catch (cause) {
      setRead(null);
      setFailure(cause instanceof Error ? cause.message : String(cause));
    }
  };
  const chosen = read?.report.processes.find((one) => one.id === process);
  return (
    <Dialog
      title={t("import.title")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="primary"
            isPending={make.isPending}
            declined={chosen === undefined ? t("import.chooseFirst") : undefined}
            onPress={() => chosen !== undefined && read !== null && make.mutate({ key: chosen.id, name: chosen.name === "" ? chosen.id : chosen.name, xml: read.report.xml })}
          >
            {t("import.run")}
          </Button>
        </>
      }
    >
      <p>{t("import.text")}</p>
      <div>
        <Button icon={<FileUp aria-hidden="true" />} onPress={() => void choose()}>
          {read === null ? t("import.choose") : read.name}
        </Button>
      </div>
      {failure !== null && <p role="alert">{t("import.unreadable", { reason: failure })}</p>}
      {make.error !== null && <p role="alert">{make.error.message}</p>}
      {read !== null && read.report.processes.length > 1 && (
        <Picker
          label={t("import.process")}
          value={process}
          onChange={setProcess}
          choices={read.report.processes.map(({ id, name }) => ({ id, name: name === "" ? id : `${name} (${id})` }))}
        />
      )}
      {read !== null && <Findings problems={read.report.problems} />}
    </Dialog>
  );
}

function Findings({ problems }: { problems: ModelReport["problems"] }) {
  const { t, pick } = useWords();
  if (problems.length === 0)
    return (
      <p className={css["fine"]}>
        <CircleCheck size={17} aria-hidden="true" /> {t("import.fine")}
      </p>
    );
  return (
    <ul className={css["findings"]} aria-label={t("import.findings")} tabIndex={0}>
      {problems.map((problem) => {
        const Icon = problem.severity === "error" ? CircleAlert : TriangleAlert;
        return (
          <li key={`${problem.elementId} ${problem.code}`} data-severity={problem.severity}>
            <Icon size={16} aria-label={t(`severity.${problem.severity}`)} />
            <span>{typeof problem.message === "string" ? problem.message : pick(problem.message)}</span>
            <code>{problem.elementId}</code>
          </li>
        );
      })}
    </ul>
  );
}

/** Makes a draft that holds the file. */
function useImport() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { say } = useToasts();
  const { t } = useWords();
  return useMutation({
    mutationFn: async ({ key, name, xml }: { key: string; name: string; xml: string }) => {
      const draft = await request<Draft>("POST", "/api/drafts", { body: { title: name } });
      await savePart(draft.id, { kind: "process", key, revision: null, body: xml });
      return draft;
    },
    onSuccess: async (draft) => {
      await client.invalidateQueries({ queryKey: ["drafts"] });
      say({ tone: "ok", text: t("import.done", { title: draft.title }) });
      await navigate({ to: "/drafts/$id", params: { id: draft.id }, search: { tab: "problems" } });
    },
  });
}
