import { demoAccounts, demoToken } from "../../seeds/accounts.ts";
import type { Running } from "./serve.ts";

/** What the terminal says when the server is up. */
export function greet({ url, isDemo }: Running): string {
  const lines = ["", `  Ablauf is running: ${url}`, ""];
  if (isDemo) {
    lines.push("  Demo accounts (they do not exist with DEMO=false):");
    for (const { login, password, name, role } of demoAccounts)
      lines.push(`    ${login.padEnd(10)} ${password}   ${name}, ${role.en}`);
    lines.push("", `  Demo token for systems:  ${demoToken}`, "");
  }
  return `${lines.join("\n")}\n`;
}
