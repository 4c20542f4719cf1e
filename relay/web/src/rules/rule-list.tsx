import { DndContext, MouseSensor, TouchSensor, closestCenter, useSensor, useSensors } from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { RuleView } from '../../../contract/rule.js';
import { RuleRow } from './rule-row';

/** So that a touch which scrolls the page, or a click that trembles, moves no rule. */
const BEFORE_DRAGGING = { mouse: { distance: 5 }, touch: { delay: 150, tolerance: 8 } };
/** The keyboard has buttons of its own, and a screen reader is told by the page what they have done. */
const SILENT = {
  announcements: {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragEnd: () => undefined,
    onDragCancel: () => undefined,
  },
  screenReaderInstructions: { draggable: '' },
};

interface RuleListProps {
  rules: RuleView[];
  onMove: (from: number, to: number) => void;
}

/** The rules in their order, which is changed by pulling at a number or by the buttons beside it. */
export function RuleList({ rules, onMove }: RuleListProps) {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: BEFORE_DRAGGING.mouse }),
    useSensor(TouchSensor, { activationConstraint: BEFORE_DRAGGING.touch }),
  );
  const place = (id: unknown) => rules.findIndex((rule) => rule.id === id);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={SILENT}
      onDragEnd={({ active, over }) => {
        if (over && active.id !== over.id) onMove(place(active.id), place(over.id));
      }}
    >
      <SortableContext items={rules.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <ol className="rule-list">
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              place={index}
              last={rules.length - 1}
              onMove={(to) => onMove(index, to)}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}
