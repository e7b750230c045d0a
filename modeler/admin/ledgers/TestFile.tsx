import { useMutation } from "@tanstack/react-query";
import { Download, FlaskConical } from "lucide-react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { saveFile } from "../../processes/exporting.ts";
import { useWords } from "../../words/language.tsx";
import type { TestFile as Made } from "./queries.ts";
import admin from "../Admin.module.css";
import css from "./Ledgers.module.css";

/** A file of made-up documents as the settings write it, with what its receiver would say; it can be taken along. */
export function TestFile({ body }: { body: object }) {
  const { t } = useWords();
  const test = useMutation({ mutationFn: () => request<Made>("POST", "/api/ledger-test-files", { body }) });
  return (
    <section aria-label={t("ledger.test")}>
      <h3>{t("ledger.test")}</h3>
      <p className={admin["about"]}>{t("ledger.testAbout")}</p>
      <div className={admin["actions"]}>
        <Button icon={<FlaskConical aria-hidden="true" />} isPending={test.isPending} onPress={() => test.mutate()}>
          {t("ledger.testRun")}
        </Button>
      </div>
      {test.error !== null && (
        <p className={admin["warning"]} role="alert">
          {test.error.message}
        </p>
      )}
      {test.data !== undefined && <Result made={test.data} />}
    </section>
  );
}

function Result({ made: { name, body, findings } }: { made: Made }) {
  const { t, pick } = useWords();
  const save = () => {
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    saveFile(name, new Blob([bytes], { type: "text/csv" }), "text/csv");
  };
  return (
    <div className={admin["form"]} role="status">
      {findings.length === 0 && <p>{t("ledger.testFine")}</p>}
      <ul className={css["findings"]}>
        {findings.map(({ severity, text }) => (
          <li key={text.en}>
            <Chip tone={severity === "error" ? "bad" : "warn"}>{t(`ledger.${severity}`)}</Chip>
            <span>{pick(text)}</span>
          </li>
        ))}
      </ul>
      {body !== "" && (
        <div className={admin["actions"]}>
          <Button icon={<Download aria-hidden="true" />} onPress={save}>
            {t("ledger.testGet", { name })}
          </Button>
        </div>
      )}
    </div>
  );
}
