import { openModeler } from "../../diagram/picture/modeler.ts";
import type { DiagramElement, Editor } from "../../diagram/picture/services.ts";
import { randomOf } from "../random.ts";

/** A model after random edits, and what was done to it. */
export interface Edited {
  readonly xml: string;
  readonly done: readonly string[];
}

interface Hand {
  readonly modeler: Editor;
  readonly random: () => number;
  readonly mayTouch: (element: DiagramElement) => boolean;
}

/** Which edits to make. */
export interface Plan {
  readonly seed: number;
  readonly count: number;
  /** Keeps to a few elements of the model, so that two who edit it meet; the same number gives the same elements. */
  readonly focus?: number;
}

/** Edits a model as people do, with the commands of the headless modeler. The same plan makes the same edits. */
export async function editAtRandom(xml: string, { seed, count, focus }: Plan): Promise<Edited> {
  const random = randomOf(seed);
  const { modeler } = await openModeler(xml, random);
  const far = focus === undefined ? new Set<string>() : farFrom(modeler, randomOf(focus));
  const hand: Hand = { modeler, random, mayTouch: ({ id }) => !far.has(id) };
  const done: string[] = [];
  for (let tries = 0; done.length < count && tries < count * 6; tries += 1) {
    const [name, edit] = pick(random, Object.entries(edits)) ?? [];
    if (name === undefined || edit === undefined) break;
    const on = edit(hand);
    if (on !== undefined) done.push(`${name} ${on}`);
  }
  return { xml: (await modeler.saveXML({ format: true })).xml, done };
}

/** All elements but those within reach of one: what is connected to it, contains it or sits on it. */
function farFrom(modeler: Editor, random: () => number): Set<string> {
  const all = modeler.get("elementRegistry").getAll();
  const start = pick(
    random,
    all.filter((each) => !isLabel(each) && isNode(each)),
  );
  const near = new Set(start ? [start] : []);
  for (const element of near) {
    if (near.size > 12) break;
    const flows = [...element.incoming, ...element.outgoing];
    const ends = flows.flatMap(({ source, target }) => [source, target]);
    for (const each of [...flows, ...ends, ...(element.attachers ?? []), element.host, element.parent]) {
      if (each) near.add(each);
    }
  }
  return new Set(all.filter((each) => start !== undefined && !near.has(each)).map(({ id }) => id));
}

function pick<Item>(random: () => number, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

function some(
  { modeler, random, mayTouch }: Hand,
  test: (element: DiagramElement) => boolean,
): DiagramElement | undefined {
  return pick(
    random,
    modeler.get("elementRegistry").filter((element) => !isLabel(element) && mayTouch(element) && test(element)),
  );
}

const isLabel = ({ labelTarget }: DiagramElement) => labelTarget !== undefined;
const isFlow = ({ type }: DiagramElement) => type === "bpmn:SequenceFlow";
const isActivity = ({ type }: DiagramElement) => /Task$|SubProcess$|CallActivity$/.test(type);
const isTask = ({ type }: DiagramElement) => type.endsWith("Task");
const isNode = (element: DiagramElement) =>
  isActivity(element) || /Gateway$|(?:Start|End|Catch|Throw)(?:Event)?$|Event$/.test(element.type);

function word({ random }: Hand): string {
  return `w${Math.floor(random() * 1_000_000)}`;
}

/** Each does one thing and tells to what; `undefined` when there was nothing to do it to. */
const edits: Readonly<Record<string, (hand: Hand) => string | undefined>> = {
  rename(hand) {
    const node = some(hand, (each) => isNode(each) || isFlow(each) || each.type === "bpmn:Participant");
    if (node) hand.modeler.get("modeling").updateProperties(node, { name: word(hand) });
    return node?.id;
  },
  append(hand) {
    const node = some(hand, (each) => isTask(each) || each.type.endsWith("Gateway"));
    if (!node) return undefined;
    const type = pick(hand.random, ["bpmn:Task", "bpmn:UserTask", "bpmn:ExclusiveGateway", "bpmn:EndEvent"]);
    return hand.modeler.get("autoPlace").append(node, hand.modeler.get("elementFactory").createShape({ type })).id;
  },
  insert(hand) {
    const flow = some(hand, isFlow);
    const points = flow?.waypoints ?? [];
    const [one, other] = [points[Math.floor(points.length / 2) - 1], points[Math.floor(points.length / 2)]];
    if (!flow || !one || !other) return undefined;
    const middle = { x: Math.round((one.x + other.x) / 2), y: Math.round((one.y + other.y) / 2) };
    const shape = hand.modeler.get("elementFactory").createShape({ type: "bpmn:ServiceTask" });
    hand.modeler.get("modeling").createShape(shape, middle, flow);
    return `${shape.id} in ${flow.id}`;
  },
  remove(hand) {
    const node = some(hand, (each) => isNode(each) || isFlow(each));
    if (node) hand.modeler.get("modeling").removeElements([node]);
    return node?.id;
  },
  move(hand) {
    const node = some(hand, isNode);
    const by = { x: Math.round(hand.random() * 200 - 100), y: Math.round(hand.random() * 120 - 60) };
    if (node) hand.modeler.get("modeling").moveElements([node], by);
    return node?.id;
  },
  moveInto(hand) {
    const node = some(hand, isTask);
    const into = some(hand, (each) => each.type === "bpmn:SubProcess" && each.collapsed !== true);
    if (!node || !into || into === node || node.parent === into) return undefined;
    const by = { x: Math.round(into.x + 40 - node.x), y: Math.round(into.y + 40 - node.y) };
    hand.modeler.get("modeling").moveElements([node], by, into);
    return `${node.id} into ${into.id}`;
  },
  changeLane(hand) {
    const node = some(hand, isTask);
    const lane = some(hand, ({ type }) => type === "bpmn:Lane");
    if (!node || !lane) return undefined;
    const by = { x: 0, y: Math.round(lane.y + lane.height / 2 - node.y - node.height / 2) };
    hand.modeler.get("modeling").moveElements([node], by);
    return `${node.id} to ${lane.id}`;
  },
  removeLane(hand) {
    const lane = some(hand, ({ type }) => type === "bpmn:Lane");
    if (!lane || hand.random() < 0.7) return undefined;
    hand.modeler.get("modeling").removeElements([lane]);
    return lane.id;
  },
  retype(hand) {
    const node = some(hand, isActivity);
    const type = pick(hand.random, ["bpmn:UserTask", "bpmn:ManualTask", "bpmn:ServiceTask", "bpmn:SubProcess"]);
    if (!node || node.type === type) return undefined;
    return `${hand.modeler.get("bpmnReplace").replaceElement(node, { type, isExpanded: true })?.id} to ${type}`;
  },
  toggle(hand) {
    const node = some(hand, ({ type }) => type === "bpmn:SubProcess");
    if (!node) return undefined;
    const isExpanded = node.collapsed === true;
    return hand.modeler.get("bpmnReplace").replaceElement(node, { type: node.type, isExpanded })?.id;
  },
  connect(hand) {
    const [from, to] = [some(hand, isTask), some(hand, isTask)];
    if (!from || !to || from === to || from.parent !== to.parent) return undefined;
    return hand.modeler.get("modeling").connect(from, to, { type: "bpmn:SequenceFlow" }).id;
  },
  reconnect(hand) {
    const flow = some(hand, isFlow);
    const to = some(hand, isTask);
    if (!flow || !to || flow.parent !== to.parent || flow.target === to) return undefined;
    const docking = { x: to.x + to.width / 2, y: to.y + to.height / 2 };
    hand.modeler.get("modeling").reconnectEnd(flow, to, docking);
    return flow.id;
  },
  condition(hand) {
    const flow = some(hand, (each) => isFlow(each) && each.source?.type.endsWith("Gateway") === true);
    if (!flow) return undefined;
    const body = `=${word(hand)}`;
    const conditionExpression = hand.modeler.get("bpmnFactory").create("bpmn:FormalExpression", { body });
    hand.modeler.get("modeling").updateProperties(flow, { conditionExpression });
    return flow.id;
  },
  chooseDefault(hand) {
    const gateway = some(hand, (each) => /(?:Exclusive|Inclusive)Gateway$/.test(each.type) && each.outgoing.length > 1);
    const flow = gateway && pick(hand.random, gateway.outgoing.filter(isFlow));
    if (!gateway || !flow) return undefined;
    hand.modeler.get("modeling").updateProperties(gateway, { default: flow.businessObject });
    return gateway.id;
  },
  attach(hand) {
    const host = some(hand, isActivity);
    if (!host) return undefined;
    const shape = hand.modeler
      .get("elementFactory")
      .createShape({ type: "bpmn:BoundaryEvent", eventDefinitionType: "bpmn:TimerEventDefinition" });
    const at = { x: Math.round(host.x + host.width * hand.random()), y: host.y + host.height };
    hand.modeler.get("modeling").createShape(shape, at, host, { attach: true });
    return `${shape.id} to ${host.id}`;
  },
  time(hand) {
    const event = some(hand, ({ businessObject }) => timerOf(businessObject) !== undefined);
    const timer = event && timerOf(event.businessObject);
    if (!event || !timer) return undefined;
    const body = `PT${Math.floor(hand.random() * 90) + 1}M`;
    const timeDuration = hand.modeler.get("bpmnFactory").create("bpmn:FormalExpression", { body });
    hand.modeler.get("modeling").updateModdleProperties(event, timer, { timeDuration });
    return event.id;
  },
  document(hand) {
    const node = some(hand, isNode);
    if (!node) return undefined;
    const documentation = [hand.modeler.get("bpmnFactory").create("bpmn:Documentation", { text: word(hand) })];
    hand.modeler.get("modeling").updateProperties(node, { documentation });
    return node.id;
  },
  attribute(hand) {
    const node = some(hand, isTask);
    if (node) hand.modeler.get("modeling").updateProperties(node, { "msp:sla": word(hand) });
    return node?.id;
  },
  annotate(hand) {
    const node = some(hand, isTask);
    if (!node) return undefined;
    const shape = hand.modeler.get("elementFactory").createShape({ type: "bpmn:TextAnnotation" });
    const note = hand.modeler.get("autoPlace").append(node, shape);
    hand.modeler.get("modeling").updateProperties(note, { text: word(hand) });
    return note.id;
  },
  paste(hand) {
    const node = some(hand, isTask);
    const parent = node?.parent;
    if (!node || !parent) return undefined;
    hand.modeler.get("copyPaste").copy([node]);
    hand.modeler.get("modeling").removeElements([node]);
    const point = { x: Math.round(node.x + 60), y: Math.round(node.y + 90) };
    return hand.modeler.get("copyPaste").paste({ element: parent, point })?.[0]?.id;
  },
  colour(hand) {
    const node = some(hand, isNode);
    if (node) hand.modeler.get("modeling").setColor([node], { fill: "#BBDEFB", stroke: "#0D4372" });
    return node?.id;
  },
};

function timerOf(businessObject: DiagramElement["businessObject"]): DiagramElement["businessObject"] | undefined {
  const definitions = businessObject["eventDefinitions"];
  if (!Array.isArray(definitions)) return undefined;
  return definitions.find((each: DiagramElement["businessObject"]) => each.$type === "bpmn:TimerEventDefinition");
}
