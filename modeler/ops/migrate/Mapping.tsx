import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useElementNames, useFlowNodes } from "../../diagram/elementNames.ts";
import { Chip } from "../../kit/Chip.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { planQuery, type Override, type Version } from "./queries.ts";
import css from "./Migrate.module.css";

type MappingProps = {
  readonly source: Version;
  readonly target: Version;
  readonly mapping: readonly Override[];
  readonly onChange: (mapping: readonly Override[]) => void;
};

const none = "";

/** What goes where: only what is not the same is listed, and each line can be said otherwise. */
export function Mapping({ source, target, mapping, onChange }: MappingProps) {
  const { t } = useWords();
  const versions = { processKey: source.key, fromVersion: source.version, toVersion: target.version };
  const { data: plan, error, refetch } = useQuery(planQuery(versions, mapping));
  const before = useElementNames(source.id);
  const after = useElementNames(target.id);
  const nodes = useFlowNodes(target.id);
  if (plan === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (plan === undefined) return <Skeleton rows={3} height={40} />;
  const said = new Set(mapping.map(({ from }) => from));
  const moved = plan.mapped.filter(({ from, to, effect }) => from !== to || effect === "restarts" || said.has(from));
  const say = (from: string, to: string) =>
    onChange([...mapping.filter((each) => each.from !== from), { from, to: to === none ? null : to }]);
  const choices = [{ id: none, name: t("migrate.none") }, ...nodes];
  const line = (from: string, to: string, chip?: string) => (
    <li key={from}>
      <span className={css["name"]}>{before(from)}</span>
      <ArrowRight size={16} aria-label={t("migrate.changed")} />
      <Picker
        isCompact
        label={t("migrate.targetOf", { name: before(from) })}
        choices={choices}
        value={to}
        onChange={(next) => say(from, next)}
      />
      {chip !== undefined && <Chip tone="warn">{chip}</Chip>}
    </li>
  );
  return (
    <section className={css["mapping"]} aria-label={t("migrate.plan")}>
      <h2>{t("migrate.plan")}</h2>
      <p>{t("migrate.same", { count: plan.mapped.length - moved.length })}</p>
      <ul>
        {plan.unmapped.map(({ elementId }) => line(elementId, none, t("migrate.noPlace")))}
        {moved.map(({ from, to, effect }) => line(from, to, effect === "restarts" ? t("migrate.restarts") : undefined))}
      </ul>
      {plan.added.length > 0 && (
        <p className={css["fine"]}>{t("migrate.added", { names: plan.added.map((id) => after(id)).join(", ") })}</p>
      )}
    </section>
  );
}
