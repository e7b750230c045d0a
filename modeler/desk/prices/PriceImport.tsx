import { useState } from "react";
import type { PricePlan } from "../../../server/http/wirePriceLists.ts";
import { useToasts } from "../../kit/toasts.tsx";
import { type Key, learn } from "../../words/dictionary.ts";
import { importWords } from "../../words/imports.ts";
import { useWords } from "../../words/language.tsx";
import type { OwnDialogProps } from "../dialogs.tsx";
import { Asked, FileDialog } from "../FileDialog.tsx";
import { readText } from "../read.ts";
import { useFilePlan } from "../useFilePlan.ts";
import { PriceChanges } from "./PriceChanges.tsx";

learn(importWords);

/** A file with prices: what it would change is shown first, and every line that cannot be read is told. */
export function PriceImport({ row, onLead, onClose }: OwnDialogProps) {
  const { t } = useWords();
  const { say } = useToasts();
  const [validFrom, setValidFrom] = useState<string>();
  const [isRemoving, setRemoving] = useState(false);
  const isRunning = readText(row, "state") === "running";
  const address = `/api/price-lists/${readText(row, "id")}`;
  const plan = useFilePlan<PricePlan, { id: string }>({
    preview: `${address}/import-preview`,
    take: `${address}/import`,
    asked: { validFrom, rest: isRemoving ? "remove" : "keep" },
  });
  const hindrance = hindering(plan.plan, isRunning && validFrom === undefined);
  const take = () =>
    plan.take(({ id }) => {
      say({ tone: "ok", text: t("imports.priceDone") });
      onClose();
      onLead(id);
    });
  return (
    <FileDialog
      title={t("imports.priceTitle")}
      text={t("imports.priceText")}
      hindrance={hindrance === undefined ? undefined : t(hindrance)}
      plan={plan}
      asked={
        <>
          {isRunning && (
            <Asked
              name="validFrom"
              type="date"
              label={t("imports.priceFrom")}
              help={t("imports.priceVersion")}
              value={validFrom ?? null}
              onChange={(value) => setValidFrom(typeof value === "string" ? value : undefined)}
            />
          )}
          <Asked
            name="rest"
            type="boolean"
            label={t("imports.priceRest")}
            value={isRemoving}
            onChange={(value) => setRemoving(value === true)}
          />
        </>
      }
      onTake={take}
      onClose={onClose}
    >
      {plan.plan !== undefined && <PriceChanges plan={plan.plan} />}
    </FileDialog>
  );
}

/** Why the file cannot be taken now. */
function hindering(plan: PricePlan | undefined, isDayMissing: boolean): Key | undefined {
  if (plan === undefined) return "imports.chooseFirst";
  if (plan.mistakes.length > 0) return "imports.mistakesFirst";
  if (plan.differences.every(({ kind }) => kind === "same" || kind === "kept")) return "imports.nothing";
  return isDayMissing ? "imports.priceFromFirst" : undefined;
}
