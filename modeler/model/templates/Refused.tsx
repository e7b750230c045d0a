import { ProblemError } from "../../api/request.ts";
import css from "./Templates.module.css";

/** Why a template was not taken: each place of the file with what was expected there. */
export function Refused({ error }: { error: Error }) {
  const complaints = error instanceof ProblemError ? (error.problem.complaints ?? []) : [];
  if (complaints.length === 0) return <p role="alert">{error.message}</p>;
  return (
    <div className={css["refused"]} role="alert">
      <ul>
        {complaints.map(({ place, message }) => (
          <li key={`${place} ${message}`}>
            <code>{place === "" ? "/" : place}</code> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
