import type { Answer } from '@racetower/server/client';

export type Member = Answer<'registry'>['people'][number];

/** Which members a list shows. */
export const SHOWN = ['all', 'may', 'may-not', 'runs-out', 'no-car'] as const;
export type Shown = (typeof SHOWN)[number];

/** A text without what a hand at a keyboard leaves out: capitals and accents. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Members that fit what was typed: a part of a name, a car number, or a number or word that is registered of them. */
export function foundMembers(people: readonly Member[], typed: string): readonly Member[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter((member) => {
    const cars = new Set(member.cars.flatMap(({ car, transponder = '' }) => [car, transponder]).map(plain));
    const texts = [member.name, ...Object.values(member.details).map(String), ...member.cars.map((each) => each.handler ?? '')].map(plain);
    return words.every((word) => cars.has(word) || texts.some((text) => text.includes(word)));
  });
}

/** Tells whether a member belongs to what a list shows. */
export function isShown(member: Member, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'may':
      return member.standing === 'may';
    case 'may-not':
      return member.standing === 'may-not' || member.standing === 'part';
    case 'no-car':
      return member.standing === 'no-car';
    case 'runs-out':
      return member.papers.some((paper) => paper.runsOut === 'out' || paper.runsOut === 'soon');
  }
}
