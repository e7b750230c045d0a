import { ShieldAlert, ShieldCheck } from "lucide-react";
import type { Verification } from "../../server/http/wireTrail.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Failure } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { useVerification } from "./useVerification.ts";
import css from "./Dialogs.module.css";
import { tags } from "../words/tags.ts";

/** Checks everything and says what came of it. */
export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const checking = useVerification();
  const number = (value: number) => value.toLocaleString(tags[language]);
  const progress = checking.kind === "running" ? checking.progress : undefined;
  return (
    <Dialog
      title={t("audit.verifyTitle")}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("common.close")}</Button>}
    >
      <div aria-live="polite">
        {checking.kind === "running" && (
          <div className={css["progress"]}>
            <progress
              aria-label={t("audit.verifyTitle")}
              {...(progress === undefined ? {} : { value: progress.events, max: Math.max(progress.of, 1) })}
            />
            <p>
              {progress === undefined
                ? t("common.loading")
                : t("audit.verifying", { events: number(progress.events), of: number(progress.of) })}
            </p>
          </div>
        )}
        {checking.kind === "failed" && <Failure error={new Error(checking.detail)} />}
        {checking.kind === "done" && <Verdict report={checking.report} />}
      </div>
    </Dialog>
  );
}

function Verdict({ report }: { report: Verification }) {
  const { t, language } = useWords();
  const number = (value: number) => value.toLocaleString(tags[language]);
  const { findings } = report;
  const isWhole = findings.length === 0;
  return (
    <div className={css["verdict"]} data-tone={isWhole ? "ok" : "bad"}>
      {isWhole ? <ShieldCheck size={40} aria-hidden="true" /> : <ShieldAlert size={40} aria-hidden="true" />}
      <h3>{isWhole ? t("audit.whole") : t("audit.broken", { count: findings.length })}</h3>
      <p>
        {t("audit.wholeText", {
          events: number(report.events),
          streams: number(report.streams),
          seals: number(report.seals),
          stamped: number(report.stamped),
        })}
      </p>
      {isWhole && report.unsealed > 0 && <p>{t("audit.unsealed", { count: report.unsealed })}</p>}
      {!isWhole && <p>{t("audit.brokenText")}</p>}
      {!isWhole && (
        <ul className={css["findings"]}>
          {findings.map((finding, index) => (
            <li key={index}>
              {t(`audit.finding.${finding.kind}`, {
                seq: finding.seq ?? 0,
                sealNo: finding.sealNo ?? 0,
                what: finding.what ?? "",
              })}{" "}
              {finding.streamId !== undefined && <code>{finding.streamId}</code>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
