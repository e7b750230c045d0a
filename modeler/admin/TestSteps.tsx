import { CircleAlert, CircleCheck } from "lucide-react";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import type { ConnectorTest } from "./queries.ts";
import css from "./Admin.module.css";
import connectors from "./Connectors.module.css";

/** What the last test tried, and what came back. */
export function TestSteps({ test, isTesting }: { test: ConnectorTest | null; isTesting: boolean }) {
  const { t } = useWords();
  return (
    <section aria-live="polite">
      {isTesting && <p className={css["about"]}>{t("connector.testing")}</p>}
      {!isTesting && test !== null && <Steps test={test} />}
    </section>
  );
}

function Steps({ test }: { test: ConnectorTest }) {
  const { t, language, pick } = useWords();
  const milliseconds = test.milliseconds;
  return (
    <>
      <h3>{t("connector.lastTest")}</h3>
      <p className={css["about"]}>{t("connector.testedAt", { at: instantText(test.at, language), milliseconds })}</p>
      <ol className={connectors["steps"]}>
        {test.steps.map((step, index) => {
          const Icon = step.isFine ? CircleCheck : CircleAlert;
          return (
            <li key={index} data-tone={step.isFine ? "ok" : "bad"}>
              <Icon size={17} aria-label={t(step.isFine ? "connector.stepFine" : "connector.stepFailed")} />
              <span>
                <strong>{pick(step.what)}</strong>
                <span className={css["answer"]}>{step.answer}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
