import { z } from "zod";
import type { Link } from "../frame/kind.ts";

const answer = z.object({ access_token: z.string().min(1) });

/** What a service account is known by. */
export interface ClientSettings {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
}

/**
 * A token by client credentials (RFC 6749, 4.4) with the secret `clientSecret`. It is asked for each time a port is used, and
 * kept nowhere.
 */
export async function tokenOf(
  { secrets, call }: Pick<Link, "secrets" | "call">,
  { tokenUrl, clientId, scope }: ClientSettings,
): Promise<string> {
  const form = {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: secrets["clientSecret"] ?? "",
    ...(scope === "" ? {} : { scope }),
  };
  const called = await call({ operation: "get token", method: "POST", url: tokenUrl, body: { kind: "form", form } });
  return answer.parse(called.json()).access_token;
}
