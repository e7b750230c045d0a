import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FlaskConical, Play } from "lucide-react";
import { useState } from "react";
import type { MigrationDryRun } from "../../../server/http/wire.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Failure } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";
import { tryOut, type Chosen, type Override } from "./queries.ts";
import css from "./Migrate.module.css";

type DryRunProps = { readonly chosen: Chosen; readonly version: number; readonly mapping: readonly Override[] };

/** What it would do to each, and then doing it as a batch. What was tried with another mapping counts no more. */
export function DryRun({ chosen, version, mapping }: DryRunProps) {
  const { t } = useWords();
  const [isStarting, setStarting] = useState(false);
  const trial = useMutation({ mutationFn: () => tryOut(chosen, version, mapping) });
  const [tried, setTried] = useState<readonly Override[] | null>(null);
  const run = () => {
    setTried(mapping);
    trial.mutate();
  };
  const items = tried === mapping ? trial.data?.items : undefined;
  const possible = items?.filter(({ isPossible }) => isPossible).length ?? 0;
  return (
    <section className={css["dryRun"]} aria-label={t("migrate.dryRun")}>
      <div className={css["tools"]}>
        <h2>{t("migrate.dryRun")}</h2>
        <span className={css["fine"]}>{t("migrate.dryRunText")}</span>
        <Button icon={<FlaskConical aria-hidden="true" />} isPending={trial.isPending} onPress={run}>
          {t("migrate.dryRun")}
        </Button>
        <Button
          kind="primary"
          icon={<Play aria-hidden="true" />}
          declined={possible === 0 ? t("migrate.needsDryRun") : undefined}
          onPress={() => setStarting(true)}
        >
          {t("migrate.start")}
        </Button>
      </div>
      {trial.error !== null && tried === mapping && <Failure error={trial.error} onRetry={run} />}
      {items !== undefined && <Results items={items} possible={possible} />}
      {isStarting && <Start chosen={chosen} version={version} mapping={mapping} onClose={() => setStarting(false)} />}
    </section>
  );
}

function Results({ items, possible }: { items: readonly MigrationDryRun[]; possible: number }) {
  const { t } = useWords();
  if (items.length === 0) return <p>{t("migrate.nobody")}</p>;
  const obstructed = items.filter(({ isPossible }) => !isPossible);
  return (
    <div aria-live="polite">
      <p className={css["sums"]}>
        {possible > 0 && <Chip tone="ok">{t("migrate.possible", { count: possible })}</Chip>}
        {obstructed.length > 0 && <Chip tone="bad">{t("migrate.impossible", { count: obstructed.length })}</Chip>}
        {items.length >= 200 && <span className={css["fine"]}>{t("migrate.first")}</span>}
      </p>
      <ul className={css["results"]}>
        {obstructed.map(({ instanceId, obstacles }) => (
          <li key={instanceId}>
            <Link to="/ops/$id" params={{ id: instanceId }} search={{}}>
              <code>{instanceId.slice(0, 8)}</code>
            </Link>{" "}
            {obstacles.map(({ message }) => message).join(" ")}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Start({ chosen, version, mapping, onClose }: DryRunProps & { onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const run = async (reason: string) => {
    const body = { kind: "migrate", ...chosen, version, mapping, reason };
    const { id } = await request<{ id: string }>("POST", "/api/batches", { body });
    await navigate({ to: "/ops/batches/$id", params: { id }, search: {} });
  };
  return (
    <ReasonDialog
      title={t("migrate.startTitle")}
      does={t("migrate.start")}
      done={t("migrate.started")}
      run={run}
      onClose={onClose}
      isDangerous
    >
      <p>{t("migrate.startText")}</p>
    </ReasonDialog>
  );
}
