import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import type { KeptTemplate } from "../../../server/http/wireElementTemplates.ts";
import { typeWords } from "../../diagram/elementWords.ts";
import { Button } from "../../kit/Button.tsx";
import { TableHead } from "../../kit/TableHead.tsx";
import { timeAgo } from "../../processes/when.ts";
import css from "../../processes/Processes.module.css";
import { useWords } from "../../words/language.tsx";
import { translate } from "../../words/translate.ts";
import { DeleteTemplate } from "./DeleteTemplate.tsx";
import { EditTemplate } from "./EditTemplate.tsx";
import { exportTemplates } from "./exporting.ts";
import { targetOf } from "./values.ts";

type Over = { readonly kind: "edit" | "delete"; readonly kept: KeptTemplate };
type TableProps = {
  readonly rows: readonly KeptTemplate[];
  /** Why somebody may not change them. */
  readonly declined: string | undefined;
};

/** One row for each template, with what can be done with it. */
export function TemplateTable({ rows, declined }: TableProps) {
  const { t, language } = useWords();
  const [over, setOver] = useState<Over | null>(null);
  const close = () => setOver(null);
  return (
    <>
      <table className={css["table"]}>
        <TableHead
          columns={[
            t("elementTemplates.name"),
            t("elementTemplates.kind"),
            t("elementTemplates.version"),
            t("elementTemplates.saved"),
          ]}
          actions={t("processes.actions")}
        />
        <tbody>
          {rows.map((kept) => (
            <tr key={kept.key}>
              <td>
                <strong>{kept.template.name}</strong>
                <span className={css["sub"]}>{kept.template.description ?? kept.key}</span>
              </td>
              <td>{translate(typeWords(targetOf(kept.template)), language)}</td>
              <td>{kept.version}</td>
              <td className={css["sub"]}>
                {t("elementTemplates.savedBy", { who: kept.savedBy, ago: timeAgo(kept.savedAt, language) })}
              </td>
              <td className={css["act"]}>
                <Button
                  kind="plain"
                  declined={declined}
                  label={t("elementTemplates.editOf", { name: kept.template.name })}
                  onPress={() => setOver({ kind: "edit", kept })}
                >
                  {t("elementTemplates.edit")}
                </Button>
                <Button
                  kind="plain"
                  label={t("elementTemplates.export", { name: kept.template.name })}
                  icon={<Download aria-hidden="true" />}
                  onPress={() => exportTemplates(kept.key, [kept])}
                />
                <Button
                  kind="plain"
                  declined={declined}
                  label={t("elementTemplates.delete", { name: kept.template.name })}
                  icon={<Trash2 aria-hidden="true" />}
                  onPress={() => setOver({ kind: "delete", kept })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {over?.kind === "edit" && <EditTemplate kept={over.kept} onClose={close} />}
      {over?.kind === "delete" && <DeleteTemplate kept={over.kept} onClose={close} />}
    </>
  );
}
