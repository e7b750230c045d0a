import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { CircleCheckBig, RotateCw } from "lucide-react";
import { useState } from "react";
import type { FaultsAlike } from "../../../server/http/wireOperations.ts";
import { sessionQuery } from "../../api/queries.ts";
import { ProblemError, request } from "../../api/request.ts";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { keysOf } from "../../keys/shortcuts.ts";
import { Button } from "../../kit/Button.tsx";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import { pagesQuery } from "../lists/pages.ts";
import { mayRepair } from "../may.ts";
import { AlikeTable, type AlikeFault } from "./AlikeTable.tsx";
import ops from "../Ops.module.css";
import css from "./Faults.module.css";

/** One cause: what it says, which instances have it, and another try for all of them. */
export function CauseScreen() {
  const { t } = useWords();
  const { cause } = useParams({ from: "/shell/ops/faults/$cause" });
  const list = useInfiniteQuery(pagesQuery<AlikeFault>(`/api/faults/${cause}`, {}));
  const isGone = list.error instanceof ProblemError && list.error.problem.code === "fault.missing";
  // every page tells the cause anew; the last one that came is the freshest
  const head = isGone ? undefined : (list.data?.pages[0] as FaultsAlike | undefined);
  return (
    <OpsPage title={head?.elementName ?? t("ops.allFaults")} end={head !== undefined && <RetryAll cause={head} />}>
      {head !== undefined && <Head cause={head} />}
      {isGone ? (
        <Empty
          title={t("opsFault.gone")}
          text={t("opsFault.goneText")}
          icon={<CircleCheckBig aria-hidden="true" />}
          action={
            <Link to="/ops/faults" search={{}}>
              {t("opsFault.toAll")}
            </Link>
          }
        />
      ) : (
        <PagedList
          list={list}
          none={{ title: t("opsFault.gone") }}
          onClear={undefined}
          count={(count) => t("ops.shown", { count })}
        >
          {(faults) => <AlikeTable faults={faults} />}
        </PagedList>
      )}
    </OpsPage>
  );
}

function Head({ cause }: { cause: FaultsAlike }) {
  const { t, language } = useWords();
  const { processKey, processName, code, message, count, instances, firstAt, lastAt } = cause;
  return (
    <section className={css["head"]} aria-label={t("opsFault.cause")}>
      <p className={css["crumbs"]}>
        <Link to="/ops/faults" search={{}}>
          {t("ops.allFaults")}
        </Link>
        <span aria-hidden="true">/</span>
        <Link to="/ops/faults" search={{ process: processKey }}>
          {processName}
        </Link>
        <code>{code}</code>
      </p>
      <p className={css["said"]}>{message}</p>
      <p className={css["facts"]}>
        <span>{t("opsFault.counted", { count })}</span>
        <span>{t("opsFault.inInstances", { count: instances })}</span>
        <span>
          {t("opsFault.since", { first: instantText(firstAt, language), last: instantText(lastAt, language) })}
        </span>
      </p>
    </section>
  );
}

function RetryAll({ cause }: { cause: FaultsAlike }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const [isAsking, setAsking] = useState(false);
  const declined = mayRepair(session) ? undefined : t("instance.noRight");
  const ask = () => setAsking(true);
  useShortcuts(declined === undefined ? { retry: ask } : {});
  const run = async (reason: string) => {
    const body = { kind: "retry", cause: cause.cause, reason };
    const { id } = await request<{ id: string }>("POST", "/api/batches", { body });
    void navigate({ to: "/ops/batches/$id", params: { id }, search: {} });
  };
  return (
    <>
      <Button
        kind="primary"
        icon={<RotateCw aria-hidden="true" />}
        keys={keysOf("retry")}
        declined={declined}
        onPress={ask}
      >
        {t("opsFault.retryAll", { count: cause.count })}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t("opsFault.retryTitle")}
          does={t("opsFault.retryAll", { count: cause.count })}
          done={t("opsFault.retryBegun")}
          run={run}
          onClose={() => setAsking(false)}
        >
          <p>{t("opsFault.retryText", { count: cause.instances })}</p>
          <p className={ops["quote"]}>{cause.message}</p>
        </ReasonDialog>
      )}
    </>
  );
}
