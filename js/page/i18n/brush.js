/** Correcting by hand. */

/** @type {import('./index.js').Rows} */
export const brush = {
  'brush.title': ['Correct by hand', 'Von Hand korrigieren'],
  'brush.lead': [
    'Paint roughly. Wispcut finds the exact edge inside your marks.',
    'Malen Sie grob. Wispcut findet die genaue Kante in Ihren Markierungen.',
  ],
  'brush.clear': ['Clear marks', 'Alle löschen'],
  'brush.tool': ['Brush', 'Pinsel'],
  'brush.keep': ['Keep', 'Behalten'],
  'brush.remove': ['Remove', 'Entfernen'],
  'brush.unsure': ['Unsure (hair)', 'Unsicher (Haar)'],
  'brush.keep.hint': ['This belongs to the subject.', 'Das gehört zum Motiv.'],
  'brush.remove.hint': ['This is background.', 'Das ist Hintergrund.'],
  'brush.unsure.hint': ['Look for fine strands here.', 'Hier nach feinen Strähnen suchen.'],
  'brush.size': ['Brush size', 'Pinselgröße'],
  'brush.size.number': ['Brush size, exact value', 'Pinselgröße, genauer Wert'],
  'brush.smaller': ['smaller', 'kleiner'],
  'brush.larger': ['larger.', 'größer.'],
  'brush.space': ['Hold {key} to move the photo.', '{key} halten, um das Foto zu bewegen.'],
  'brush.spaceKey': ['Space', 'Leertaste'],
  'brush.show': ['Show marks', 'Markierungen zeigen'],
  'brush.under': ['Show the cutout under the brush', 'Freisteller unter dem Pinsel zeigen'],
  'brush.last': ['Last marks', 'Letzte Markierungen'],
  'brush.none': ['No marks yet.', 'Noch keine Markierungen.'],
  'brush.now': ['now', 'jetzt'],
  'brush.ago': ['{time} ago', 'vor {time}'],
  'brush.delete': ['Delete mark {i}: {tool}', 'Markierung {i} löschen: {tool}'],
  'brush.back': ['Back to settings', 'Zurück zu den Einstellungen'],
  'brush.pending': [
    { one: '1 mark, not yet applied', other: '{n} marks, not yet applied' },
    { one: '1 Markierung, noch nicht angewendet', other: '{n} Markierungen, noch nicht angewendet' },
  ],
  'brush.parts': [
    { one: 'Only the part you touched is refined again.', other: 'Only the {n} parts you touched are refined again.' },
    { one: 'Nur der berührte Teil wird neu verfeinert.', other: 'Nur die {n} berührten Teile werden neu verfeinert.' },
  ],
  'brush.discard': ['Discard', 'Verwerfen'],
  'brush.apply': ['Apply marks', 'Anwenden'],
  'brush.keys': [
    'Arrows move the ring, Enter starts and ends a mark.',
    'Pfeile bewegen den Ring, Enter beginnt und beendet eine Markierung.',
  ],
  'brush.started': ['{tool}: mark begins', '{tool}: Markierung beginnt'],
};
