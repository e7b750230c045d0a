import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { elementTemplatesQuery, templatePath } from "./queries.ts";
import { Refused } from "./Refused.tsx";
import { bodyOf, nameFault, TemplateForm, type Said } from "./TemplateForm.tsx";

/** Changes a template: its next version. */
export function EditTemplate({ kept, onClose }: { kept: KeptTemplate; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const { key, version, template } = kept;
  const [said, setSaid] = useState<Said>({
    name: template.name,
    description: template.description ?? "",
    properties: template.properties,
  });
  const [isAsked, setAsked] = useState(false);
  const fault = nameFault(said.name, key, []);
  const save = useMutation({
    mutationFn: () =>
      request<void>("PUT", templatePath(key), { body: { revision: version, template: bodyOf(template, said) } }),
    onSuccess: () => {
      say({ tone: "ok", text: t("elementTemplates.changed") });
      onClose();
    },
    // who was too late sees, behind the dialog, what has become of it
    onSettled: () => client.invalidateQueries({ queryKey: elementTemplatesQuery.queryKey }),
  });
  const run = () => {
    setAsked(true);
    if (fault === null) save.mutate();
  };
  return (
    <Dialog
      title={t("elementTemplates.editOf", { name: template.name })}
      size="full"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={save.isPending} onPress={run}>
            {t("elementTemplate.saveRun")}
          </Button>
        </>
      }
    >
      <p>{t("elementTemplates.newVersion", { version: version + 1 })}</p>
      <TemplateForm value={said} onChange={setSaid} nameError={isAsked && fault !== null ? t(fault) : undefined} />
      {save.error !== null && <Refused error={save.error} />}
    </Dialog>
  );
}
