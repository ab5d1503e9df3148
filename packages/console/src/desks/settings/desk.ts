import type { Desk, DeskTab } from '../desk.ts';

export const TABS = [
  {
    id: 'people',
    words: { en: { title: 'Officials and roles' }, es: { title: 'Oficiales y funciones' } },
    open: ({ arranges }) => arranges.includes('roles'),
  },
  { id: 'tablets', words: { en: { title: 'Tablets' }, es: { title: 'Tabletas' } }, open: ({ arranges }) => arranges.includes('tablets') },
  {
    id: 'timing',
    words: { en: { title: 'Decoders and feeds' }, es: { title: 'Decodificadores' } },
    open: ({ timing }) => timing.includes('set-up'),
  },
  { id: 'hooks', words: { en: { title: 'Webhooks' }, es: { title: 'Webhooks' } }, open: ({ sets }) => sets.includes('hooks') },
  {
    id: 'machine',
    words: { en: { title: 'Backup and publishing' }, es: { title: 'Copias y publicación' } },
    open: ({ sets }) => sets.includes('machine'),
  },
] as const satisfies readonly DeskTab[];

export const SETTINGS: Desk = {
  id: 'settings',
  words: {
    en: { title: 'Settings', about: 'Officials and their roles, tablets, decoders, webhooks, backup and publishing' },
    es: { title: 'Ajustes', about: 'Oficiales y funciones, tabletas, decodificadores, webhooks, copias y publicación' },
  },
  asks: [],
  open: (role) => TABS.some((tab) => tab.open(role)),
  group: 'club',
  sign: '⚙',
  tabs: TABS,
  load: () => import('./screen.tsx'),
};
