import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Network } from "lucide-react";
import { useState } from "react";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { Empty } from "../../kit/states.tsx";
import { TableHead } from "../../kit/TableHead.tsx";
import type { Key } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { Awaited } from "../Awaited.tsx";
import { useChange } from "../useChange.ts";
import css from "../Admin.module.css";
import { Changes } from "./Changes.tsx";
import { systemsQuery, type Candidate, type SystemOfRecord } from "./queries.ts";

/** Where records are led that are not led here. */
const own = "own";
/** What happens with each kind of record; of the others changes are only told. */
const ways: Readonly<Partial<Record<SystemOfRecord["entity"], "both" | "out">>> = {
  tickets: "both",
  customers: "both",
  contacts: "both",
  time: "out",
};

type Wish = { readonly entity: SystemOfRecord["entity"]; readonly connectorId: string | null };

/** Which system leads for which records, and what is yet to be written there. */
export function Systems() {
  const { t } = useWords();
  const systems = useQuery(systemsQuery);
  const [wish, setWish] = useState<Wish>();
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("systems.about")}</p>
      </div>
      <div className={css["page"]}>
        <Awaited query={systems} rows={6}>
          {({ items, candidates }) =>
            candidates.length === 0 ? (
              <Nothing />
            ) : (
              <>
                <SystemTable items={items} candidates={candidates} onWish={setWish} />
                <Read candidates={candidates} />
                <Changes />
                {wish !== undefined && <Sure wish={wish} candidates={candidates} onClose={() => setWish(undefined)} />}
              </>
            )
          }
        </Awaited>
      </div>
    </>
  );
}

function Nothing() {
  const { t } = useWords();
  const navigate = useNavigate({ from: "/admin" });
  return (
    <Empty
      title={t("systems.none")}
      text={t("systems.noneText")}
      icon={<Network aria-hidden="true" />}
      action={
        <Button kind="primary" onPress={() => void navigate({ search: { tab: "connectors" } })}>
          {t("systems.toConnectors")}
        </Button>
      }
    />
  );
}

type TableProps = {
  readonly items: readonly SystemOfRecord[];
  readonly candidates: readonly Candidate[];
  readonly onWish: (wish: Wish) => void;
};

function SystemTable({ items, candidates, onWish }: TableProps) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <TableHead columns={[t("systems.entity"), t("systems.leads"), t("systems.how"), t("systems.stands")]} />
      <tbody>
        {items.map((item) => (
          <Line key={item.entity} item={item} candidates={candidates} onWish={onWish} />
        ))}
      </tbody>
    </table>
  );
}

function Line({
  item,
  candidates,
  onWish,
}: Pick<TableProps, "candidates" | "onWish"> & { readonly item: SystemOfRecord }) {
  const { t } = useWords();
  const { entity, connectorId } = item;
  const name = t(`systems.of.${entity}`);
  const choices = [
    { id: own, name: t("systems.own") },
    ...candidates.map((each) => ({
      id: each.id,
      name: each.mode === "simulator" ? t("systems.simulated", { name: each.name }) : each.name,
    })),
  ];
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Picker
          label={t("systems.leadsOf", { name })}
          isCompact
          choices={choices}
          value={connectorId ?? own}
          onChange={(next) => {
            if (next !== (connectorId ?? own)) onWish({ entity, connectorId: next === own ? null : next });
          }}
        />
      </td>
      <td>{connectorId === null ? "–" : t(`systems.how.${ways[entity] ?? "told"}`)}</td>
      <td>
        <Standing item={item} />
      </td>
    </tr>
  );
}

function Standing({ item: { entity, connectorId, waiting, failed } }: { readonly item: SystemOfRecord }) {
  const { t } = useWords();
  if (connectorId === null || ways[entity] === undefined) return <>–</>;
  return (
    <span className={css["chips"]}>
      {failed > 0 && <Chip tone="bad">{t("systems.failed", { count: failed })}</Chip>}
      {waiting > 0 && <Chip tone="info">{t("systems.waiting", { count: waiting })}</Chip>}
      {failed + waiting === 0 && <Chip tone="ok">{t("systems.fine")}</Chip>}
    </span>
  );
}

/** When each of them was asked last, or why it could not be. */
function Read({ candidates }: Pick<TableProps, "candidates">) {
  const { t, language } = useWords();
  const said = ({ name, readAt, readError }: Candidate): string => {
    if (readError !== null) return t("systems.readFailed", { name, error: readError });
    return readAt === null
      ? t("systems.readNever", { name })
      : t("systems.readAt", { name, at: instantText(readAt, language) });
  };
  return (
    <>
      {candidates
        .filter(({ mode }) => mode === "live")
        .map((each) => (
          <p key={each.id} className={css["about"]} role={each.readError === null ? undefined : "alert"}>
            {said(each)}
          </p>
        ))}
    </>
  );
}

type SureProps = { readonly wish: Wish; readonly candidates: readonly Candidate[]; readonly onClose: () => void };

/** What leads decides whose word holds: that is asked before. */
function Sure({ wish: { entity, connectorId }, candidates, onClose }: SureProps) {
  const { t } = useWords();
  const choose = useChange({
    run: () => request("PUT", `/api/systems-of-record/${entity}`, { body: { connectorId } }),
    said: "systems.chosen",
    onDone: onClose,
  });
  const name = t(`systems.of.${entity}` as Key); // the server knows no others
  const system = candidates.find(({ id }) => id === connectorId)?.name ?? "";
  const what = connectorId === null ? "systems.sureOwn" : "systems.sureOther";
  return (
    <Dialog
      title={t(what, { name, system })}
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={choose.isPending} onPress={() => choose.mutate()}>
            {t("systems.choose")}
          </Button>
        </>
      }
    >
      <p>{t(connectorId === null ? "systems.sureOwnText" : "systems.sureOtherText")}</p>
    </Dialog>
  );
}
