import { useQuery } from "@tanstack/react-query";
import { CalendarDays, CalendarOff, Plus } from "lucide-react";
import { useState } from "react";
import type { AbsenceList } from "../../server/http/wireAbsences.ts";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Empty } from "../kit/states.tsx";
import { TableHead } from "../kit/TableHead.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { Awaited } from "./Awaited.tsx";
import { CalendarAbsences } from "./CalendarAbsences.tsx";
import { NewAbsence } from "./NewAbsence.tsx";
import { absencesQuery } from "./queries.ts";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

/** Who is away or will be, and who stands in. */
export function Absences() {
  const { t } = useWords();
  const [isAdding, setAdding] = useState(false);
  const [isTaking, setTaking] = useState(false);
  const absences = useQuery(absencesQuery);
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t("absence.new")}
    </Button>
  );
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("absence.about")}</p>
        <span className={css["gap"]} />
        <Button icon={<CalendarDays aria-hidden="true" />} onPress={() => setTaking(true)}>
          {t("absence.calendar")}
        </Button>
        {(absences.data?.items.length ?? 0) > 0 && add}
      </div>
      <div className={css["page"]}>
        <Awaited query={absences} rows={5}>
          {(list) =>
            list.items.length === 0 ? (
              <Empty
                title={t("absence.none")}
                text={t("absence.noneText")}
                icon={<CalendarOff aria-hidden="true" />}
                action={add}
              />
            ) : (
              <AbsenceTable list={list} />
            )
          }
        </Awaited>
      </div>
      {isTaking && <CalendarAbsences staff={absences.data?.staff ?? []} onClose={() => setTaking(false)} />}
      {isAdding && <NewAbsence staff={absences.data?.staff ?? []} onClose={() => setAdding(false)} />}
    </>
  );
}

function AbsenceTable({ list: { items, staff } }: { list: AbsenceList }) {
  const { t } = useWords();
  const nameOf = (login: string) => staff.find((one) => one.login === login)?.name ?? login;
  return (
    <table className={css["table"]}>
      <TableHead
        columns={[t("absence.who"), t("absence.why"), t("absence.from"), t("absence.to"), t("absence.substitute")]}
        actions={t("person.actions")}
      />
      <tbody>
        {items.map((absence) => (
          <Line key={absence.id} absence={absence} nameOf={nameOf} />
        ))}
      </tbody>
    </table>
  );
}

type LineProps = { readonly absence: AbsenceList["items"][number]; readonly nameOf: (login: string) => string };

function Line({ absence, nameOf }: LineProps) {
  const { t, language } = useWords();
  const remove = useChange({
    run: () => request<void>("DELETE", `/api/absences/${absence.id}`),
    said: "absence.removed",
  });
  return (
    <tr>
      <th scope="row">{nameOf(absence.login)}</th>
      <td>{t(`absence.kind.${absence.kind}`)}</td>
      <td className={css["when"]}>{instantText(absence.fromAt, language)}</td>
      <td className={css["when"]}>{instantText(absence.toAt, language)}</td>
      <td>{absence.substitute === null ? t("absence.nobody") : nameOf(absence.substitute)}</td>
      <td className={css["rowActions"]}>
        <Button kind="plain" isPending={remove.isPending} onPress={() => remove.mutate(undefined)}>
          {t("absence.remove")}
        </Button>
      </td>
    </tr>
  );
}
