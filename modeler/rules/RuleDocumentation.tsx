import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { Failure, Skeleton } from "../kit/states.tsx";
import css from "../processes/Process.module.css";
import { versionQuery } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import { usesQuery } from "./queries.ts";
import { valueText } from "./table/cellText.ts";
import { tableOf, type Column } from "./table/ruleTable.ts";

/** What the rule set is for, what each column means, and which processes decide by it. */
export function RuleDocumentation({ ruleKey, version }: { ruleKey: string; version: number }) {
  const { t, pick } = useWords();
  const { data, error, refetch } = useQuery(versionQuery("ruleSet", ruleKey, version));
  const { data: uses } = useQuery(usesQuery());
  const table = useMemo(() => (data === undefined ? null : tableOf(data.body)), [data]);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={3} height={72} />;
  if (table === null) return <p>{t("rules.noTable")}</p>;
  const users = (uses?.items ?? []).filter(({ ruleSet }) => ruleSet === ruleKey);
  return (
    <div className={css["columns"]}>
      <section>
        <h2>{pick(table.label)}</h2>
        {table.description !== undefined && <p>{pick(table.description)}</p>}
        <p>
          <strong>{t("rules.hitPolicy")}:</strong> {t(`hit.${table.hitPolicy}`)}. {t(`hit.${table.hitPolicy}Text`)}
        </p>
        {table.origin !== undefined && <p className={css["small"]}>{table.origin}</p>}
        <dl className={css["documented"]}>
          {table.inputs.map((column) => (
            <Described key={column.name} column={column} group={t("rules.when")} />
          ))}
          {table.outputs.map((column) => (
            <Described key={column.name} column={column} group={t("rules.then")} />
          ))}
        </dl>
      </section>
      <section>
        <h2>{t("rules.usedBy")}</h2>
        {users.length === 0 && <p className={css["small"]}>{t("rules.unused")}</p>}
        <ul className={css["pins"]}>
          {users.map(({ process }) => (
            <li key={process}>
              <Link to="/processes/$key" params={{ key: process }} search={{}}>
                {process}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Described({ column, group }: { column: Column; group: string }) {
  const { t, pick, language } = useWords();
  return (
    <div>
      <dt>
        {group} {pick(column.label)}{" "}
        <span className={css["small"]}>
          {column.name}, {t(`type.${column.type}`)}
        </span>
      </dt>
      <dd>
        {column.description !== undefined && pick(column.description)}
        {column.values !== undefined && (
          <p>{column.values.map(({ value }) => valueText(column, value, language)).join(", ")}</p>
        )}
      </dd>
    </div>
  );
}
