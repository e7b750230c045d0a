import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { CircleCheck, GitMerge } from "lucide-react";
import { useMemo } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import {
  draftQuery,
  mergeSidesQuery,
  type Draft,
  type Merged,
  type MergeSides,
  type MergeSource,
} from "../../processes/queries.ts";
import { MergeBoard } from "./MergeBoard.tsx";
import { useMerge } from "./useMerge.ts";
import css from "./Merge.module.css";
import { learn } from "../../words/dictionary.ts";
import { designWords } from "../../words/design.ts";

learn(designWords);

/** Takes a newer version of the standard into a draft: what is decided is recorded, so that it can be replayed. */
export function MergeScreen() {
  const { id } = useParams({ from: "/shell/drafts/$id/merge" });
  const { t } = useWords();
  const search = useSearch({ from: "/shell/drafts/$id/merge" });
  const { data: draft, error: draftError } = useQuery(draftQuery(id));
  const key = search.key ?? draft?.parts.find((part) => part.kind === "process")?.key ?? "";
  const source = search.source ?? "upstream";
  const sides = useQuery({ ...mergeSidesQuery(id, key, source, search.version), enabled: key !== "" });
  const failure = draftError ?? sides.error;
  if (failure !== null) return <Failure error={failure} onRetry={() => void sides.refetch()} />;
  if (draft === undefined || sides.data === undefined) return <Skeleton rows={3} height={200} />;
  if (sides.data === null)
    return (
      <Empty
        title={t("merge.nothing")}
        text={t("merge.nothingText")}
        icon={<CircleCheck aria-hidden="true" />}
        action={
          <Link to="/drafts/$id" params={{ id }} search={{}}>
            {draft.title}
          </Link>
        }
      />
    );
  return <Shown key={sides.data.upstreamVersion} draft={draft} partKey={key} source={source} sides={sides.data} />;
}

type ShownProps = {
  readonly draft: Draft;
  readonly partKey: string;
  readonly source: MergeSource;
  readonly sides: MergeSides;
};

function Shown({ draft, partKey, source, sides }: ShownProps) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const search = useSearch({ from: "/shell/drafts/$id/merge" });
  const navigate = useNavigate();
  const narrow = useNavigate({ from: "/drafts/$id/merge" });
  const three = useMemo(() => ({ base: sides.base, ours: sides.ours, theirs: sides.theirs }), [sides]);
  const merging = useMerge(three, `${draft.id} ${partKey} ${sides.upstreamVersion}`);
  const run = useMutation({
    mutationFn: () =>
      request<Merged>("POST", `/api/drafts/${draft.id}/merge`, {
        body: {
          kind: "process",
          key: partKey,
          source,
          upstreamVersion: sides.upstreamVersion,
          resolutions: merging.resolutions,
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["drafts"] });
      say({ tone: "ok", text: t("merge.done") });
      await navigate({ to: "/drafts/$id", params: { id: draft.id }, search: { process: partKey, tab: "problems" } });
    },
  });
  const isOwn = source === "own";
  const { baseVersion: from, upstreamVersion: to } = sides;
  const names = isOwn
    ? { ours: t("merge.thisDraft"), theirs: t("instance.version", { version: to }) }
    : { ours: t("merge.fork"), theirs: t("merge.standard", { version: to }) };
  return (
    <div className={css["screen"]}>
      <header className={css["header"]}>
        <div className={css["title"]}>
          <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
            <Link to="/processes" search={{}}>
              {t("shell.processes")}
            </Link>
            <span aria-hidden="true">/</span>
            <Link to="/drafts/$id" params={{ id: draft.id }} search={{}}>
              {draft.title}
            </Link>
          </nav>
          <h1>{t(isOwn ? "merge.ownTitle" : "merge.title", { from, to })}</h1>
        </div>
        {run.error !== null && <span role="alert">{run.error.message}</span>}
        {merging.open.length > 0 && <Chip tone="bad">{t("merge.open", { count: merging.open.length })}</Chip>}
        <Button
          kind="primary"
          icon={<GitMerge aria-hidden="true" />}
          isPending={run.isPending}
          declined={merging.open.length > 0 ? t("merge.decideFirst", { count: merging.open.length }) : undefined}
          onPress={() => run.mutate()}
        >
          {t("merge.run")}
        </Button>
      </header>
      <MergeBoard
        three={three}
        merging={merging}
        names={names}
        view={search.view ?? "result"}
        onView={(view) => void narrow({ search: (before) => ({ ...before, view }), replace: true })}
      />
    </div>
  );
}
