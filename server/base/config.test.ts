import test from "ava";
import { readConfig } from "./config.ts";
import { Refusal } from "./refusal.ts";

test("an empty environment gives the defaults of one machine", (t) => {
  const config = readConfig({});

  t.is(config.PORT, 8080);
  t.is(config.DATABASE_URL, undefined);
  t.is(config.DATA_DIR, "./data");
});

test("an empty setting counts as not set", (t) => {
  t.is(readConfig({ PORT: "" }).PORT, 8080);
});

test("all mistakes are told at once", (t) => {
  const refusal = t.throws(
    () => readConfig({ PORT: "http", LOG_LEVEL: "loud", TIME_ZONE: "Mars/Base", TRUSTED_PROXIES: "10.0.0.0/33" }),
    {
      instanceOf: Refusal,
    },
  );

  t.deepEqual(
    refusal?.complaints.map((complaint) => complaint.place),
    ["PORT", "LOG_LEVEL", "TRUSTED_PROXIES", "TIME_ZONE"],
  );
});
