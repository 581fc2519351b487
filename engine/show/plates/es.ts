import type { PlateWords } from './plate.ts';

export const es: PlateWords = {
  madeByMachine: 'Hecho por una máquina: criado por una red neuronal a partir de una foto y una criatura.',
  generation: 'generación',
  mixedWith: 'mezclado con',
  guess: 'conjetura',
  words: {
    age: 'edad',
    gender: 'género',
    expression: 'expresión',
    female: 'femenino',
    male: 'masculino',
    neutral: 'neutra',
    happy: 'feliz',
    sad: 'triste',
    angry: 'enfadada',
    fearful: 'temerosa',
    disgusted: 'asqueada',
    surprised: 'sorprendida',
    years: 'años',
    'days ago': 'días',
    'engine power': 'potencia del motor',
    'top speed': 'velocidad máxima',
    'dry weight': 'peso en vacío',
    fuel: 'combustible',
    diesel: 'diésel',
    glucose: 'glucosa',
    'town gas': 'gas ciudad',
    lactate: 'lactato',
    steam: 'vapor',
    rumour: 'rumores',
    'mains 230 V': 'red de 230 V',
    sunlight: 'luz solar',
    agar: 'agar',
    'cell count': 'número de células',
    'half-life': 'semivida',
    tolerance: 'tolerancia',
    'service interval': 'intervalo de servicio',
    'last service': 'último servicio, hace',
    'operating temperature': 'temperatura de trabajo',
    'membrane potential': 'potencial de membrana',
    'idling noise': 'ruido al ralentí',
    ancestry: 'ascendencia',
    human: 'humano',
    machine: 'máquina',
    cell: 'célula',
    'out of No.': 'del n.º',
    generation: 'generación',
    'earlier visitors': 'visitantes anteriores',
    'earlier visitor': 'visitante anterior',
    'With {value} {unit} it will not start on a hill. It will wait for a better one.':
      'Con {value} {unit} no arranca en una cuesta. Esperará una mejor.',
    'Do not leave {value} {unit} running indoors.': 'No dejar {value} {unit} en marcha en interiores.',
    'Overtaken by moss at {value} {unit}, and content with it.':
      'Adelantado por el musgo a {value} {unit}, y conforme.',
    'Past {value} {unit} the archive can no longer read its label.':
      'Más allá de {value} {unit} el archivo ya no lee su etiqueta.',
    'At {value} {unit} it may be shelved with the small parts.':
      'Con {value} {unit} puede guardarse con las piezas pequeñas.',
    'The floor of this room was not built for {value} {unit}.':
      'El suelo de esta sala no se hizo para {value} {unit}.',
    'Only {value} {unit} cells were counted. One was asleep.':
      'Solo se contaron {value} {unit} células. Una dormía.',
    '{value} {unit} cells, and each of them has an opinion.': '{value} {unit} células, y cada una opina.',
    'Half of it will be somebody else in {value} {unit}.': 'En {value} {unit} la mitad será otra persona.',
    'It will outlast this building by most of {value} {unit}.':
      'Sobrevivirá a este edificio casi todos sus {value} {unit}.',
    'Made to {unit} {value}. The machine suspects a copy.':
      'Hecho a {unit} {value}. La máquina sospecha que es una copia.',
    'At {unit} {value} it fits almost everywhere.': 'Con {unit} {value} encaja casi en todas partes.',
    'Wants to be looked at every {value} {unit}. So does the machine.':
      'Quiere que lo miren cada {value} {unit}. La máquina también.',
    'Needs nobody for {value} {unit}.': 'No necesita a nadie durante {value} {unit}.',
    'Somebody has taken care of it, {value} {unit}.': 'Alguien lo ha cuidado hace {value} {unit}.',
    'The last mechanic, {value} {unit}, left no notes.':
      'El último mecánico, hace {value} {unit}, no dejó notas.',
    'Runs cool at {value} {unit}. Store away from draughts.':
      'Funciona fresco a {value} {unit}. Guardar lejos de corrientes.',
    'Do not touch the housing before it falls below {value} {unit}.':
      'No tocar la carcasa hasta que baje de {value} {unit}.',
    'At {value} {unit} it keeps to itself.': 'A {value} {unit} no se mete con nadie.',
    'At {value} {unit} it lets almost anything in.': 'A {value} {unit} deja entrar casi todo.',
    '{value} {unit}. The machine leans closer to be sure that it is on.':
      '{value} {unit}. La máquina se acerca para asegurarse de que está encendido.',
    'It hums at {value} {unit} and is not aware of it.': 'Zumba a {value} {unit} y no se da cuenta.',
  },
};
