import { Button } from "../kit/Button.tsx";
import { CopyButton } from "../kit/states.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Admin.module.css";

/** The server takes none that is shorter. */
export const shortestPassword = 12;

type PasswordProps = {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (password: string) => void;
  /** Where it is the only thing that is asked for. */
  readonly autoFocus?: boolean;
};

/** A password for somebody else: it is read, because it must be handed over. */
export function PasswordInput({ value, error, onChange, autoFocus = false }: PasswordProps) {
  const { t } = useWords();
  return (
    <div className={css["password"]}>
      <TextInput
        label={t("person.password")}
        value={value}
        onChange={onChange}
        help={t("person.passwordHelp")}
        error={error}
        autoComplete="off"
        isRequired
        autoFocus={autoFocus}
      />
      <Button onPress={() => onChange(suggestion())}>{t("person.suggest")}</Button>
      {value !== "" && <CopyButton text={value} />}
    </div>
  );
}

/** Letters and digits that nobody mixes up. */
const alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

function suggestion(): string {
  const bytes = crypto.getRandomValues(new Uint32Array(20));
  return [...bytes].map((each) => alphabet[each % alphabet.length]).join("");
}
