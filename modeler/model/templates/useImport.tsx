import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { TemplatesTaken } from "../../../server/http/wireElementTemplates.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { openFile } from "../../processes/exporting.ts";
import { useWords } from "../../words/language.tsx";
import { elementTemplatesQuery, templatesPath } from "./queries.ts";
import { Refused } from "./Refused.tsx";

/** Takes in a file of templates; what it holds that does not run here is shown place by place. */
export function useImport(): { readonly choose: () => void; readonly refused: ReactNode } {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const [failed, setFailed] = useState<{ readonly name: string; readonly error: Error } | null>(null);
  const take = useMutation({
    mutationFn: ({ body }: { readonly name: string; readonly body: unknown }) =>
      request<TemplatesTaken>("POST", `${templatesPath}/import`, { body }),
    onSuccess: ({ items }) => {
      const names = items.filter(({ outcome }) => outcome !== "unchanged").map(({ name }) => name);
      const text =
        names.length === 0
          ? t("elementTemplates.takenNothing")
          : t("elementTemplates.taken", { names: names.join(", ") });
      say({ tone: "ok", text });
      return client.invalidateQueries({ queryKey: elementTemplatesQuery.queryKey });
    },
    onError: (error, { name }) => setFailed({ name, error }),
  });
  const read = async () => {
    const file = await openFile(".json");
    if (file === null) return;
    const { name } = file;
    try {
      take.mutate({ name, body: JSON.parse(file.text) as unknown });
    } catch (error) {
      const reason = error instanceof Error ? error.message : "";
      say({ tone: "bad", text: t("elementTemplates.notJson", { name, reason }) });
    }
  };
  const close = () => setFailed(null);
  const refused = failed !== null && (
    <Dialog
      title={t("elementTemplates.importTitle")}
      size="wide"
      onClose={close}
      actions={<Button onPress={close}>{t("common.close")}</Button>}
    >
      <p>{t("elementTemplates.importText", { name: failed.name })}</p>
      <Refused error={failed.error} />
    </Dialog>
  );
  return { choose: () => void read(), refused };
}
