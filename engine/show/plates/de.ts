import type { PlateWords } from './plate.ts';

export const de: PlateWords = {
  madeByMachine: 'Von einer Maschine gemacht: gezüchtet aus einem Foto und einer Kreatur.',
  generation: 'Generation',
  mixedWith: 'gemischt mit',
  guess: 'geraten',
  words: {
    age: 'Alter',
    gender: 'Geschlecht',
    expression: 'Ausdruck',
    female: 'weiblich',
    male: 'männlich',
    neutral: 'neutral',
    happy: 'froh',
    sad: 'traurig',
    angry: 'zornig',
    fearful: 'ängstlich',
    disgusted: 'angewidert',
    surprised: 'überrascht',
    years: 'Jahre',
    'days ago': 'Tage her',
    'engine power': 'Motorleistung',
    'top speed': 'Höchstgeschwindigkeit',
    'dry weight': 'Leergewicht',
    fuel: 'Treibstoff',
    diesel: 'Diesel',
    glucose: 'Glukose',
    'town gas': 'Stadtgas',
    lactate: 'Laktat',
    steam: 'Dampf',
    rumour: 'Gerüchte',
    'mains 230 V': 'Netz 230 V',
    sunlight: 'Sonnenlicht',
    agar: 'Agar',
    'cell count': 'Zellzahl',
    'half-life': 'Halbwertszeit',
    tolerance: 'Toleranz',
    'service interval': 'Wartungsintervall',
    'last service': 'letzte Wartung',
    'operating temperature': 'Betriebstemperatur',
    'membrane potential': 'Membranpotential',
    'idling noise': 'Leerlaufgeräusch',
    ancestry: 'Abstammung',
    human: 'Mensch',
    machine: 'Maschine',
    cell: 'Zelle',
    'out of No.': 'aus Nr.',
    generation: 'Generation',
    'earlier visitors': 'frühere Besucher',
    'earlier visitor': 'früherer Besucher',
    'With {value} {unit} it will not start on a hill. It will wait for a better one.':
      'Mit {value} {unit} springt es am Berg nicht an. Es wartet auf einen besseren.',
    'Do not leave {value} {unit} running indoors.':
      '{value} {unit} nicht in geschlossenen Räumen laufen lassen.',
    'Overtaken by moss at {value} {unit}, and content with it.':
      'Mit {value} {unit} von Moos überholt, und zufrieden damit.',
    'Past {value} {unit} the archive can no longer read its label.':
      'Über {value} {unit} kann das Archiv sein Etikett nicht mehr lesen.',
    'At {value} {unit} it may be shelved with the small parts.':
      'Mit {value} {unit} darf es zu den Kleinteilen.',
    'The floor of this room was not built for {value} {unit}.':
      'Der Boden dieses Raums ist nicht für {value} {unit} gebaut.',
    'Only {value} {unit} cells were counted. One was asleep.':
      'Nur {value} {unit} Zellen wurden gezählt. Eine schlief.',
    '{value} {unit} cells, and each of them has an opinion.':
      '{value} {unit} Zellen, und jede hat eine Meinung.',
    'Half of it will be somebody else in {value} {unit}.':
      'In {value} {unit}n ist die Hälfte davon jemand anderes.',
    'It will outlast this building by most of {value} {unit}.':
      'Es wird dieses Haus um den größten Teil von {value} {unit}n überdauern.',
    'Made to {unit} {value}. The machine suspects a copy.':
      'Auf {unit} {value} gefertigt. Die Maschine vermutet eine Kopie.',
    'At {unit} {value} it fits almost everywhere.': 'Mit {unit} {value} passt es fast überall hin.',
    'Wants to be looked at every {value} {unit}. So does the machine.':
      'Will alle {value} {unit} angesehen werden. Die Maschine auch.',
    'Needs nobody for {value} {unit}.': 'Braucht {value} {unit} lang niemanden.',
    'Somebody has taken care of it, {value} {unit}.': 'Jemand hat sich darum gekümmert: {value} {unit}.',
    'The last mechanic, {value} {unit}, left no notes.':
      'Der letzte Mechaniker, {value} {unit}, hat keine Notizen hinterlassen.',
    'Runs cool at {value} {unit}. Store away from draughts.':
      'Läuft kühl mit {value} {unit}. Vor Zugluft schützen.',
    'Do not touch the housing before it falls below {value} {unit}.':
      'Das Gehäuse erst unter {value} {unit} berühren.',
    'At {value} {unit} it keeps to itself.': 'Bei {value} {unit} bleibt es für sich.',
    'At {value} {unit} it lets almost anything in.': 'Bei {value} {unit} lässt es fast alles herein.',
    '{value} {unit}. The machine leans closer to be sure that it is on.':
      '{value} {unit}. Die Maschine beugt sich vor, um sicher zu sein, dass es läuft.',
    'It hums at {value} {unit} and is not aware of it.':
      'Es brummt mit {value} {unit} und weiß nichts davon.',
  },
};
