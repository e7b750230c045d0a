import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import type { Standing } from "../../../server/http/wireOperations.ts";
import { Picker } from "../../kit/Picker.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import type { StandingSearch } from "../../searchOps.ts";
import { useWords } from "../../words/language.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { standingQuery } from "./queries.ts";
import { StandingDiagram } from "./StandingDiagram.tsx";

export type NarrowStanding = (change: { [Name in keyof StandingSearch]?: StandingSearch[Name] | undefined }) => void;

/** One process: where the tokens of a version stand, and what is hot. */
export function StandingScreen() {
  const { t } = useWords();
  const { key } = useParams({ from: "/shell/ops/processes/$key" });
  const search = useSearch({ from: "/shell/ops/processes/$key" });
  const navigate = useNavigate({ from: "/ops/processes/$key" });
  const { data, error, refetch } = useQuery(standingQuery(search.customer));
  const narrow: NarrowStanding = (change) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const versions = data?.items.filter((one) => one.processKey === key) ?? [];
  const shown = versions.find((one) => String(one.version) === search.version) ?? versions[0];
  return (
    <OpsPage
      title={shown?.processName ?? key}
      tools={shown !== undefined && <Versions versions={versions} shown={shown} narrow={narrow} />}
      end={
        shown !== undefined && (
          <Link to="/ops" search={{ process: key, version: String(shown.version), status: "running" }}>
            {t("opsUse.all")}
          </Link>
        )
      }
    >
      {shown === undefined ? (
        <Nothing isKnown={data !== undefined} error={error} onRetry={() => void refetch()} />
      ) : (
        <StandingDiagram of={shown} search={search} narrow={narrow} />
      )}
    </OpsPage>
  );
}

type NothingProps = { readonly isKnown: boolean; readonly error: Error | null; readonly onRetry: () => void };

function Nothing({ isKnown, error, onRetry }: NothingProps) {
  const { t } = useWords();
  if (!isKnown && error !== null) return <Failure error={error} onRetry={onRetry} />;
  if (!isKnown) return <Skeleton rows={1} height={420} />;
  return (
    <Empty
      title={t("opsUse.none")}
      text={t("opsUse.nowhere")}
      icon={<Workflow aria-hidden="true" />}
      action={
        <Link to="/ops/processes" search={{}}>
          {t("ops.processes")}
        </Link>
      }
    />
  );
}

type VersionsProps = {
  readonly versions: readonly Standing[];
  readonly shown: Standing;
  readonly narrow: NarrowStanding;
};

function Versions({ versions, shown, narrow }: VersionsProps) {
  const { t } = useWords();
  return (
    <Picker
      isCompact
      label={t("opsUse.version")}
      choices={versions.map(({ version, running }) => ({
        id: String(version),
        name: `v${version} · ${t("ops.shown", { count: running })}`,
      }))}
      value={String(shown.version)}
      onChange={(version) => narrow({ version, el: undefined })}
    />
  );
}
