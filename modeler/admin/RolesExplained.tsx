import { useQuery } from "@tanstack/react-query";
import { rolesQuery } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TableHead } from "../kit/TableHead.tsx";
import { roleName } from "../words/roles.ts";
import { useWords } from "../words/language.tsx";
import { Awaited } from "./Awaited.tsx";
import { Allowed } from "./RoleChoice.tsx";
import css from "./Admin.module.css";

/** Every role with what it allows. */
export function RolesExplained({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const roles = useQuery(rolesQuery);
  return (
    <Dialog
      title={t("person.rolesExplained")}
      size="wide"
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("common.close")}</Button>}
    >
      <Awaited query={roles} rows={8}>
        {({ items }) => (
          <table className={css["table"]}>
            <TableHead columns={[t("person.role"), t("token.scopes")]} />
            <tbody>
              {items.map((role) => (
                <tr key={role.key}>
                  <th scope="row">{roleName(role.key, language)}</th>
                  <td>
                    <Allowed roles={[role]} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Awaited>
    </Dialog>
  );
}
