import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Reply } from "../route.ts";
import { html, Markup } from "./html.ts";
import type { PortalLanguage } from "./words.ts";

const style = `
:root{color-scheme:light dark;--ink:#17202b;--muted:#566273;--line:#d9dfe7;--ground:#eef2f6;--card:#fff;--accent:#0b5cad;--on:#fff;--bad:#a61b1b;--good:#146c43}
@media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--muted:#a3afbd;--line:#344050;--ground:#10161d;--card:#19222c;--accent:#6db3f8;--on:#0b1420;--bad:#ff9a94;--good:#6fd3a0}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
main{max-width:820px;margin:0 auto;padding:32px 16px 64px}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:28px;margin-bottom:20px}
header{display:flex;justify-content:space-between;gap:16px;align-items:baseline;margin-bottom:16px;color:var(--muted)}
header strong{color:var(--accent)}
h1{font-size:1.65rem;line-height:1.2;margin:0 0 4px}
h2{font-size:1.15rem;margin:0 0 10px}
p{margin:0 0 12px}
a{color:var(--accent)}
.muted{color:var(--muted)}
.small{font-size:.875rem}
dl{display:flex;flex-wrap:wrap;gap:8px 32px;margin:16px 0}
dt{font-size:.8rem;color:var(--muted)}
dd{margin:0;font-weight:600}
fieldset{border:0;padding:0;margin:0 0 20px;min-width:0}
legend{font-weight:600;color:var(--accent);padding:0;margin-bottom:6px}
.row{display:grid;grid-template-columns:28px 1fr auto;gap:4px 10px;padding:12px 4px;border-top:1px solid var(--line);align-items:start}
.row input{width:20px;height:20px;margin:2px 0;accent-color:var(--accent)}
.row .net{font-variant-numeric:tabular-nums;font-weight:600;white-space:nowrap;text-align:right}
.row .note{display:block;color:var(--muted);font-size:.875rem;font-weight:400}
.sub{margin:0 0 8px 14px;padding-left:12px;border-left:3px solid var(--line)}
.total{display:flex;justify-content:space-between;gap:16px;padding:6px 4px;font-variant-numeric:tabular-nums}
.total strong{white-space:nowrap}
label.field{display:block;margin-bottom:14px;font-weight:600}
label.field .note,.field .note{display:block;color:var(--muted);font-size:.875rem;font-weight:400}
label.field input,label.field select,textarea{display:block;width:100%;margin-top:4px;padding:10px 12px;font:inherit;font-weight:400;color:inherit;background:transparent;border:1px solid var(--muted);border-radius:8px}
label.check{display:flex;gap:10px;margin:0 0 18px}
label.check input{flex:none;width:20px;height:20px;accent-color:var(--accent)}
button{font:inherit;font-weight:600;padding:11px 20px;border-radius:9px;border:1px solid var(--accent);background:var(--accent);color:var(--on);cursor:pointer}
.button{display:inline-block;font-weight:600;padding:11px 20px;border-radius:9px;background:var(--accent);color:var(--on);text-decoration:none}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(280px,1fr));gap:0 20px}
.choice{display:flex;gap:10px;align-items:flex-start;padding:8px 0}
.choice input{flex:none;width:20px;height:20px;margin:2px 0;accent-color:var(--accent)}
.bar{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:center;justify-content:space-between}
.bar form{margin:0}
.tickets{list-style:none;margin:12px 0 0;padding:0}
.tickets li{border-top:1px solid var(--line)}
.tickets a{display:grid;grid-template-columns:1fr auto;gap:2px 16px;padding:14px 4px;color:inherit;text-decoration:none}
.tickets a:hover strong{text-decoration:underline}
.tickets .note{color:var(--muted);font-size:.875rem}
.state{justify-self:end;align-self:center;border:1px solid var(--line);border-radius:99px;padding:2px 12px;font-size:.875rem;font-weight:600;white-space:nowrap}
.state[data-state=waiting]{border-color:var(--bad);color:var(--bad)}
.state[data-state=solved]{border-color:var(--good);color:var(--good)}
.said{margin:0 0 14px;padding:14px 18px;border:1px solid var(--line);border-radius:14px;overflow-wrap:anywhere}
.said .what{display:block;white-space:pre-wrap}
.said[data-ours=yes]{margin-right:8%}
.said[data-ours=no]{margin-left:8%;border-color:var(--accent)}
.said .who{display:block;margin-bottom:4px;color:var(--muted);font-size:.8rem}
button.plain{background:transparent;color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
summary{cursor:pointer;font-weight:600;padding:4px 0}
details+details{border-top:1px solid var(--line);margin-top:14px;padding-top:14px}
details form{margin-top:12px}
.alert{border-left:4px solid var(--bad);padding:8px 14px;margin-bottom:16px;color:var(--bad)}
.alert ul{margin:4px 0 0;padding-left:20px}
.good{border-left:4px solid var(--good);padding-left:14px}
@media(max-width:520px){.card{padding:20px 16px}}
`;

/** The style as the browser hashes it: without a blank that is not hashed too, or it is not applied. */
const styled = new Markup(`<style>${style}</style>`);

/** Nothing but this style, forms to ourselves and no frame; whoever follows a link from here is not told the address. */
const pageHeaders = {
  "content-security-policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

/** A page for people outside: without scripts, in light and dark. */
export interface PortalPage {
  readonly status?: number;
  readonly language: PortalLanguage;
  readonly title: string;
  readonly body: Markup;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The page as an answer. */
export function portalReply({ status = 200, language, title, body, headers: more = {} }: PortalPage): Reply {
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styled}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
  return new Reply(status, page.text, "text/html; charset=utf-8", { ...pageHeaders, ...more });
}

/** A page that says one thing. */
export function notice(status: number, language: PortalLanguage, [title = "", text = ""]: readonly string[]): Reply {
  const body = html`<section class="card good">
    <h1>${title}</h1>
    <p>${text}</p>
  </section>`;
  return portalReply({ status, language, title, body });
}

/** Browsers say where a form comes from; what says nothing is no browser, and has no cookies to misuse either. */
export function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin, host } = headers;
  // "null" is what a page that hides its address sends along
  return origin === undefined || origin === "null" || URL.parse(origin)?.host === host;
}
