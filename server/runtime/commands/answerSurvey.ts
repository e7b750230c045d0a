import { everyTenant, transact } from "../../db/transact.ts";
import { answerSurvey, findSurvey } from "../../desk/people/csat.ts";
import type { Survey, surveyAnswer } from "../../desk/people/csat.ts";
import type { z } from "zod";
import { commit } from "../commit.ts";
import type { House } from "../house.ts";
import { defaultTimeToLive, deliver } from "./publishMessage.ts";

/** The survey behind a token. @throws {Refusal} `survey.missing` */
export function openSurvey(house: House, token: string): Promise<Survey> {
  return transact(house.database, everyTenant, (tx) => findSurvey(tx, token, house.now()));
}

/** Stores an answer and tells the processes, all or nothing. @throws {Refusal} `survey.missing`, `survey.answered` */
export async function giveAnswer(house: House, token: string, answer: z.output<typeof surveyAnswer>): Promise<Survey> {
  const survey = await openSurvey(house, token);
  await commit(house, { tenantId: survey.tenantId, actor: "customer" }, async (unit) => {
    const variables = { answer: await answerSurvey(unit.tx, survey, { ...answer, now: unit.now }) };
    await deliver(unit, { name: "csat.answer", correlationKey: survey.id, variables }, defaultTimeToLive);
  });
  return survey;
}
