import type { PlateWords } from './plate.ts';

export const fr: PlateWords = {
  madeByMachine: 'Fait par une machine : élevé par un réseau de neurones, d’une photo et d’une créature.',
  generation: 'génération',
  mixedWith: 'croisé avec',
  guess: 'supposé',
  words: {
    age: 'âge',
    gender: 'genre',
    expression: 'expression',
    female: 'féminin',
    male: 'masculin',
    neutral: 'neutre',
    happy: 'joyeux',
    sad: 'triste',
    angry: 'en colère',
    fearful: 'apeuré',
    disgusted: 'dégoûté',
    surprised: 'surpris',
    years: 'ans',
    'days ago': 'jours',
    'engine power': 'puissance moteur',
    'top speed': 'vitesse maximale',
    'dry weight': 'poids à vide',
    fuel: 'carburant',
    diesel: 'gazole',
    glucose: 'glucose',
    'town gas': 'gaz de ville',
    lactate: 'lactate',
    steam: 'vapeur',
    rumour: 'rumeur',
    'mains 230 V': 'secteur 230 V',
    sunlight: 'lumière du soleil',
    agar: 'agar-agar',
    'cell count': 'nombre de cellules',
    'half-life': 'demi-vie',
    tolerance: 'tolérance',
    'service interval': 'intervalle d’entretien',
    'last service': 'dernier entretien',
    'operating temperature': 'température de service',
    'membrane potential': 'potentiel de membrane',
    'idling noise': 'bruit au ralenti',
    ancestry: 'ascendance',
    human: 'humain',
    machine: 'machine',
    cell: 'cellule',
    'out of No.': 'issu du n°',
    generation: 'génération',
    'earlier visitors': 'visiteurs précédents',
    'earlier visitor': 'visiteur précédent',
    'With {value} {unit} it will not start on a hill. It will wait for a better one.':
      'Avec {value} {unit}, il ne démarre pas en côte. Il en attend une meilleure.',
    'Do not leave {value} {unit} running indoors.': 'Ne pas laisser tourner {value} {unit} à l’intérieur.',
    'Overtaken by moss at {value} {unit}, and content with it.':
      'Dépassé par la mousse à {value} {unit}, et content ainsi.',
    'Past {value} {unit} the archive can no longer read its label.':
      'Au-delà de {value} {unit}, l’archive ne lit plus son étiquette.',
    'At {value} {unit} it may be shelved with the small parts.':
      'À {value} {unit}, on peut le ranger avec les petites pièces.',
    'The floor of this room was not built for {value} {unit}.':
      'Le sol de cette salle n’est pas fait pour {value} {unit}.',
    'Only {value} {unit} cells were counted. One was asleep.':
      'Seulement {value} {unit} cellules comptées. L’une dormait.',
    '{value} {unit} cells, and each of them has an opinion.':
      '{value} {unit} cellules, et chacune a un avis.',
    'Half of it will be somebody else in {value} {unit}.':
      'Dans {value} {unit}, la moitié en sera quelqu’un d’autre.',
    'It will outlast this building by most of {value} {unit}.':
      'Il survivra à ce bâtiment pendant presque tous ses {value} {unit}.',
    'Made to {unit} {value}. The machine suspects a copy.':
      'Fait à {unit} {value}. La machine soupçonne une copie.',
    'At {unit} {value} it fits almost everywhere.': 'À {unit} {value}, il s’adapte presque partout.',
    'Wants to be looked at every {value} {unit}. So does the machine.':
      'Veut être regardé toutes les {value} {unit}. La machine aussi.',
    'Needs nobody for {value} {unit}.': 'N’a besoin de personne pendant {value} {unit}.',
    'Somebody has taken care of it, {value} {unit}.': 'Quelqu’un s’en est occupé il y a {value} {unit}.',
    'The last mechanic, {value} {unit}, left no notes.':
      'Le dernier mécanicien, il y a {value} {unit}, n’a pas laissé de notes.',
    'Runs cool at {value} {unit}. Store away from draughts.':
      'Tourne frais à {value} {unit}. Tenir loin des courants d’air.',
    'Do not touch the housing before it falls below {value} {unit}.':
      'Ne pas toucher le boîtier avant qu’il ne descende sous {value} {unit}.',
    'At {value} {unit} it keeps to itself.': 'À {value} {unit}, il reste sur son quant-à-soi.',
    'At {value} {unit} it lets almost anything in.': 'À {value} {unit}, il laisse entrer presque tout.',
    '{value} {unit}. The machine leans closer to be sure that it is on.':
      '{value} {unit}. La machine se penche pour être sûre qu’il est allumé.',
    'It hums at {value} {unit} and is not aware of it.': 'Il ronronne à {value} {unit} et ne le sait pas.',
  },
};
