import css from "./table.module.css";

/** The head of a table: what its columns are called, and at last, only spoken, what can be done with a line. */
export function TableHead({ columns, actions }: { readonly columns: readonly string[]; readonly actions?: string }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
        {actions !== undefined && (
          <th scope="col">
            <span className={css["spoken"]}>{actions}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
