import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { Failure, Skeleton } from "../kit/states.tsx";
import { useValueText } from "../kit/valueText.ts";
import { useWords } from "../words/language.tsx";
import { Around } from "./Around.tsx";
import { Panel } from "./panels.tsx";
import { Doing } from "./Doing.tsx";
import { NoRegister } from "./NoRegister.tsx";
import { recordQuery } from "./queries.ts";
import { read, readText, type Row } from "./read.ts";
import type { RecordPage, Register } from "./register.ts";
import { registerOf } from "./registers/index.ts";
import { Sections } from "./Sections.tsx";
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
  const valueText = useValueText();
  const titleOf = (known: Row) => {
    const title = read(known, register.title);
    return title === null || title === undefined || title === "" ? id : valueText(title);
  };
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
          <h1>{row === undefined ? pick(register.one) : titleOf(row)}</h1>
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
      <div className={css["parts"]}>
        {page.panel !== undefined && <Panel panel={page.panel} row={row} />}
        <Sections sections={page.sections} row={row} />
      </div>
      {caseKey !== "" && <Around caseKey={caseKey} />}
    </div>
  );
}
