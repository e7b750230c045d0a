import type { Element } from "diagram-js/lib/model/Types";
import { ClipboardPaste, X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Button } from "../kit/Button.tsx";
import { useWords } from "../words/language.tsx";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { isWhole, lackingOf } from "./facts/lacking.ts";
import { pasted } from "./island/clipboard.ts";
import { modelOf, type Island } from "./island/island.ts";
import css from "./Workbench.module.css";

type Paste = { readonly ids: readonly string[]; readonly from: string };
export type PastedProps = { readonly island: Island | null; readonly change: number; readonly catalogue: Catalogue };

const kinds = ["forms", "ruleSets", "templates", "processes", "messages", "variables"] as const;

/** What elements from another process refer to and what is missing here; it goes as it is made, or when it is closed. */
export function Pasted({ island, change, catalogue }: PastedProps) {
  const { t } = useWords();
  const [paste, setPaste] = useState<Paste | null>(null);
  useEffect(() => {
    if (island === null) return;
    const tell = (event: unknown) => setPaste(event as Paste); // as the shared clipboard fires it
    island.events.on(pasted, tell);
    return () => island.events.off(pasted, tell);
  }, [island]);
  const lacking = useMemo(() => {
    if (island === null || paste === null || change < 0) return null;
    // the registry of bpmn-js holds drawn elements; what was taken back is not among them
    const models = paste.ids.flatMap((id) => modelOf(island.registry.get(id) as Element | undefined) ?? []);
    return models.length === 0 ? null : lackingOf(models, catalogue);
  }, [island, paste, change, catalogue]);
  if (paste === null || lacking === null || isWhole(lacking)) return null;
  return (
    <div className={css["notice"]} role="status">
      <ClipboardPaste size={20} aria-hidden="true" />
      <div>
        <strong>{t("pasted.title", { from: paste.from })}</strong> {t("pasted.text")}
        <ul>
          {kinds
            .filter((kind) => lacking[kind].length > 0)
            .map((kind) => (
              <li key={kind}>{t(`pasted.${kind}`, { names: lacking[kind].join(", ") })}</li>
            ))}
        </ul>
      </div>
      <Button kind="plain" label={t("common.close")} icon={<X aria-hidden="true" />} onPress={() => setPaste(null)} />
    </div>
  );
}
