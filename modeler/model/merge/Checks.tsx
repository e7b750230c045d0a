import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { Merge } from "../../../server/diagram/merge/types.ts";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import { checkModel } from "../../processes/queries.ts";
import css from "./Merge.module.css";

/** What can be said of the result as it stands. */
export function Checks({ merge, open }: { merge: Merge; open: number }) {
  const { t } = useWords();
  const { data: report } = useQuery({
    queryKey: ["modelCheck", merge.sha256],
    queryFn: ({ signal }) => checkModel(merge.xml, signal),
    staleTime: Infinity,
  });
  const errors = report?.problems.filter(({ severity }) => severity === "error").length;
  return (
    <section className={css["checks"]} aria-label={t("merge.checks")}>
      <h2>{t("merge.checks")}</h2>
      <div>
        {open > 0 && (
          <Chip tone="bad" icon={<CircleAlert aria-hidden="true" />}>
            {t("merge.open", { count: open })}
          </Chip>
        )}
        {errors !== undefined && (
          <Chip
            tone={errors === 0 ? "ok" : "bad"}
            icon={errors === 0 ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
          >
            {errors === 0 ? t("merge.runs") : t("report.errors", { count: errors })}
          </Chip>
        )}
        <Chip
          tone={merge.integrity.length === 0 ? "ok" : "warn"}
          icon={merge.integrity.length === 0 ? <CircleCheck aria-hidden="true" /> : <Info aria-hidden="true" />}
        >
          {merge.integrity.length === 0 ? t("merge.whole") : t("merge.mended", { count: merge.integrity.length })}
        </Chip>
        {merge.layout.length > 0 && <Chip>{t("merge.layout", { count: merge.layout.length })}</Chip>}
        <Chip>
          {t("merge.hash")} {merge.sha256.slice(0, 10)}
        </Chip>
      </div>
    </section>
  );
}
