import { z } from "zod";
import type { Link } from "../frame/kind.ts";
import { neededText } from "../frame/rows.ts";
import { expectPayload } from "../alerts/shape.ts";

const token = z.object({ access_token: z.string().min(1) });

/** A token of an application for a scope of Microsoft's (OAuth 2.0 client credentials, RFC 6749, 4.4). */
export async function microsoftToken({ settings, secrets, call }: Link, scope: string): Promise<string> {
  const answer = await call({
    operation: "sign in",
    method: "POST",
    url: new URL(`/${neededText({ settings }, "directory")}/oauth2/v2.0/token`, neededText({ settings }, "loginUrl"))
      .href,
    body: {
      kind: "form",
      form: {
        grant_type: "client_credentials",
        client_id: neededText({ settings }, "clientId"),
        client_secret: secrets["clientSecret"] ?? "",
        scope,
      },
    },
  });
  return expectPayload(token, answer.json()).access_token;
}
