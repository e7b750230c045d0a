import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import type { Batch } from "../../../server/http/wire.ts";
import { Picker } from "../../kit/Picker.tsx";
import { itemStates } from "../../searchOps.ts";
import { PersonName } from "../../kit/PersonName.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import { batchQuery } from "../migrate/queries.ts";
import ops from "../Ops.module.css";
import { BatchControls } from "./BatchControls.tsx";
import { BatchItems } from "./BatchItems.tsx";
import { BatchState } from "./BatchState.tsx";
import { Progress } from "./Progress.tsx";
import css from "./Batches.module.css";
import { learn } from "../../words/dictionary.ts";
import { operationWords } from "../../words/operations.ts";

learn(operationWords);

const any = "*";

/** One batch: how far it is, what became of each, and holding it. */
export function BatchScreen() {
  const { t } = useWords();
  const { id } = useParams({ from: "/shell/ops/batches/$id" });
  const { state } = useSearch({ from: "/shell/ops/batches/$id" });
  const navigate = useNavigate({ from: "/ops/batches/$id" });
  const list = useInfiniteQuery(batchQuery(id, state));
  const batch = list.data?.pages[0];
  const narrow = (next: string | undefined) =>
    void navigate({
      search: (before) => ({ ...before, state: itemStates.find((one) => one === next) }),
      replace: true,
    });
  return (
    <OpsPage
      title={batch === undefined ? t("batches.title") : t(`batch.kind.${batch.kind}`)}
      tools={
        <Picker
          isCompact
          label={t("batch.state")}
          choices={[
            { id: any, name: t("batch.any") },
            ...itemStates.map((one) => ({ id: one, name: t(`batch.item.${one}`) })),
          ]}
          value={state ?? any}
          onChange={narrow}
        />
      }
      end={batch !== undefined && <BatchControls batch={batch} />}
    >
      {batch !== undefined && <Head batch={batch} />}
      <PagedList
        list={list}
        none={{ title: t("batch.noneOf"), icon: <Layers aria-hidden="true" /> }}
        onClear={state === undefined ? undefined : () => narrow(undefined)}
        count={(count) => t("ops.shown", { count })}
      >
        {(items) => <BatchItems items={items} />}
      </PagedList>
    </OpsPage>
  );
}

function Head({ batch }: { batch: Batch }) {
  const { t, language } = useWords();
  const reason = batch.parameters["reason"];
  return (
    <section className={css["head"]} aria-label={t("batches.progress")} aria-live="polite">
      <p className={css["titles"]}>
        <Link to="/ops/batches" search={{}}>
          {t("batches.title")}
        </Link>
        <BatchState batch={batch} faulty={batch.faulty} />
        <span className={ops["sub"]}>
          <PersonName login={batch.actor} /> · {instantText(batch.createdAt, language)}
        </span>
      </p>
      {typeof reason === "string" && <p>{reason}</p>}
      <Progress batch={batch} />
      {batch.faulty > 0 && <p className={css["again"]}>{t("batch.faultsAgain", { count: batch.faulty })}</p>}
    </section>
  );
}
