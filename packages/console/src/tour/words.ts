import type { Words } from '../words/words.tsx';
import type { StepId } from './steps.ts';

type Text = `${StepId}-title` | `${StepId}-how`;
type Rest = 'back' | 'done' | 'end-tour' | 'finish' | 'go-there' | 'next' | 'open-pages' | 'skip' | 'step' | 'tour';

export const WORDS: Words<Text | Rest> = {
  en: {
    'again-how':
      'Close the big line-up with Escape. When the field is ready, show the green once more (G): lap and order go on from there.',
    'again-title': 'Back to green',
    back: 'Back',
    'call-how':
      'Type the number of a car and Enter, or tap it in the running order. Then press “caution”: what the call would change stands there before you make it.',
    'call-title': 'Who caused it?',
    done: 'Done: {what}',
    'end-how':
      'Ctrl K finds every desk, car, race and key. Ctrl Z takes your last call back. Here nothing can break: delete the demo’s file and it begins anew.',
    'end-title': 'The night is yours',
    'end-tour': 'End the tour',
    finish: 'Finish',
    'go-there': 'Take me there',
    'green-how':
      'The A main is lined up and a decoder waits. Show the green flag: press G, or tap it. Cars come by the line about every twelve seconds.',
    'green-title': 'Start the race',
    next: 'Next',
    'open-pages': 'Open the public page',
    'page-how':
      'Fans, drivers and parents see all this live on their phones, without an account: line-ups, order, results, standings, and why.',
    'page-title': 'What everybody sees',
    'restart-how': 'The restart line-up is built while calls come in, by the rulebook of the club. Press O to read it out big.',
    'restart-title': 'The restart line-up',
    'result-why-how':
      'Heats are official already. Open a race and press any place or points that are underlined: the reason, clause by clause.',
    'result-why-title': 'Every number says why',
    'sign-in-how': 'Somebody comes to the window. Type a car number or a part of a name into the field, and choose who it is.',
    'sign-in-title': 'The window',
    skip: 'Skip this step',
    step: 'Step {at} of {of}',
    tour: 'The tour of the demo night',
    'verdict-how':
      'A protest is open. Choose it from the list. When an outcome is chosen, you see what it would change in results, points and money, before it is given.',
    'verdict-title': 'The stewards’ room',
    'welcome-how':
      'A club in the middle of its season: seven nights are raced, tonight two A mains wait for their green. In ten short steps you run one. Skip what you like; the tour remembers where you were.',
    'welcome-title': 'Welcome to the tower',
    'why-slot-how':
      'Who starts where follows from the rulebook. Press a slot that is underlined, as “Row 1 inside”, to read why that car starts there.',
    'why-slot-title': 'The line-up and its reasons',
    'yellow-how': 'Somebody spins. Show the yellow: press Y, or tap it. It is out at once; nothing asks first.',
    'yellow-title': 'A yellow',
  },
  es: {
    'again-how':
      'Cierre la parrilla grande con Escape. Cuando el grupo esté listo, muestre otra vez la verde (G): la vuelta y el orden siguen desde ahí.',
    'again-title': 'Otra vez verde',
    back: 'Atrás',
    'call-how':
      'Escriba el número de un coche y Enter, o tóquelo en el orden de carrera. Pulse después “caution”: lo que cambiaría se ve antes de decidirlo.',
    'call-title': '¿Quién la causó?',
    done: 'Hecho: {what}',
    'end-how':
      'Ctrl K encuentra cada puesto, coche, carrera y tecla. Ctrl Z retira su última decisión. Aquí nada puede romperse: borre el archivo de la demostración y empieza de nuevo.',
    'end-title': 'La noche es suya',
    'end-tour': 'Terminar la visita',
    finish: 'Terminar',
    'go-there': 'Llévame allí',
    'green-how':
      'La final A está formada y un decodificador espera. Muestre la bandera verde: pulse G o tóquela. Los coches pasan por la línea cada doce segundos.',
    'green-title': 'Dé la salida',
    next: 'Siguiente',
    'open-pages': 'Abrir la página pública',
    'page-how':
      'Aficionados, pilotos y padres ven todo esto en vivo en el teléfono, sin cuenta: parrillas, orden, resultados, clasificación, y por qué.',
    'page-title': 'Lo que ven todos',
    'restart-how':
      'El orden del relanzamiento se forma mientras llegan las decisiones, según el reglamento del club. Pulse O para leerlo en grande.',
    'restart-title': 'El orden del relanzamiento',
    'result-why-how':
      'Las series ya son oficiales. Abra una carrera y pulse un puesto o unos puntos subrayados: la razón, artículo por artículo.',
    'result-why-title': 'Cada número dice por qué',
    'sign-in-how': 'Alguien llega a la ventanilla. Escriba en el campo un número de coche o parte de un nombre, y elija quién es.',
    'sign-in-title': 'La ventanilla',
    skip: 'Saltar este paso',
    step: 'Paso {at} de {of}',
    tour: 'La visita a la noche de demostración',
    'verdict-how':
      'Hay una protesta abierta. Elíjala en la lista. Al escoger un fallo se ve qué cambiaría en resultados, puntos y dinero, antes de darlo.',
    'verdict-title': 'La sala de comisarios',
    'welcome-how':
      'Un club a mitad de temporada: siete noches corridas, y hoy dos finales A esperan la verde. En diez pasos breves dirige usted una. Salte lo que quiera; la visita recuerda dónde estaba.',
    'welcome-title': 'Bienvenido a la torre',
    'why-slot-how':
      'Quién sale dónde lo dice el reglamento. Pulse un lugar subrayado, como “Fila 1 dentro”, para leer por qué ese coche sale ahí.',
    'why-slot-title': 'La parrilla y sus razones',
    'yellow-how': 'Alguien hace un trompo. Muestre la amarilla: pulse Y o tóquela. Sale al instante; nada pregunta antes.',
    'yellow-title': 'Una amarilla',
  },
};
