import { useQuery } from "@tanstack/react-query";
import { rolesQuery } from "../api/queries.ts";
import { Field } from "../form/fields/Field.tsx";
import { Chip } from "../kit/Chip.tsx";
import { roleName } from "../words/roles.ts";
import { useWords } from "../words/language.tsx";
import { Awaited } from "./Awaited.tsx";
import { permissionName } from "./permissionNames.ts";
import type { Role } from "./queries.ts";
import css from "./Admin.module.css";

type ChoiceProps = {
  readonly value: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (roles: readonly string[]) => void;
};

/** Chooses roles, and tells at once what they allow together. */
export function RoleChoice(props: ChoiceProps) {
  const roles = useQuery(rolesQuery);
  return (
    <Awaited query={roles} rows={3}>
      {({ items }) => <Choice {...props} known={items} />}
    </Awaited>
  );
}

function Choice({ value, error, onChange, known }: ChoiceProps & { readonly known: readonly Role[] }) {
  const { t } = useWords();
  const options = known.map(({ key }) => ({
    value: key,
    label: { de: roleName(key, "de"), en: roleName(key, "en") },
  }));
  return (
    <>
      <Field
        field={{ key: "roles", type: "multi", label: { de: "Rollen", en: "Roles" }, options }}
        label={t("person.roles")}
        help={undefined}
        error={error}
        value={value}
        isRequired
        isDisabled={false}
        onChange={(chosen) => onChange(Array.isArray(chosen) ? chosen.map(String) : [])}
      />
      {value.length > 0 && (
        <div aria-live="polite">
          <h3>{t("person.may")}</h3>
          <Allowed roles={known.filter(({ key }) => value.includes(key))} />
        </div>
      )}
    </>
  );
}

/** What roles allow together. */
export function Allowed({ roles }: { roles: readonly Role[] }) {
  const { t, language } = useWords();
  const permissions = [...new Set(roles.flatMap((role) => role.permissions))];
  if (permissions.length === 0) return <p className={css["about"]}>{t("person.mayNothing")}</p>;
  return (
    <span className={css["chips"]}>
      {permissions.map((each) => (
        <Chip key={each} tone={each === "administration" ? "warn" : "neutral"}>
          {permissionName(each, language)}
        </Chip>
      ))}
    </span>
  );
}
