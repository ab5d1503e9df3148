import type { Words } from '../words/words.tsx';

const en = {
  'act-of': '{act}: {whom}',
  'cars-hint': 'Car numbers with spaces between',
  'link-hint': 'An address that begins with https://',
  'money-hint': 'As 12.50',
  no: 'No',
  optional: '{label} (may be left out)',
  person: 'Whose it is',
  'person-hint': 'Who hands it in or votes; left out: you',
  record: 'Put on record',
  scratch: 'Scratch',
  'scratch-of': 'Scratch car {car}',
  'time-hint': 'As 19:30',
  'make-call': 'Make the call',
  'on-its-way': 'It is on its way',
};

export const WORDS: Words<keyof typeof en> = {
  en,
  es: {
    'act-of': '{act}: {whom}',
    'cars-hint': 'Números de coche separados por espacios',
    'link-hint': 'Una dirección que empieza por https://',
    'money-hint': 'Como 12.50',
    no: 'No',
    optional: '{label} (opcional)',
    person: 'De quién es',
    'person-hint': 'Quién lo entrega o vota; vacío: usted',
    record: 'Registrar',
    scratch: 'Retirar',
    'scratch-of': 'Retirar el coche {car}',
    'time-hint': 'Como 19:30',
    'make-call': 'Decidirlo',
    'on-its-way': 'Está en camino',
  },
};
