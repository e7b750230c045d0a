import type { BatchRow } from "../../../server/http/wire.ts";
import { useWords } from "../../words/language.tsx";
import css from "./Batches.module.css";

/** How many are through, and with what. */
export function Progress({ batch }: { batch: BatchRow }) {
  const { t } = useWords();
  const { total, open, done, refused, failed } = batch;
  return (
    <span className={css["progress"]}>
      <progress value={total - open} max={Math.max(total, 1)} aria-label={t("batches.progress")} />
      <span>{t("batch.counts", { done, refused, failed, open })}</span>
    </span>
  );
}
