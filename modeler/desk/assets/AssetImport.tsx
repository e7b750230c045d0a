import { CircleX } from "lucide-react";
import { useState } from "react";
import type { LookedAt } from "../../../server/http/wireAssets.ts";
import { Chip } from "../../kit/Chip.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { learn } from "../../words/dictionary.ts";
import { importWords } from "../../words/imports.ts";
import { useWords } from "../../words/language.tsx";
import type { OwnDialogProps } from "../dialogs.tsx";
import { Asked, FileDialog } from "../FileDialog.tsx";
import { useFilePlan } from "../useFilePlan.ts";
import css from "../Files.module.css";

learn(importWords);

/** A list of devices: what would be created, completed and refused is shown before anything is stored. */
export function AssetImport({ onClose }: OwnDialogProps) {
  const { t } = useWords();
  const { say } = useToasts();
  const [source, setSource] = useState("");
  const [customerId, setCustomer] = useState<string>();
  const plan = useFilePlan<LookedAt, { created: number; updated: number }>({
    preview: "/api/assets/import-preview",
    take: "/api/assets/import-list",
    asked: { source: source.trim() === "" ? undefined : source.trim(), customerId },
  });
  const seen = plan.plan;
  const hindrance = hindering(seen);
  const take = () =>
    plan.take(({ created, updated }) => {
      const text = `${t("imports.assetDone", { count: created })}, ${t("imports.assetUpdated", { count: updated })}.`;
      say({ tone: "ok", text });
      onClose();
    });
  return (
    <FileDialog
      title={t("imports.assetTitle")}
      text={t("imports.assetText")}
      hindrance={hindrance === undefined ? undefined : t(hindrance)}
      plan={plan}
      asked={
        <>
          <Asked
            name="source"
            type="text"
            label={t("imports.assetSource")}
            help={t("imports.assetSourceHelp")}
            value={source}
            onChange={(value) => setSource(typeof value === "string" ? value : "")}
          />
          <Asked
            name="customerId"
            type="record"
            source="customers"
            label={t("imports.assetCustomer")}
            value={customerId ?? null}
            onChange={(value) => setCustomer(typeof value === "string" && value !== "" ? value : undefined)}
          />
        </>
      }
      onTake={take}
      onClose={onClose}
    >
      {seen !== undefined && <Seen seen={seen} />}
    </FileDialog>
  );
}

/** Why the list cannot be taken now. */
function hindering(seen: LookedAt | undefined) {
  if (seen === undefined) return "imports.chooseFirst";
  if (seen.created + seen.updated > 0) return undefined;
  return seen.refused.length > 0 ? "imports.allRefused" : "imports.nothing";
}

function Seen({ seen }: { seen: LookedAt }) {
  const { t } = useWords();
  return (
    <>
      <p className={css["chips"]} role="status">
        {seen.refused.length > 0 && <Chip tone="bad">{t("imports.refused", { count: seen.refused.length })}</Chip>}
        <Chip tone="ok">{t("imports.priceNew", { count: seen.created })}</Chip>
        <Chip tone="info">{t("imports.assetUpdated", { count: seen.updated })}</Chip>
      </p>
      {seen.refused.length > 0 && (
        <ul className={css["mistakes"]} tabIndex={0}>
          {seen.refused.slice(0, 200).map(({ line, name, message }) => (
            <li key={`${line} ${message}`}>
              <CircleX size={16} aria-hidden="true" />
              <b>{t("imports.line", { line })}</b>
              <span>{name === null ? message : `${name}: ${message}`}</span>
            </li>
          ))}
        </ul>
      )}
      {seen.ignored.length > 0 && (
        <p className={css["text"]}>{t("imports.ignored", { names: seen.ignored.join(", ") })}</p>
      )}
      {seen.devices.length > 0 && (
        <div className={css["scroll"]} role="group" aria-label={t("imports.changes")} tabIndex={0}>
          <table className={css["table"]}>
            <thead>
              <tr>
                <th scope="col">{t("imports.assetName")}</th>
                <th scope="col">{t("imports.assetOf")}</th>
                <th scope="col">{t("imports.after")}</th>
              </tr>
            </thead>
            <tbody>
              {seen.devices.map(({ name, customer, isNew }, index) => (
                <tr key={`${name} ${index}`}>
                  <td>{name}</td>
                  <td>{customer}</td>
                  <td>
                    <Chip tone={isNew ? "ok" : "neutral"}>{t(isNew ? "imports.assetNew" : "imports.assetKnown")}</Chip>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
