import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';

type Drag = { from: number; to: number };
type Handle = { onPointerDown(event: PointerEvent): void; onPointerMove(event: PointerEvent): void; onPointerUp(event: PointerEvent): void; onPointerCancel(): void; onKeyDown(event: KeyboardEvent): void };

/** Moving rows of a list by their handles: dragged with a pointer, or with the arrow keys. `move` is called once, with where the row came from and goes to. */
export function useReorder(list: RefObject<HTMLElement | null>, count: number, move: (from: number, to: number) => void): { drag: Drag | null; handle(index: number): Handle } {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef<Drag | null>(null);
  const show = (next: Drag | null) => {
    latest.current = next;
    setDrag(next);
  };
  const rowAt = (y: number): number => {
    const rows = [...(list.current?.children ?? [])];
    const below = rows.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y < top + height / 2;
    });
    return below < 0 ? count : below;
  };
  const handle = (index: number): Handle => ({
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      show({ from: index, to: index });
    },
    onPointerMove: (event) => {
      if (latest.current !== null) show({ from: latest.current.from, to: rowAt(event.clientY) });
    },
    onPointerUp: () => {
      const dragged = latest.current;
      show(null);
      if (dragged === null) return;
      // A row that goes down leaves a gap above the place where it lands.
      const to = dragged.to > dragged.from ? dragged.to - 1 : dragged.to;
      if (to !== dragged.from) move(dragged.from, to);
    },
    onPointerCancel: () => show(null),
    onKeyDown: (event) => {
      const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: count - 1 }[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (to >= 0 && to < count && to !== index) move(index, to);
    },
  });
  return { drag, handle };
}
