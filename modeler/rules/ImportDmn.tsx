import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { openFile } from "../processes/exporting.ts";
import { savePart, type Draft } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import { Findings } from "./editor/Findings.tsx";
import { readDmnFile, type ReadDmn } from "./queries.ts";
import css from "./Rules.module.css";

/** Decision tables of other tools: first what is understood of the file, then a draft of it. */
export function ImportDmn({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [read, setRead] = useState<{ readonly name: string; readonly file: ReadDmn } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const make = useImport();
  const choose = async () => {
    const file = await openFile(".dmn,.xml,application/xml");
    if (file === null) return;
    setFailure(null);
    try {
      setRead({ name: file.name, file: await readDmnFile(file.text) });
    } catch (cause) {
      setRead(null);
      setFailure(cause instanceof Error ? cause.message : String(cause));
    }
  };
  const tables = read?.file.ruleSets ?? [];
  return (
    <Dialog
      title={t("rules.import")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="primary"
            isPending={make.isPending}
            declined={tables.length === 0 ? t("import.chooseFirst") : undefined}
            onPress={() => make.mutate({ title: read?.name ?? "DMN", tables })}
          >
            {t("import.run")}
          </Button>
        </>
      }
    >
      <p>{t("rules.importText")}</p>
      <div>
        <Button icon={<FileUp aria-hidden="true" />} onPress={() => void choose()}>
          {read === null ? t("rules.chooseDmn") : read.name}
        </Button>
      </div>
      {failure !== null && <p role="alert">{t("import.unreadable", { reason: failure })}</p>}
      {make.error !== null && <p role="alert">{make.error.message}</p>}
      {read !== null && (
        <div className={css["read"]} tabIndex={0} role="region" aria-label={t("import.findings")}>
          {read.file.findings.length > 0 && (
            <Findings findings={read.file.findings} error={null} onRow={() => undefined} />
          )}
          {tables.map(({ body, findings, checks }) => (
            <section key={keyIn(body)}>
              <h3>{keyIn(body)}</h3>
              <Findings findings={[...findings, ...checks]} error={null} onRow={() => undefined} />
            </section>
          ))}
        </div>
      )}
    </Dialog>
  );
}

/** Makes one draft that holds every table of the file. */
function useImport() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ title, tables }: { title: string; tables: ReadDmn["ruleSets"] }) => {
      const draft = await request<Draft>("POST", "/api/drafts", { body: { title } });
      for (const { body } of tables)
        await savePart(draft.id, { kind: "ruleSet", key: keyIn(body), revision: null, body });
      return { draft, first: keyIn(tables[0]?.body ?? {}) };
    },
    onSuccess: async ({ draft, first }) => {
      await client.invalidateQueries({ queryKey: ["drafts"] });
      await navigate({ to: "/drafts/$id/parts/$kind/$key", params: { id: draft.id, kind: "ruleSet", key: first } });
    },
  });
}

function keyIn(body: ReadDmn["ruleSets"][number]["body"]): string {
  return typeof body["key"] === "string" ? body["key"] : "";
}
