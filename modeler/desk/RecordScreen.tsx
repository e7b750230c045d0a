import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft, Pencil } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Failure, Skeleton } from "../kit/states.tsx";
import { useMay } from "../processes/may.ts";
import { useWords } from "../words/language.tsx";
import { Around } from "./Around.tsx";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { NoRegister } from "./NoRegister.tsx";
import { recordQuery } from "./queries.ts";
import { addressOf, readText, type Row } from "./read.ts";
import type { Action, RecordPage, Register } from "./register.ts";
import { registerOf } from "./registers/index.ts";
import { Sections } from "./Sections.tsx";
import { Value } from "./Value.tsx";
import css from "./Desk.module.css";
import { learn } from "../words/dictionary.ts";
import { deskWords } from "../words/desk.ts";

learn(deskWords);

/** One record: what is known of it, what can be done with it, what runs and lies around it. */
export function RecordScreen() {
  const { register: key, id } = useParams({ from: "/shell/desk/$register/$id" });
  const register = registerOf(key);
  if (register?.record === undefined) return <NoRegister />;
  return <Shown key={`${key} ${id}`} register={register} page={register.record} id={id} />;
}

type RecordProps = { readonly register: Register; readonly page: RecordPage; readonly id: string };

function Shown({ register, page, id }: RecordProps) {
  const { pick } = useWords();
  const { data: row, error, refetch } = useQuery(recordQuery(register, page.path, id));
  const back = (
    <Link to="/desk/$register" params={{ register: register.key }} search={{}} className={css["back"] ?? ""}>
      <ChevronLeft size={16} aria-hidden="true" />
      {pick(register.name)}
    </Link>
  );
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <div className={css["titles"]}>
          {back}
          <h1>{row === undefined ? pick(register.one) : readText(row, register.title) || id}</h1>
        </div>
        {row !== undefined && <Doing register={register} page={page} id={id} row={row} />}
      </header>
      <div className={css["body"]}>
        {row === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} next={back} />}
        {row === undefined && error === null && <Skeleton rows={6} height={64} />}
        {row !== undefined && <Known page={page} row={row} />}
      </div>
    </div>
  );
}

function Known({ page, row }: { page: RecordPage; row: Row }) {
  const caseKey = page.caseKey === undefined ? "" : readText(row, page.caseKey);
  return (
    <div className={css["record"]}>
      <Sections sections={page.sections} row={row} />
      {caseKey !== "" && <Around caseKey={caseKey} />}
    </div>
  );
}

function Doing({ register, page, id, row }: RecordProps & { row: Row }) {
  const { t, pick } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const [open, setOpen] = useState<string | null>(null);
  const { edit, actions = [] } = page;
  const fresh = () => void client.invalidateQueries({ queryKey: ["records"] });
  const declined = ({ permission, when }: Pick<Action, "permission" | "when">) => {
    if (!may(permission)) return t("records.noRight", { permission });
    const is = when === undefined ? "" : readText(row, when.at);
    if (when === undefined || when.is.includes(is)) return undefined;
    const why = when.otherwise?.[is];
    return why === undefined ? t("records.notNow") : pick(why);
  };
  const shown = actions.find(({ key }) => key === open);
  const close = () => setOpen(null);
  return (
    <div className={css["doing"]}>
      {page.state !== undefined && <Value member={page.state} row={row} />}
      <span className={css["gap"]} />
      {actions.map((action) => (
        <Button key={action.key} declined={declined(action)} onPress={() => setOpen(action.key)}>
          {pick(action.name)}
        </Button>
      ))}
      {edit !== undefined && (
        <Button
          kind="primary"
          icon={<Pencil aria-hidden="true" />}
          declined={declined(edit)}
          onPress={() => setOpen("edit")}
        >
          {t("records.edit")}
        </Button>
      )}
      {edit !== undefined && open === "edit" && (
        <ChangeDialog
          title={t("records.editTitle", { name: pick(register.one) })}
          change={edit}
          address={addressOf(edit.path, id)}
          row={row}
          submit={t("records.save")}
          onDone={fresh}
          onClose={close}
        />
      )}
      {shown !== undefined && (
        <ChangeDialog
          title={pick(shown.name).replace(/ …$/, "")}
          text={pick(shown.text)}
          change={shown}
          address={addressOf(shown.path, id)}
          around={row}
          submit={pick(shown.name).replace(/ …$/, "")}
          onDone={fresh}
          onClose={close}
        />
      )}
    </div>
  );
}
