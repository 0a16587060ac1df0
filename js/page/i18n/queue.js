/** Many photos. */

/** @type {import('./index.js').Rows} */
export const queue = {
  'queue.title': ['Photos', 'Fotos'],
  'queue.ready': ['{n} ready', '{n} fertig'],
  'queue.working': ['{n} working', '{n} in Arbeit'],
  'queue.waiting': ['{n} waiting', '{n} warten'],
  'queue.help': [
    { one: '1 needs your help', other: '{n} need your help' },
    { one: '1 braucht Ihre Hilfe', other: '{n} brauchen Ihre Hilfe' },
  ],
  'queue.filter': ['Show', 'Zeigen'],
  'queue.filter.all': ['All {n}', 'Alle {n}'],
  'queue.filter.help': ['Need help {n}', 'Hilfe nötig {n}'],
  'queue.done': ['Cutout ready in {time}', 'Freisteller fertig in {time}'],
  'queue.row.waiting': ['Waiting', 'Wartet'],
  'queue.row.stopped': ['Stopped', 'Angehalten'],
  'queue.open': ['Open {name}', '{name} öffnen'],
  'queue.stop': ['Stop', 'Anhalten'],
  'queue.stop.of': ['Stop {name}', '{name} anhalten'],
  'queue.save.of': ['Save {name}', '{name} sichern'],
  'queue.remove.of': ['Remove {name}', '{name} entfernen'],
  'queue.removeAll': ['Remove all', 'Alle entfernen'],
  'queue.again': ['Try again', 'Erneut versuchen'],
  'queue.again.of': ['Try again: {name}', 'Erneut versuchen: {name}'],
  'queue.details': ['Show details', 'Einzelheiten'],
  'queue.details.of': ['Show details of {name}', 'Einzelheiten zu {name}'],
  'queue.photo': ['Photo {i} of {n}', 'Foto {i} von {n}'],
  'queue.left': ['{stage}, about {time} left for all', '{stage}, noch etwa {time} für alle'],
  'queue.finished': [
    { one: 'The photo is done', other: 'All {n} photos are done' },
    { one: 'Das Foto ist fertig', other: 'Alle {n} Fotos sind fertig' },
  ],
  'queue.finished.help': [
    { one: 'One needs your help.', other: '{n} need your help.' },
    { one: 'Eines braucht Ihre Hilfe.', other: '{n} brauchen Ihre Hilfe.' },
  ],
  'queue.finished.fine': ['Every cutout is ready.', 'Jeder Freisteller ist fertig.'],
  'queue.paused': ['Stopped', 'Angehalten'],
  'queue.paused.hint': [
    { one: '1 photo waits.', other: '{n} photos wait.' },
    { one: '1 Foto wartet.', other: '{n} Fotos warten.' },
  ],
  'queue.resume': ['Continue', 'Fortsetzen'],
  'queue.zip': ['Download {n} as ZIP', '{n} als ZIP laden'],
  'queue.zip.all': ['Download as ZIP', 'Als ZIP laden'],
  'queue.zip.none': ['nothing ready yet', 'noch nichts fertig'],
  'queue.zip.size': [
    { one: '1 cutout, {mb}', other: '{n} cutouts, {mb}' },
    { one: '1 Freisteller, {mb}', other: '{n} Freisteller, {mb}' },
  ],
  'queue.zip.hint': [
    'A list in the ZIP names the photos that failed, and why.',
    'Eine Liste in der ZIP-Datei nennt die fehlgeschlagenen Fotos und warum.',
  ],
  'queue.failed.head': ['These photos have no cutout:', 'Diese Fotos haben keinen Freisteller:'],
  'queue.settings': [
    'Settings changed. Ready cutouts keep theirs until you redo them.',
    'Einstellungen geändert. Fertige Freisteller behalten ihre, bis Sie sie neu machen.',
  ],
  'queue.redo': ['Redo all', 'Alle neu machen'],
};
