import type { Behaviours } from "../run.ts";
import { adHoc } from "./adHoc.ts";
import { call } from "./call.ts";
import { boundaryEvent, catchEvent } from "./catchEvent.ts";
import { complex } from "./complex.ts";
import { decision } from "./decision.ts";
import { eventBased, exclusive, parallel } from "./gateways.ts";
import { inclusive } from "./inclusive.ts";
import { job } from "./job.ts";
import { pass } from "./pass.ts";
import { receive } from "./receive.ts";
import { script } from "./script.ts";
import { send } from "./send.ts";
import { startEvent } from "./startEvent.ts";
import { subProcess } from "./subProcess.ts";
import { task } from "./task.ts";
import { throwEvent } from "./throwEvent.ts";

/** What each kind of element does: the whole language that the kernel speaks. */
export const behaviours: Behaviours = {
  pass,
  task,
  job,
  decision,
  script,
  receive,
  send,
  call,
  scope: subProcess,
  adHoc,
  exclusive,
  parallel,
  inclusive,
  complex,
  eventBased,
  start: startEvent,
  catch: catchEvent,
  boundary: boundaryEvent,
  throw: throwEvent,
  end: throwEvent,
};
