import { demoAccounts, demoToken } from "../../seeds/accounts.ts";
import type { Running } from "./serve.ts";

/** What the terminal says when the server is up. */
export function greet({ url, isDemo, adminPassword }: Running): string {
  const lines = ["", `  Ablauf is running: ${url}`, ""];
  if (isDemo) {
    lines.push("  Demo accounts (they do not exist with DEMO=false):");
    for (const { login, password, name, role } of demoAccounts)
      lines.push(`    ${login.padEnd(10)} ${password}   ${name}, ${role.en}`);
    lines.push("", `  Demo token for systems:  ${demoToken}`, "");
  }
  if (adminPassword !== undefined)
    lines.push(`  Sign in as admin with ${adminPassword} and change it: it is told only now.`, "");
  return `${lines.join("\n")}\n`;
}
