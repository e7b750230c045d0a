import { useQuery } from "@tanstack/react-query";
import { BookOpenText } from "lucide-react";
import { useMemo } from "react";
import { typeWords } from "../diagram/elementWords.ts";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { translate } from "../words/translate.ts";
import { documentationIn } from "./documented.ts";
import { releaseQuery, versionQuery } from "./queries.ts";
import css from "./Process.module.css";

/** What the process and its elements are for, as it stands in the file, and what it was released with. */
export function Documentation({ processKey, version }: { processKey: string; version: number }) {
  const { t, language } = useWords();
  const { data, error, refetch } = useQuery(versionQuery("process", processKey, version));
  const documented = useMemo(() => documentationIn(typeof data?.body === "string" ? data.body : "<none/>", language), [data, language]);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={3} height={56} />;
  return (
    <div className={css["columns"]}>
      <section>
        <h2>{t("process.whatFor")}</h2>
        {documented.length === 0 ? (
          <Empty title={t("process.undocumented")} text={t("process.undocumentedText")} icon={<BookOpenText aria-hidden="true" />} />
        ) : (
          <dl className={css["documented"]}>
            {documented.map((one) => (
              <div key={one.id}>
                <dt>
                  {one.name === "" ? one.id : one.name}{" "}
                  {one.type !== "bpmn:Process" && <span className={css["small"]}>{translate(typeWords(one.type), language)}</span>}
                </dt>
                <dd>{one.text}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <Pins releaseId={data.releaseId} />
    </div>
  );
}

function Pins({ releaseId }: { releaseId: string }) {
  const { t } = useWords();
  const { data } = useQuery(releaseQuery(releaseId));
  if (data === undefined || data.pins.length === 0) return null;
  return (
    <section>
      <h2>{t("process.release")}</h2>
      <p className={css["small"]}>{t("process.releaseText")}</p>
      <ul className={css["pins"]}>
        {data.pins.map((pin) => (
          <li key={`${pin.kind}/${pin.key}`}>
            <span>{t(`kind.${pin.kind}`)}</span> <strong>{pin.key}</strong> v{pin.version} <code title={pin.sha256}>{pin.sha256.slice(0, 8)}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
