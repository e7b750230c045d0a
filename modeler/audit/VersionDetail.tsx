import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { useMemo, useState } from "react";
import type { ProcessVersion } from "../../server/http/wireTrail.ts";
import { graphOf } from "../diagram/graphOf.ts";
import { readingOrder } from "../diagram/graph.ts";
import { useSpokenNames } from "../diagram/spoken.ts";
import { Button } from "../kit/Button.tsx";
import { Fold } from "../kit/Fold.tsx";
import { PersonName } from "../kit/PersonName.tsx";
import { CopyButton, Failure, Skeleton } from "../kit/states.tsx";
import { Compared } from "../processes/diff/Compared.tsx";
import { ExportMenu } from "../processes/ExportMenu.tsx";
import { versionQuery } from "../processes/queries.ts";
import { dateText } from "../processes/when.ts";
import type { AuditSearch } from "../searchAudit.ts";
import { useWords } from "../words/language.tsx";
import { pictureOf } from "./picture.ts";
import css from "./Versions.module.css";

type View = NonNullable<AuditSearch["show"]>;
export type VersionDetailProps = {
  readonly row: ProcessVersion;
  readonly show: View;
  readonly onShow: (view: View) => void;
};

/** One version as evidence: its picture or what it changed, who stands for it, its hash, and all of it to take away. */
export function VersionDetail({ row, show, onShow }: VersionDetailProps) {
  const { t } = useWords();
  const { previousVersion: before } = row;
  const isCompared = show === "difference" && before !== null;
  return (
    <article className={css["detail"]} aria-label={`${row.name}, ${t("instance.version", { version: row.version })}`}>
      <header className={css["head"]}>
        <h2>
          <Link to="/processes/$key" params={{ key: row.key }} search={{ version: String(row.version) }}>
            {row.name}
          </Link>
          , {t("instance.version", { version: row.version })}
        </h2>
        <div className={css["views"]} role="group" aria-label={t("diff.view")}>
          <Button kind={isCompared ? "quiet" : "primary"} pressed={!isCompared} onPress={() => onShow("picture")}>
            {t("audit.picture")}
          </Button>
          <Button
            kind={isCompared ? "primary" : "quiet"}
            pressed={isCompared}
            declined={before === null ? t("audit.firstVersion") : undefined}
            onPress={() => onShow("difference")}
          >
            {before === null ? t("diff.changes") : t("audit.difference", { version: before })}
          </Button>
          <ExportMenu shown={row} />
        </div>
      </header>
      <Facts row={row} />
      {isCompared ? <Difference row={row} before={before} /> : <Picture row={row} />}
    </article>
  );
}

function Facts({ row }: { row: ProcessVersion }) {
  const { t, language } = useWords();
  return (
    <dl className={css["facts"]}>
      <div>
        <dt>{t("version.at")}</dt>
        <dd>
          {dateText(row.at, language)}, <PersonName login={row.author} />
        </dd>
      </div>
      <div>
        <dt>{t("version.approver")}</dt>
        <dd>{row.approver === null ? t("audit.noApproval") : <PersonName login={row.approver} />}</dd>
      </div>
      <div>
        <dt>{t("version.reason")}</dt>
        <dd>{row.reason ?? "–"}</dd>
      </div>
      {row.retireReason !== null && (
        <div>
          <dt>{t("version.retired")}</dt>
          <dd>{t("version.retiredBecause", { who: row.retiredBy ?? "", reason: row.retireReason })}</dd>
        </div>
      )}
      <div className={css["hash"]}>
        <dt>{t("version.hash")}</dt>
        <dd>
          <code>{row.sha256}</code>
          <CopyButton text={row.sha256} />
        </dd>
      </div>
    </dl>
  );
}

function Picture({ row }: { row: ProcessVersion }) {
  const { t, language } = useWords();
  const [state, setState] = useState<"coming" | "here" | "lost">("coming");
  return (
    <div className={css["shown"]}>
      {state === "coming" && <Skeleton rows={1} height={280} />}
      {state === "lost" ? (
        <p role="alert">{t("audit.pictureFailed")}</p>
      ) : (
        <img
          className={css["picture"]}
          hidden={state === "coming"}
          src={pictureOf(row.id, "svg", language)}
          alt={t("audit.pictureOf", { name: row.name, version: row.version })}
          onLoad={() => setState("here")}
          onError={() => setState("lost")}
        />
      )}
      <p className={css["below"]}>
        <a href={pictureOf(row.id, "svg", language)} target="_blank" rel="noreferrer">
          <ExternalLink size={16} aria-hidden="true" />
          {t("audit.fullSize")}
        </a>
      </p>
      <Fold summary={t("audit.asText")} className={css["fold"]}>
        <Steps row={row} />
      </Fold>
    </div>
  );
}

const calm = { kind: "tokens", states: new Map() } as const;

/** The picture as a list: each element in the order of the flow, and where it leads. */
function Steps({ row }: { row: ProcessVersion }) {
  const { language } = useWords();
  const { data, error, refetch } = useQuery(versionQuery("process", row.key, row.version));
  const graph = useMemo(
    () => graphOf(typeof data?.body === "string" ? data.body : "<none/>", language),
    [data, language],
  );
  const { nameOf } = useSpokenNames(graph, calm);
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={4} height={24} />;
  return (
    <ol className={css["steps"]}>
      {readingOrder(graph).map((id) => (
        <li key={id}>{nameOf(id)}</li>
      ))}
    </ol>
  );
}

function Difference({ row, before }: { row: ProcessVersion; before: number }) {
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <div className={css["compared"]}>
      <Compared
        processKey={row.key}
        from={String(before)}
        to={String(row.version)}
        view="overlay"
        selected={selected}
        onSelect={(id) => setSelected(id ?? null)}
      />
    </div>
  );
}
