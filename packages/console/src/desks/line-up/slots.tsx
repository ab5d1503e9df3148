import type { Answer } from '@racetower/server/client';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { moved } from './order.ts';
import styles from './line-up.module.css';
import { WORDS } from './words.ts';

type Slot = Answer<'line-up'>['slots'][number];

export interface SlotsProps {
  readonly slots: readonly Slot[];
  /** The cars as they are shown: as lined up, or as somebody moves them. */
  readonly order: readonly string[];
  readonly race: string;
  readonly onMove: (order: readonly string[]) => void;
  readonly onScratch: (car: string) => void;
}

/** The slots from the pole on. A car is dragged to another, or moved by its buttons and Alt with an arrow. */
export function Slots({ slots, order, race, onMove, onScratch }: SlotsProps) {
  const say = useWords(WORDS);
  const [dragged, setDragged] = useState<string>();
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const byCar = new Map(slots.map((slot) => [slot.car, slot]));
  const move = (car: string, to: number): void => {
    const next = moved(order, car, to);
    onMove(next);
    setSaid(say('moved', { car, slot: next.indexOf(car) + 1 }));
  };
  return (
    <>
      <ol ref={list} className={styles['slots']} aria-label={say('line-up-of', { race })}>
        {order.map((car, index) => {
          const slot = byCar.get(car);
          const place = slots[index];
          if (!slot || !place) return null;
          return (
            <SlotRow
              key={car}
              slot={slot}
              place={place}
              race={race}
              isMoved={place.car !== car}
              drag={{
                draggable: true,
                onDragStart: () => setDragged(car),
                onDragOver: (event) => dragged !== undefined && event.preventDefault(),
                onDrop: (event) => {
                  event.preventDefault();
                  if (dragged !== undefined) move(dragged, index);
                  setDragged(undefined);
                },
              }}
              onMove={(by) => move(car, index + by)}
              first={index === 0}
              last={index === order.length - 1}
              onScratch={() => onScratch(car)}
            />
          );
        })}
      </ol>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </>
  );
}

interface SlotRowProps {
  readonly slot: Slot;
  /** The slot that the car is shown in. */
  readonly place: Slot;
  readonly race: string;
  readonly isMoved: boolean;
  readonly drag: {
    readonly draggable: boolean;
    readonly onDragStart: () => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
  readonly onMove: (by: number) => void;
  readonly first: boolean;
  readonly last: boolean;
  readonly onScratch: () => void;
}

function SlotRow({ slot, place, race, isMoved, drag, onMove, first, last, onScratch }: SlotRowProps) {
  const say = useWords(WORDS);
  const { car, driver } = slot;
  const pressed = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <li className={`${styles['slot']} ${isMoved ? styles['moved'] : ''}`} data-side={place.side} {...drag} onKeyDown={pressed}>
      <span className={styles['grip']} aria-hidden="true">
        ⠿
      </span>
      <span className={styles['number']}>{place.slot}</span>
      <Plate car={car} />
      <span className={styles['who']}>
        <strong>{driver}</strong>
        {isMoved ? (
          <span>{say('moved-to', { row: place.row, side: say(place.side) })}</span>
        ) : (
          <Why about={say('slot-of', { car, slot: slot.slot, race })} because={slot.because}>
            {say('row', { row: place.row, side: say(place.side) })}
          </Why>
        )}
      </span>
      <span className={styles['moves']}>
        <Button kind="bare" onPress={() => onMove(-1)} aria-label={say('move-up', { car })} whyNot={first ? say('on-the-pole') : undefined}>
          ↑
        </Button>
        <Button kind="bare" onPress={() => onMove(1)} aria-label={say('move-down', { car })} whyNot={last ? say('at-the-tail') : undefined}>
          ↓
        </Button>
        <Button kind="bare" onPress={onScratch}>
          {say('scratch')}
          <span className="visually-hidden"> {say('car', { car })}</span>
        </Button>
      </span>
    </li>
  );
}
