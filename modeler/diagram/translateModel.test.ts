import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { translateModel } from "./translateModel.ts";

const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ablauf="http://ablauf.example/schema/bpmn" id="d" targetNamespace="t">
  <bpmn:process id="p" name="Ablauf">
    <bpmn:userTask id="work" name="Bearbeiten">
      <bpmn:extensionElements><ablauf:text lang="en" name="Work" /></bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:task id="plain" name="Schlicht" />
  </bpmn:process>
</bpmn:definitions>`;

test("elements are called as the language calls them, and keep their name where it has none", async (t) => {
  const { definitions, nameOf } = await parsed();

  translateModel(definitions, "en");

  t.is(nameOf("work"), "Work");
  t.is(nameOf("plain"), "Schlicht");
});

test("the language of the model itself changes nothing", async (t) => {
  const { definitions, nameOf } = await parsed();

  translateModel(definitions, "de");

  t.is(nameOf("work"), "Bearbeiten");
});

async function parsed(): Promise<{ definitions: object; nameOf: (id: string) => unknown }> {
  const { rootElement, elementsById } = await new BpmnModdle().fromXML(xml);
  const nameOf = (id: string): unknown => Reflect.get(Object(elementsById[id]), "name");
  return { definitions: Object(rootElement), nameOf };
}
