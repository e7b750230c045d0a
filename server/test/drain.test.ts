import test from "ava";
import { testDatabase } from "./database.ts";
import { openClient } from "./client.ts";
import { spawnServer } from "./process.ts";
import { diskAlert } from "./story.ts";

test("SIGTERM lets requests at hand finish, ends event streams, and the next server goes on with what was begun", async (t) => {
  t.timeout(120_000);
  const db = await testDatabase();
  const settings = { DATABASE_URL: db.url, DEMO: "true" };
  const first = await spawnServer(settings);
  try {
    const rmm = await openClient([first.url], { token: "abl_demo_rmm" });
    const stream = await fetch(`${first.url}/api/events`, { headers: { authorization: "Bearer abl_demo_rmm" } });
    const alerts = Array.from({ length: 20 }, (_, index) =>
      rmm.send<{ instanceIds: string[] }>("POST", "/api/alerts/ninjaone", diskAlert(index)),
    );
    await alerts[0];

    const code = await first.stop();

    const answers = await Promise.allSettled(alerts);
    const taken = answers.flatMap((answer) =>
      answer.status === "fulfilled" && answer.value.status === 200 ? answer.value.body.instanceIds : [],
    );
    t.is(code, 0);
    t.true(taken.length > 0);
    t.true((await stream.text()).startsWith("retry:"));

    const second = await spawnServer(settings);
    try {
      const admin = await openClient([second.url], { login: "admin", password: "ablauf-demo" });
      for (const id of taken) t.is((await admin.send("GET", `/api/instances/${id}`)).status, 200);
    } finally {
      await second.kill();
    }
  } finally {
    await first.kill();
    await db.drop();
  }
});

test("mistakes in the settings are all told at once, and the server does not start", async (t) => {
  const error = await t.throwsAsync(spawnServer({ DATABASE_URL: "mysql://x", LOG_LEVEL: "loud" }));

  t.regex(error?.message ?? "", /ended with 1/);
});
