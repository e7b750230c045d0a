import test from "ava";
import { bytesText } from "./bytesText.ts";

for (const [bytes, text] of [
  [0, "0 B"],
  [912, "912 B"],
  [1_400, "1,4 kB"],
  [25_000_000, "25 MB"],
  [3_200_000_000, "3,2 GB"],
] as const) {
  test(`${bytes} bytes are said as ${text}`, (t) => {
    t.is(bytesText(bytes, "de"), text);
  });
}
