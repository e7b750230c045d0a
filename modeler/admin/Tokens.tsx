import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { Empty } from "../kit/states.tsx";
import { TableHead } from "../kit/TableHead.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { Awaited } from "./Awaited.tsx";
import { NewToken } from "./NewToken.tsx";
import { RevokeToken } from "./RevokeToken.tsx";
import { permissionName } from "./permissionNames.ts";
import { tokensQuery, type Token } from "./queries.ts";
import css from "./Admin.module.css";

/** What other systems sign in with. */
export function Tokens() {
  const { t } = useWords();
  const [isAdding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<Token>();
  const tokens = useQuery(tokensQuery);
  const add = (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t("token.new")}
    </Button>
  );
  return (
    <>
      <div className={css["tools"]}>
        <p className={css["about"]}>{t("token.about")}</p>
        <span className={css["gap"]} />
        {(tokens.data?.items.length ?? 0) > 0 && add}
      </div>
      <div className={css["page"]}>
        <Awaited query={tokens} rows={5}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty
                title={t("token.none")}
                text={t("token.noneText")}
                icon={<KeyRound aria-hidden="true" />}
                action={add}
              />
            ) : (
              <TokenTable tokens={items} onRevoke={setRevoked} />
            )
          }
        </Awaited>
      </div>
      {isAdding && <NewToken onClose={() => setAdding(false)} />}
      {revoked !== undefined && <RevokeToken token={revoked} onClose={() => setRevoked(undefined)} />}
    </>
  );
}

type TableProps = { readonly tokens: readonly Token[]; readonly onRevoke: (token: Token) => void };

function TokenTable({ tokens, onRevoke }: TableProps) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <TableHead
        columns={[t("person.name"), t("token.scopes"), t("token.createdBy"), t("token.lastUsed"), t("token.state")]}
        actions={t("person.actions")}
      />
      <tbody>
        {tokens.map((token) => (
          <Line key={token.id} token={token} onRevoke={onRevoke} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ token, onRevoke }: { readonly token: Token; readonly onRevoke: (token: Token) => void }) {
  const { t, language } = useWords();
  return (
    <tr>
      <th scope="row">{token.name}</th>
      <td>
        <span className={css["chips"]}>
          {token.permissions.map((each) => (
            <Chip key={each} tone={each === "administration" ? "warn" : "neutral"}>
              {permissionName(each, language)}
            </Chip>
          ))}
        </span>
      </td>
      <td className={css["when"]}>
        {t("token.by", { at: instantText(token.createdAt, language), who: token.createdBy })}
      </td>
      <td className={css["when"]}>
        {token.lastUsedAt === null ? t("token.never") : instantText(token.lastUsedAt, language)}
      </td>
      <td>
        <Validity revokedAt={token.revokedAt} />
      </td>
      <td className={css["rowActions"]}>
        {token.revokedAt === null && (
          <Button kind="plain" onPress={() => onRevoke(token)}>
            {t("token.revoke")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function Validity({ revokedAt }: Pick<Token, "revokedAt">) {
  const { t, language } = useWords();
  if (revokedAt === null) return <Chip tone="ok">{t("token.valid")}</Chip>;
  return (
    <span title={instantText(revokedAt, language)}>
      <Chip>{t("token.revokedAt")}</Chip>
    </span>
  );
}
