import test from "ava";
import { publishMessage } from "../runtime/commands/publishMessage.ts";
import { bpmn, flows, message } from "../test/models.ts";
import { openWorkshop } from "../test/workshop.ts";
import type { Workshop } from "../test/workshop.ts";
import { pending } from "./pending.ts";

let shop: Workshop;
test.before(async () => {
  shop = await openWorkshop();
  const caught = `<bpmn:intermediateCatchEvent id="c"><bpmn:messageEventDefinition messageRef="Paid"/></bpmn:intermediateCatchEvent>`;
  const body = `<bpmn:startEvent id="s"/>${caught}<bpmn:endEvent id="e"/>${flows("s", "c", "e")}`;
  await shop.deploy(bpmn("payment", body, message("Paid", "paid", "invoice")));
});
test.after.always(() => shop.close());

const hour = 3_600_000;
const later = (milliseconds: number) => {
  const now = new Date(shop.house.now().getTime() + milliseconds);
  return { ...shop.house, now: () => now };
};

test.serial("a kept message is due work once somebody waits for it, or when its time is over", async (t) => {
  const paid = { name: "paid", correlationKey: "R-1", timeToLive: hour, variables: {} };
  await publishMessage(shop.house, shop.cause, paid);
  const unwanted = await pending(shop.house);
  const over = await pending(later(2 * hour));

  await shop.start("payment", { invoice: "R-2" });
  await publishMessage(shop.house, shop.cause, { ...paid, correlationKey: "R-2", businessKey: "nobody's" });

  t.false(unwanted.has("messages"));
  t.true(over.has("messages"));
  t.true((await pending(shop.house)).has("messages"), "whose business key it is, the work itself asks");
});
