import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { KeptTemplate, TemplateBody } from "../../../server/http/wireElementTemplates.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { keyOf } from "../../processes/key.ts";
import { learn } from "../../words/dictionary.ts";
import { elementTemplateFormWords } from "../../words/elementTemplateForms.ts";
import { elementTemplateWords } from "../../words/elementTemplates.ts";
import { useWords } from "../../words/language.tsx";
import { textOf } from "../island/moddle.ts";
import { usePlace } from "../panel/place.tsx";
import { boundLabel } from "./boundWords.ts";
import { capturedProperties, capturedTemplate } from "./captured.ts";
import { elementTemplatesQuery, templatesPath } from "./queries.ts";
import { Refused } from "./Refused.tsx";
import { spoken } from "./spoken.ts";
import { nameFault, TemplateForm, type Said } from "./TemplateForm.tsx";
import { link } from "./write.ts";

learn({ ...elementTemplateWords, ...elementTemplateFormWords });

/** Keeps the element as a template for all; it belongs to it from then on. */
export function SaveTemplate({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const place = usePlace();
  const client = useQueryClient();
  const { say } = useToasts();
  const [said, setSaid] = useState<Said>(() => ({
    name: textOf(place.owner, "name"),
    description: "",
    properties: spoken(
      {
        name: textOf(place.owner, "name"),
        properties: capturedProperties(place.owner, (binding) => boundLabel(binding, place.owner, words)),
      },
      words.language,
    ).properties,
  }));
  const [isAsked, setAsked] = useState(false);
  const { data } = useQuery(elementTemplatesQuery);
  const id = keyOf(said.name);
  const fault = nameFault(
    said.name,
    id,
    (data?.items ?? []).map(({ key }) => key),
  );
  const save = useMutation({
    mutationFn: (template: TemplateBody) => request<KeptTemplate>("POST", templatesPath, { body: template }),
    onSuccess: (kept) => {
      // known before the element says that it is of it
      client.setQueryData(elementTemplatesQuery.queryKey, (was) => was && { items: [...was.items, kept] });
      link(place, kept);
      say({ tone: "ok", text: t("elementTemplate.saved", { name: kept.template.name }) });
      onClose();
      return client.invalidateQueries({ queryKey: elementTemplatesQuery.queryKey });
    },
  });
  const run = () => {
    setAsked(true);
    if (fault === null) save.mutate(capturedTemplate(place.owner, { ...said, id }));
  };
  return (
    <Dialog
      title={t("elementTemplate.saveTitle")}
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
      <p>{t("elementTemplate.saveText")}</p>
      <TemplateForm value={said} onChange={setSaid} nameError={isAsked && fault !== null ? t(fault) : undefined} />
      {save.error !== null && <Refused error={save.error} />}
    </Dialog>
  );
}
