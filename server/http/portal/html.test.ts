import test from "ava";
import { html } from "./html.ts";

test("values are text, whatever they look like; markup is kept", (t) => {
  const item = html`<b>${"<script>&\"'"}</b>`;

  t.is(
    html`<p title="${'"x"'}">${[item, "a<b"]}${null}${7}</p>`.text,
    '<p title="&quot;x&quot;"><b>&lt;script&gt;&amp;&quot;&#39;</b>a&lt;b7</p>',
  );
});
