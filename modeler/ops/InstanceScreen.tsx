import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { instanceQuery } from "../api/queries.ts";
import type { Instance } from "../api/types.ts";
import { LazyDiagram } from "../diagram/LazyDiagram.tsx";
import { keysOf } from "../keys/shortcuts.ts";
import { useShortcuts } from "../keys/KeyboardProvider.tsx";
import { Button } from "../kit/Button.tsx";
import { Failure, Skeleton } from "../kit/states.tsx";
import { diagramModes, type DiagramMode, type InstanceSearch, type InstanceTab } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { useRetry } from "./act.ts";
import { InstanceHeader } from "./InstanceHeader.tsx";
import { InstanceTabs } from "./InstanceTabs.tsx";
import { Timeline } from "./Timeline.tsx";
import { useLook } from "./useLook.ts";
import css from "./Instance.module.css";
import { learn } from "../words/dictionary.ts";
import { operationWords } from "../words/operations.ts";

learn(operationWords);

/** One instance: where it stands, what happened, what it knows and what it waits for. */
export function InstanceScreen() {
  const { id } = useParams({ from: "/shell/ops/$id" });
  const { t } = useWords();
  const { data: instance, error, refetch } = useQuery(instanceQuery(id));
  if (instance === undefined && error !== null)
    return (
      <Failure
        error={error}
        onRetry={() => void refetch()}
        next={
          <Link to="/ops" search={{}}>
            {t("instance.toList")}
          </Link>
        }
      />
    );
  if (instance === undefined) return <Skeleton rows={5} height={96} />;
  return <Shown key={id} instance={instance} />;
}

function Shown({ instance }: { instance: Instance }) {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops/$id" });
  const navigate = useNavigate({ from: "/ops/$id" });
  const mode = search.mode ?? "tokens";
  const tab = search.tab ?? firstTab(instance);
  const selected = search.el ?? null;
  const retry = useRetry(instance.id);
  const change = (next: { [Name in keyof InstanceSearch]?: InstanceSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const { look, lacks, again } = useLook(instance, mode);

  useShortcuts({
    tokens: () => change({ mode: "tokens" }),
    path: () => change({ mode: "path" }),
    heat: () => change({ mode: "heat" }),
    variables: () => change({ tab: "variables" }),
    retry: () => {
      const [fault] = instance.faultList;
      if (fault !== undefined) retry.mutate(fault);
    },
  });

  return (
    <div className={css["screen"]}>
      <InstanceHeader instance={instance} />
      <div className={css["stage"]}>
        <section className={css["diagram"]} aria-label={t("instance.diagram")}>
          <LazyDiagram
            definitionId={instance.definitionId}
            look={look}
            label={t("instance.diagramOf", { name: instance.processName })}
            selected={selected}
            tools={
              <>
                <Modes mode={mode} onChange={(next) => change({ mode: next })} />
                {lacks !== null && <Lack lacks={lacks} again={again} />}
              </>
            }
            onSelect={(el) => change({ el: el === null || el === selected ? undefined : el })}
          />
        </section>
        <section className={css["tabs"]} aria-label={t("instance.details")}>
          <InstanceTabs
            instance={instance}
            tab={tab}
            onTab={(next) => change({ tab: next })}
            onElement={(el) => change({ el })}
            retry={retry}
          />
        </section>
      </div>
      <Timeline
        instanceId={instance.id}
        selected={selected}
        onClear={() => change({ el: undefined })}
        onElement={(el) => change({ el })}
      />
    </div>
  );
}

/** What one asks first: what is wrong, else what it waits for, else what came out. */
function firstTab(instance: Instance): InstanceTab {
  if (instance.faultList.length > 0) return "faults";
  return instance.waits.length > 0 ? "waits" : "variables";
}

/** Why nothing is coloured. */
function Lack({ lacks, again }: { lacks: "failed" | "short"; again: () => void }) {
  const { t } = useWords();
  return (
    <div className={css["lack"]} role="status">
      {t(`mode.${lacks}`)}
      {lacks === "failed" && (
        <Button kind="quiet" onPress={again}>
          {t("common.retry")}
        </Button>
      )}
    </div>
  );
}

function Modes({ mode, onChange }: { mode: DiagramMode; onChange: (mode: DiagramMode) => void }) {
  const { t } = useWords();
  return (
    <div className={css["modes"]} role="group" aria-label={t("instance.show")}>
      {diagramModes.map((one) => (
        <Button
          key={one}
          pressed={mode === one}
          kind={mode === one ? "primary" : "quiet"}
          keys={keysOf(one)}
          onPress={() => onChange(one)}
        >
          {t(`mode.${one}`)}
        </Button>
      ))}
    </div>
  );
}
